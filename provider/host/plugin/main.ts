import { endWithEngine } from "../end-with-engine";
import { loadSdk } from "./sdk";
import { Service } from "./service";

/** As large as the engine's own: large programs send large messages. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

/**
 * Serves the provider until the process is ended, or its engine is gone. The first line written is the port, which the engine waits for.
 * @param args flags, then the engine's address; none where the engine will attach itself (PULUMI_DEBUG_PROVIDERS)
 */
export function serve(args: readonly string[]): void {
  const sdk = loadSdk();
  const { Server, ServerCredentials } = sdk.grpc;
  const last = args.at(-1);
  const address = last !== undefined && /^[\w.[\]-]+:\d+$/.test(last) ? last : undefined;
  const server = new Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  const service = new Service(sdk, address);
  server.addService(sdk.provider.ResourceProviderService, service.implementation);
  if (address !== undefined) endWithEngine(address, () => service.end());
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
}
