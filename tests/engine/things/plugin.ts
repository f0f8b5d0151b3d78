/** The things as a provider plugin: what the dynamic provider does, and what only a plugin can say. */
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CheckFailure,
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  InvokeResponse,
  PropertyDiff,
  ProviderHandshakeResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import {
  InitFailed,
  type Methods,
  plain,
  type Props,
  serve,
  toStruct,
} from "../../support/engines/plugin-server";
import type { Verb } from "./cloud";
import { called, cloud, nameOf, stateOf } from "./provider";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** How the plugin speaks: `THINGS_SPEAK` names what it does other than usual. */
const speaks = new Set((process.env["THINGS_SPEAK"] ?? "").split(" "));

/** What is being waited for when a cancel comes. */
const waiting = new Set<(reason: Error) => void>();

/** What a thing tells: the dynamic one's, twice its size, and how long it may take. */
function outputsOf(id: string, inputs: Props, timeout: number): Props {
  return {
    ...stateOf(id, inputs),
    ...("size" in inputs && { twice: inputs["size"] === UNKNOWN ? UNKNOWN : 2 * Number(inputs["size"]) }),
    ...(timeout > 0 && { timeout }),
  };
}

/** Secrets arrive marked only where the plugin says that it knows them. */
function isMarked(value: unknown): boolean {
  return (value as Props | null)?.[SIGNATURE] === SECRET;
}

