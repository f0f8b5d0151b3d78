import type * as grpc from "@grpc/grpc-js";
import type * as engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as enginePb from "@pulumi/pulumi/proto/engine_pb";

import type { Engine } from "./engine";

/** Shows messages to people, at the resource they are about. */
export interface Log {
  /** Replaces the resource's status line; an empty one takes it away. */
  status(urn: string, text: string): void;
  info(urn: string, text: string): void;
  warn(urn: string, text: string): void;
  /** Resolves when everything said so far has arrived, or cannot arrive any more. */
  flushed(): Promise<void>;
}

type Severity = "INFO" | "WARNING";

interface Wire {
  readonly client: engineGrpc.EngineClient;
  readonly pb: typeof enginePb;
  readonly Metadata: typeof grpc.Metadata;
}

/** How long a message may take: the engine answers at once or is gone. */
const DEADLINE_MS = 2_000;

/**
 * Sends messages to the engine that started this process. Messages are a courtesy: where there is no engine, or it is gone,
 * they are dropped.
 */
export function engineLog(engine: () => Engine | undefined): Log {
  let wire: Wire | undefined;
  const underWay = new Set<Promise<void>>();
  const send = (severity: Severity, urn: string, message: string, ephemeral: boolean): void => {
    wire ??= connect(engine());
    if (wire === undefined) return;
    const { client, pb, Metadata } = wire;
    const request = new pb.LogRequest();
    request.setSeverity(pb.LogSeverity[severity]);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    const sent = new Promise<void>((resolve) => {
      client.log(request, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, () => resolve());
    });
    underWay.add(sent);
    void sent.then(() => underWay.delete(sent));
  };
  return {
    status: (urn, text) => send("INFO", urn, text, true),
    info: (urn, text) => send("INFO", urn, text, false),
    warn: (urn, text) => send("WARNING", urn, text, false),
    flushed: async () => {
      await Promise.all(underWay);
    },
  };
}

function connect(engine: Engine | undefined): Wire | undefined {
  if (engine === undefined) return undefined;
  const { credentials, Metadata } = engine.load("@grpc/grpc-js") as typeof grpc;
  const { EngineClient } = engine.load("@pulumi/pulumi/proto/engine_grpc_pb") as typeof engineGrpc;
  const pb = engine.load("@pulumi/pulumi/proto/engine_pb") as typeof enginePb;
  const client = new EngineClient(engine.address, credentials.createInsecure(), {
    "grpc.enable_http_proxy": 0,
  });
  return { client, pb, Metadata };
}
