import type * as grpc from "@grpc/grpc-js";
import type * as engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as enginePb from "@pulumi/pulumi/proto/engine_pb";

import type { Reporter } from "../../core/context";
import { engineAddress, fromHost } from "./host-process";

type Severity = "INFO" | "WARNING";

interface Wire {
  readonly client: engineGrpc.EngineClient;
  readonly pb: typeof enginePb;
  readonly Metadata: typeof grpc.Metadata;
}

/** How long a message may take: the engine answers at once or is gone. */
const DEADLINE_MS = 2_000;

/**
 * Sends messages to the engine that started this host, so that they appear at their resource. The host offers no way
 * to do that, but it has the engine's address and the client code; both are taken from the host's own process.
 * Messages are a courtesy: where there is no engine, or it is gone, they are dropped.
 */
export function engineReporter(): Reporter {
  let wire: Wire | undefined | false;
  const underWay = new Set<Promise<void>>();
  const send = (severity: Severity, urn: string | undefined, message: string, ephemeral: boolean): void => {
    wire ??= connect() ?? false;
    if (wire === false) return;
    const { client, pb, Metadata } = wire;
    const request = new pb.LogRequest();
    request.setSeverity(pb.LogSeverity[severity]);
    request.setMessage(message);
    request.setUrn(urn ?? "");
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

function connect(): Wire | undefined {
  const address = engineAddress();
  if (address === undefined) return undefined;
  const { credentials, Metadata } = fromHost("@grpc/grpc-js") as typeof grpc;
  const { EngineClient } = fromHost("../../proto/engine_grpc_pb") as typeof engineGrpc;
  const pb = fromHost("../../proto/engine_pb") as typeof enginePb;
  const client = new EngineClient(address, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
  return { client, pb, Metadata };
}
