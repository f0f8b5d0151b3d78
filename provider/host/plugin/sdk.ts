import { createRequire } from "node:module";

import type * as grpc from "@grpc/grpc-js";
import type * as pluginPb from "@pulumi/pulumi/proto/plugin_pb";
import type * as providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as providerPb from "@pulumi/pulumi/proto/provider_pb";
import type * as statusPb from "@pulumi/pulumi/proto/status_pb";
import type * as anyPb from "google-protobuf/google/protobuf/any_pb";
import type * as emptyPb from "google-protobuf/google/protobuf/empty_pb";
import type * as structPb from "google-protobuf/google/protobuf/struct_pb";

/** The parts of the Pulumi SDK that the protocol is spoken with. The SDK as a whole takes a third of a second to load. */
export interface Sdk {
  readonly grpc: typeof grpc;
  readonly provider: typeof providerPb & Pick<typeof providerGrpc, "ResourceProviderService">;
  readonly plugin: typeof pluginPb;
  readonly status: typeof statusPb;
  readonly any: typeof anyPb;
  readonly empty: typeof emptyPb;
  readonly struct: typeof structPb;
  /** Loads a module of the SDK, or of what it depends on, by its full name. */
  readonly load: (module: string) => unknown;
}

/**
 * The SDK that is installed beside this package, or else the program's. Everything comes from its one copy: stubs and gRPC
 * of another would not understand one another.
 * @throws Error where none is installed
 */
export function loadSdk(): Sdk {
  const fromHome = createRequire(homeOfSdk());
  const load = (module: string): unknown => fromHome(module.replace(/^@pulumi\/pulumi\//, "./")) as unknown;
  const proto = (name: string): object => load(`@pulumi/pulumi/proto/${name}`) as object;
  const wellKnown = (name: string): unknown => load(`google-protobuf/google/protobuf/${name}`);
  return {
    grpc: load("@grpc/grpc-js") as typeof grpc,
    provider: { ...proto("provider_pb"), ...proto("provider_grpc_pb") } as Sdk["provider"],
    plugin: proto("plugin_pb") as typeof pluginPb,
    status: proto("status_pb") as typeof statusPb,
    any: wellKnown("any_pb") as typeof anyPb,
    empty: wellKnown("empty_pb") as typeof emptyPb,
    struct: wellKnown("struct_pb") as typeof structPb,
    load,
  };
}

function homeOfSdk(): string {
  try {
    return require.resolve("@pulumi/pulumi/package.json", { paths: [__dirname, process.cwd()] });
  } catch {
    throw new Error(
      "pulumi-model-access speaks with the Pulumi engine by @pulumi/pulumi, which is not installed: npm install @pulumi/pulumi",
    );
  }
}
