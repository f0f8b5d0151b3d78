import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

export type Props = Record<string, unknown>;

export const plain = (struct: Struct | undefined): Props => struct?.toJavaScript() ?? {};
export const toStruct = (props: Props): Struct => Struct.fromJavaScript(props as never);

/** The resource exists, and is not ready. */
export class InitFailed extends Error {
  constructor(
    readonly id: string,
    readonly properties: Props,
    readonly reasons: string[],
    readonly inputs?: Props,
  ) {
    super(reasons.join());
  }
}

/** The methods of a provider; those it has not are unimplemented. */
export type Methods = Record<string, (request: never) => Promise<object>>;

/** Serves a provider plugin, and prints its port as engines expect it. */
export function serve(methods: Methods): void {
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  const answers = Object.keys(ResourceProviderService).map((name) => [
    name,
    ({ request }: { request: never }, callback: (error: object | null, answer?: object) => void): void => {
      const method = methods[name];
      if (!method) return callback({ code: grpc.status.UNIMPLEMENTED, details: name });
      method(request).then(
        (answer) => callback(null, answer),
        (thrown: unknown) => callback(failure(thrown)),
      );
    },
  ]);
  server.addService(ResourceProviderService, Object.fromEntries(answers) as never);
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}

function failure(thrown: unknown): object {
  const details = thrown instanceof Error ? thrown.message : String(thrown);
  if (!(thrown instanceof InitFailed)) return { code: grpc.status.UNKNOWN, details };
  const { id, properties, reasons, inputs } = thrown;
  const detail = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(toStruct(properties))
    .setReasonsList(reasons);
  if (inputs) detail.setInputs(toStruct(inputs));
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(details).setDetailsList([packed]);
  const metadata = new grpc.Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details, metadata };
}
