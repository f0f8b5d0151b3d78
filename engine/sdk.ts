import { createRequire } from "node:module";
import { join } from "node:path";

import type * as grpc from "@grpc/grpc-js";
import type * as callbackPb from "@pulumi/pulumi/proto/callback_pb";
import type * as enginePb from "@pulumi/pulumi/proto/engine_pb";
import type * as engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as pluginPb from "@pulumi/pulumi/proto/plugin_pb";
import type * as providerPb from "@pulumi/pulumi/proto/provider_pb";
import type * as providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as resourcePb from "@pulumi/pulumi/proto/resource_pb";
import type * as resourceGrpc from "@pulumi/pulumi/proto/resource_grpc_pb";
import type * as statusPb from "@pulumi/pulumi/proto/status_pb";
import type * as emptyPb from "google-protobuf/google/protobuf/empty_pb";
import type * as structPb from "google-protobuf/google/protobuf/struct_pb";

import { EngineError } from "./errors";

/** The parts of a program's own Pulumi SDK that the engine speaks with. A second copy would not understand the first. */
export interface Sdk {
  readonly grpc: typeof grpc;
  readonly empty: typeof emptyPb;
  readonly struct: typeof structPb;
  readonly engine: typeof enginePb & typeof engineGrpc;
  readonly plugin: typeof pluginPb;
  readonly provider: typeof providerPb & typeof providerGrpc;
  readonly resource: typeof resourcePb & typeof resourceGrpc;
  readonly callback: typeof callbackPb;
  readonly status: typeof statusPb;
  readonly version: string;
  /** The scripts of the SDK that run a program and host its dynamic providers. */
  readonly runProgram: string;
  readonly runDynamicProvider: string;
}

/** Large programs send large messages; and loopback must not go through a proxy. */
export const CHANNEL_OPTIONS = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
  "grpc.server_max_unrequested_time_in_server": 1800,
  "grpc.enable_http_proxy": 0,
} as const;

/** Loads the SDK that a program in that folder would load. */
export function loadSdk(programDir: string): Sdk {
  const fromProgram = createRequire(join(programDir, "package.json"));
  let home: string;
  try {
    home = fromProgram.resolve("@pulumi/pulumi/package.json");
  } catch {
    throw new EngineError(`@pulumi/pulumi is not installed in ${programDir}: run npm install there`);
  }
  const load = createRequire(home);
  const proto = (name: string): object => load(`./proto/${name}`) as object;
  return {
    grpc: load("@grpc/grpc-js") as typeof grpc,
    empty: load("google-protobuf/google/protobuf/empty_pb") as typeof emptyPb,
    struct: load("google-protobuf/google/protobuf/struct_pb") as typeof structPb,
    engine: { ...proto("engine_pb"), ...proto("engine_grpc_pb") } as Sdk["engine"],
    plugin: proto("plugin_pb") as Sdk["plugin"],
    provider: { ...proto("provider_pb"), ...proto("provider_grpc_pb") } as Sdk["provider"],
    resource: { ...proto("resource_pb"), ...proto("resource_grpc_pb") } as Sdk["resource"],
    callback: proto("callback_pb") as Sdk["callback"],
    status: proto("status_pb") as Sdk["status"],
    version: (load("./package.json") as { version: string }).version,
    runProgram: load.resolve("./cmd/run"),
    runDynamicProvider: load.resolve("./cmd/dynamic-provider"),
  };
}