/** What a secret looks like here, for the log of calls. */
function seen(props: Props): string {
  const words = Object.entries(props).map(
    ([key, value]) =>
      `${key}=${isMarked(value) ? "(secret)" : typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return words.sort().join(",");
}

function bare(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).map(([key, value]) => [key, isMarked(value) ? (value as Props)["value"] : value]),
  );
}

/** The word of a verb, with what of the call is of interest. */
function noted(verb: Verb, request: { getPreview?(): boolean }): string {
  return request.getPreview?.() ? `preview-${verb}` : verb;
}

const failed = (property: string, reason: string) =>
  new CheckFailure().setProperty(property).setReason(reason);

const methods: Methods = {
  async handshake(request: wire.ProviderHandshakeRequest) {
    const folder = request.getRootDirectory() ?? "";
    cloud.note("provider", `handshake(${folder.slice(process.cwd().length)})`);
    return new ProviderHandshakeResponse().setAcceptSecrets(speaks.has("secrets"));
  },
  async attach() {
    cloud.note("provider", "attach");
    return new Empty();
  },
  async getPluginInfo() {
    cloud.note("provider", "info");
    return new PluginInfo().setVersion("1.2.3");
  },
  async checkConfig(request: wire.CheckRequest) {
    const news = plain(request.getNews());
    cloud.note("provider", `${request.hasOlds() ? "recheck" : "check"}(${seen(news)})`);
    const answer = new CheckResponse().setInputs(toStruct({ ...news, checked: "yes" }));
    return news["place"] === "nowhere"
      ? answer.setFailuresList([failed("place", "there is no such place")])
      : answer;
  },
  async diffConfig(request: wire.DiffRequest) {
    const [olds, news] = [plain(request.getOldInputs()), plain(request.getNews())];
    cloud.note("provider", `diff(${seen(olds)};${seen(news)})`);
    const answer = new DiffResponse();
    // Things do not move from one world to another.
    return (olds["world"] ?? "") === (news["world"] ?? "") ? answer : answer.setReplacesList(["world"]);
  },
  async configure(request: wire.ConfigureRequest) {
    const args = plain(request.getArgs());
    const variables = [...request.getVariablesMap().entries()]
      .map(([key, value]) => `${key}=${value}`)
      .sort();
    cloud.note("provider", `configure(${seen(args)};${variables.join(",")};${process.env["PULUMI_CONFIG"]})`);
    if (args["place"] === "refused") throw new Error("the place is refused");
    return new ConfigureResponse().setAcceptsecrets(speaks.has("secrets")).setSupportspreview(true);
  },
  async check(request: wire.CheckRequest) {
    const [olds, news] = [plain(request.getOlds()), plain(request.getNews())];
    const reasons = called(String(news["name"]), "check", Object.keys(olds).length > 0 ? "recheck" : "check");
    const answer = new CheckResponse().setInputs(request.getNews());
    return answer.setFailuresList(reasons.map((reason) => failed("", reason)));
  },
  async diff(request: wire.DiffRequest) {
    called(nameOf(request.getId()), "diff");
    const [olds, news] = [bare(plain(request.getOldInputs())), bare(plain(request.getNews()))];
    const ignored = request.getIgnorechangesList();
    const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])]
      // What the dynamic provider kept for itself is nothing of a plugin's.
      .filter((key) => !key.startsWith("__") && !ignored.includes(key))
      .filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]))
      .sort();
    const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
    const answer = new DiffResponse()
      .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
      .setReplacesList(changed.filter((key) => key === "kind"))
      .setDeletebeforereplace(news["alone"] === true)
      .setDiffsList(changed)
      .setStablesList(["made"])
      .setHasdetaileddiff(true);
    const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
    for (const key of changed) {
      const [plainly, replacing] = !(key in olds)
        ? [ADD, ADD_REPLACE]
        : !(key in news)
          ? [DELETE, DELETE_REPLACE]
          : [UPDATE, UPDATE_REPLACE];
      const kind = key === "kind" ? replacing : plainly;
      answer.getDetaileddiffMap().set(key, new PropertyDiff().setKind(kind).setInputdiff(true));
    }
    return answer;
  },
  async create(request: wire.CreateRequest) {
    const inputs = plain(request.getProperties());
    const name = String(inputs["name"]);
    const reasons = called(name, "create", noted("create", request));
    if (request.getPreview())
      return new CreateResponse().setProperties(toStruct(outputsOf(UNKNOWN, inputs, request.getTimeout())));
    const cancelled = await untilLetGo(name);
    const id = cloud.make(name, bare(inputs));
    const outputs = outputsOf(id, inputs, request.getTimeout());
    if (reasons.length + cancelled.length > 0) throw new InitFailed(id, outputs, [...reasons, ...cancelled]);
    return new CreateResponse().setId(id).setProperties(toStruct(outputs));
  },
  async read(request: wire.ReadRequest) {
    const id = request.getId();
    const reasons = called(nameOf(id), "read", request.hasProperties() ? "read" : "find");
    const thing = cloud.get(id);
    if (!thing) return new ReadResponse();
    const [outputs, inputs] = [outputsOf(id, thing, 0), thing];
    if (reasons.length > 0) throw new InitFailed(id, outputs, reasons, inputs);
    return new ReadResponse().setId(id).setProperties(toStruct(outputs)).setInputs(toStruct(inputs));
  },
  async update(request: wire.UpdateRequest) {
    const id = request.getId();
    const inputs = plain(request.getNews());
    const reasons = called(nameOf(id), "update", noted("update", request));
    const outputs = outputsOf(id, inputs, request.getTimeout());
    if (!request.getPreview()) cloud.put(id, bare(inputs));
    if (reasons.length > 0) throw new InitFailed(id, outputs, reasons);
    return new UpdateResponse().setProperties(toStruct(outputs));
  },
  async delete(request: wire.DeleteRequest) {
    called(nameOf(request.getId()), "delete");
    cloud.remove(request.getId());
    return new Empty();
  },
  async invoke(request: wire.InvokeRequest) {
    const args = plain(request.getArgs());
    cloud.note(
      "provider",
      `${request.getPreview() ? "preview-" : ""}invoke(${request.getTok()};${seen(args)})`,
    );
    if (args["fails"] !== undefined) throw new Error("the function fails");
    const answer = new InvokeResponse().setReturn(toStruct({ ...args, ids: cloud.ids() }));
    return args["bad"] === undefined ? answer : answer.setFailuresList([failed("bad", "it is bad")]);
  },
  async cancel() {
    for (const cancel of waiting) cancel(new Error("cancelled"));
    return new Empty();
  },
};

/** @returns why it was not waited to the end, if so */
async function untilLetGo(name: string): Promise<string[]> {
  let cancel: ((reason: Error) => void) | undefined;
  const cancelled = new Promise<never>((_resolve, reject) => (cancel = reject));
  waiting.add(cancel!);
  try {
    await Promise.race([cloud.untilLetGo(name, "create"), cancelled]);
    return [];
  } catch (error) {
    return [(error as Error).message];
  } finally {
    waiting.delete(cancel!);
  }
}

serve(methods);
