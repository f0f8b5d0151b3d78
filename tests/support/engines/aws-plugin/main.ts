/**
 * Stands for the plugin of @pulumi/aws, which cannot be downloaded where this is built: it speaks the same protocol for the four
 * resources that a guard registers and for the two that a user may come from, and makes them with the real AWS SDK. An engine starts it with its own address; it prints its port.
 */
import { randomBytes } from "node:crypto";

import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  InvokeResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type * as wire from "@pulumi/pulumi/proto/provider_pb";

import { type Methods, plain, type Props, serve, toStruct as struct } from "../plugin-server";
import { offersOf } from "./bedrock";
import { clientsFor, type Clients, type Kind, KINDS } from "./resources";

let clients: Clients;

function kindOf(urn: string): Kind {
  const type = urn.split("::")[2]!.split("$").at(-1)!;
  const kind = KINDS[type];
  if (!kind) throw new Error(`${type} is none of the resources that this plugin makes`);
  return kind;
}
const withOutputs = (inputs: Props, id: string, outputs: Props = {}): Struct =>
  struct({ ...inputs, ...outputs, id });

const methods: Methods = {
  getPluginInfo: async () => new PluginInfo().setVersion("7.48.0"),
  async configure(request: wire.ConfigureRequest) {
    clients = clientsFor(plain(request.getArgs()) as Record<string, string>);
    return new ConfigureResponse();
  },
  async check(request: wire.CheckRequest) {
    const urn = request.getUrn();
    const { autonamed } = kindOf(urn);
    const inputs = plain(request.getNews());
    if (autonamed !== undefined && inputs[autonamed] === undefined) {
      const made = `${urn.split("::")[3]!}-${randomBytes(4).toString("hex")}`;
      inputs[autonamed] = plain(request.getOlds())[autonamed] ?? made;
    }
    return new CheckResponse().setInputs(struct(inputs));
  },
  async diff(request: wire.DiffRequest) {
    const [olds, news] = [plain(request.getOldInputs()), plain(request.getNews())];
    const isChanged = (name: string): boolean => JSON.stringify(olds[name]) !== JSON.stringify(news[name]);
    const answer = new DiffResponse().setReplacesList(kindOf(request.getUrn()).replaces.filter(isChanged));
    // The engine compares the inputs.
    return answer.setChanges(DiffResponse.DiffChanges.DIFF_UNKNOWN);
  },
  async create(request: wire.CreateRequest) {
    const inputs = plain(request.getProperties());
    const { id, outputs } = await kindOf(request.getUrn()).create(inputs, clients);
    return new CreateResponse().setId(id).setProperties(withOutputs(inputs, id, outputs));
  },
  async read(request: wire.ReadRequest) {
    const [inputs, state] = [plain(request.getInputs()), plain(request.getProperties())];
    const live = await kindOf(request.getUrn()).read(request.getId(), inputs, clients);
    if (!live) return new ReadResponse();
    return new ReadResponse()
      .setId(request.getId())
      .setInputs(struct(live))
      .setProperties(struct({ ...state, ...live }));
  },
  async update(request: wire.UpdateRequest) {
    const inputs = plain(request.getNews());
    await kindOf(request.getUrn()).update!(request.getId(), inputs, clients);
    return new UpdateResponse().setProperties(struct({ ...plain(request.getOlds()), ...inputs }));
  },
  async delete(request: wire.DeleteRequest) {
    await kindOf(request.getUrn()).delete(request.getId(), plain(request.getOldInputs()), clients);
    return new Empty();
  },
  async invoke(request: wire.InvokeRequest) {
    return new InvokeResponse().setReturn(struct(await offersOf(plain(request.getArgs()), clients)));
  },
  cancel: async () => new Empty(),
};

serve(methods);
