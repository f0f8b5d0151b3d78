/** A provider plugin that does nothing, on the libraries that ours stands on: what the bench compares ours with. */
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckResponse,
  type CheckRequest,
  ConfigureResponse,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";

const answers: Readonly<Record<string, (request: never) => object>> = {
  handshake: () => new ProviderHandshakeResponse(),
  getPluginInfo: () => new PluginInfo(),
  configure: () => new ConfigureResponse(),
  check: (request: CheckRequest) => new CheckResponse().setInputs(request.getNews()),
};

const server = new grpc.Server();
const served = Object.entries(answers).map(([name, answer]) => [
  name,
  ({ request }: { request: never }, done: (error: null, answer: object) => void) =>
    done(null, answer(request)),
]);
server.addService(ResourceProviderService, Object.fromEntries(served) as grpc.UntypedServiceImplementation);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
