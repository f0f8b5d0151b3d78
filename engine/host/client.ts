import { randomBytes } from "node:crypto";

import type * as grpc from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type {
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  InvokeResponse,
  ProviderHandshakeResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { CHANNEL_OPTIONS, type Sdk } from "../sdk";
import { parseUrn, providedPackage } from "../urns";
import { annotateSecrets, hasUnknown, type PropertyMap, understoodBy, unwrap } from "../values/values";
import {
  type Checked,
  type Created,
  type DiffAnswer,
  diffOf,
  failuresOf,
  type Invoked,
  properties,
  type ReadAnswer,
} from "./answers";
import type { HostProcess } from "./process";
import { ProviderError, toProviderError } from "./provider-error";

/** What a provider understands on the wire, and whether it can say what a create or update will give. */
interface Protocol {
  readonly secrets: boolean;
  readonly resources: boolean;
  readonly previews: boolean;
}

/** A provider resource, to its own provider. */
export interface ProviderIdentity {
  readonly urn: string;
  readonly id: string;
}

const NO_CHANGE_TOLD = { replaces: [], changedKeys: [], deleteBeforeReplace: false };

/** Cancel is a courtesy before the process is ended. */
const CANCEL_WITHIN_MS = 1_000;

/**
 * The provider protocol as the CLI speaks it. What a provider does not understand is taken off before it is sent, and what
 * was secret is marked again when it comes back.
 *
 * A preview may not know the configuration of a provider yet. Then nothing is asked, and everything is as it was given.
 */
export class ProviderClient {
  readonly #client: ResourceProviderClient;
  #protocol: Protocol | undefined;
  /** Whether the configuration is known; fails where the provider refuses it. */
  #configured: Promise<boolean> | undefined;

  private constructor(
    private readonly sdk: Sdk,
    address: string,
  ) {
    const { ResourceProviderClient } = sdk.provider;
    this.#client = new ResourceProviderClient(
      address,
      sdk.grpc.credentials.createInsecure(),
      CHANNEL_OPTIONS,
    );
  }

  /** Makes the acquaintance of a provider that has just started. */
  static async connect(
    sdk: Sdk,
    { address, folder }: Pick<HostProcess, "address" | "folder">,
    engineAddress: string,
  ): Promise<ProviderClient> {
    const client = new ProviderClient(sdk, address);
    await client.#handshake(folder, engineAddress);
    await client.#call((done) => client.#client.getPluginInfo(new sdk.empty.Empty(), done));
    return client;
  }

  /** The same of one that somebody else has started: of its folders nothing is known, and it learns of the engine once more. */
  static async attach(sdk: Sdk, port: number, engineAddress: string): Promise<ProviderClient> {
    const client = new ProviderClient(sdk, `127.0.0.1:${port}`);
    await client.#handshake(undefined, engineAddress);
    const attaching = new sdk.plugin.PluginAttach();
    attaching.setAddress(engineAddress);
    await client.#call((done) => client.#client.attach(attaching, done));
    await client.#call((done) => client.#client.getPluginInfo(new sdk.empty.Empty(), done));
    return client;
  }

  async #handshake(folder: string | undefined, engineAddress: string): Promise<void> {
    const request = new this.sdk.provider.ProviderHandshakeRequest();
    request.setEngineAddress(engineAddress);
    if (folder !== undefined) {
      request.setRootDirectory(folder);
      request.setProgramDirectory(folder);
    }
    request.setConfigureWithUrn(true);
    request.setInvokeWithPreview(true);
    const answer = await this.#unlessUnimplemented<ProviderHandshakeResponse>((done) =>
      this.#client.handshake(request, done),
    );
    if (!answer) return;
    const [secrets, resources] = [answer.getAcceptSecrets(), answer.getAcceptResources()];
    this.#protocol = { secrets, resources, previews: true };
  }

  /** Checks the configuration; without the method, whatever is given will do. */
  async checkConfig(urn: string, olds: PropertyMap | undefined, news: PropertyMap): Promise<Checked> {
    const request = this.#named(new this.sdk.provider.CheckRequest(), urn);
    request.setOlds(this.#plainStruct(olds ?? {}));
    request.setNews(this.#plainStruct(news));
    const answer = await this.#unlessUnimplemented<CheckResponse>((done) =>
      this.#client.checkConfig(request, done),
    );
    if (!answer) return { inputs: news, failures: [] };
    return {
      inputs: annotateSecrets(properties(answer.getInputs()) ?? {}, news),
      failures: failuresOf(answer),
    };
  }

  /** What another configuration would mean; without the method, no replacement. */
  async diffConfig(
    urn: string,
    oldInputs: PropertyMap,
    oldOutputs: PropertyMap,
    news: PropertyMap,
    ignoreChanges: readonly string[] = [],
  ): Promise<DiffAnswer> {
    const request = this.#named(new this.sdk.provider.DiffRequest(), urn);
    request.setOldInputs(this.#plainStruct(oldInputs));
    request.setOlds(this.#plainStruct(oldOutputs));
    request.setNews(this.#plainStruct(news));
    request.setIgnorechangesList([...ignoreChanges]);
    const answer = await this.#unlessUnimplemented<DiffResponse>((done) =>
      this.#client.diffConfig(request, done),
    );
    return answer ? diffOf(answer, this.sdk) : { ...NO_CHANGE_TOLD, changes: "unknown" };
  }

  /** Configures the provider. A refusal is told to whoever asks something of it next, as the CLI does. */
  configure(identity: ProviderIdentity, config: PropertyMap): void {
    this.#configured = hasUnknown(config) ? Promise.resolve(false) : this.#configure(identity, config);
    this.#configured.catch(() => undefined);
  }

  async #configure({ urn, id }: ProviderIdentity, config: PropertyMap): Promise<boolean> {
    const request = this.#named(new this.sdk.provider.ConfigureRequest(), urn);
    request.setId(id);
    request.setArgs(this.sdk.struct.Struct.fromJavaScript(config));
    const prefix = `${providedPackage(parseUrn(urn).type)}:config:`;
    for (const [key, value] of Object.entries(config)) {
      const text = unwrap(value);
      if (key === "version") continue;
      request.getVariablesMap().set(prefix + key, typeof text === "string" ? text : JSON.stringify(text));
    }
    request.setAcceptsecrets(true);
    request.setAcceptresources(true);
    request.setSendsOldInputs(true);
    request.setSendsOldInputsToDelete(true);
    const answer = await this.#call<ConfigureResponse>((done) => this.#client.configure(request, done));
    this.#protocol ??= {
      secrets: answer.getAcceptsecrets(),
      resources: answer.getAcceptresources(),
      previews: answer.getSupportspreview(),
    };
    return true;
  }

  /** @param olds absent where there is no predecessor whose inputs count */
  async check(urn: string, olds: PropertyMap | undefined, news: PropertyMap): Promise<Checked> {
    if (!(await this.#isConfigured())) return { inputs: news, failures: [] };
    const request = this.#named(new this.sdk.provider.CheckRequest(), urn);
    request.setOlds(this.#struct(olds ?? {}));
    request.setNews(this.#struct(news));
    request.setRandomseed(randomBytes(32));
    const answer = await this.#call<CheckResponse>((done) => this.#client.check(request, done));
    return {
      inputs: this.#marked(properties(answer.getInputs()) ?? {}, news),
      failures: failuresOf(answer),
    };
  }

  async diff(
    urn: string,
    id: string,
    oldInputs: PropertyMap,
    oldOutputs: PropertyMap,
    news: PropertyMap,
    ignoreChanges: string[],
  ): Promise<DiffAnswer> {
    // Whom nobody can ask is taken to change something, and not said what.
    if (!(await this.#isConfigured())) return { ...NO_CHANGE_TOLD, changes: "some", unavailable: true };
    const request = this.#named(new this.sdk.provider.DiffRequest(), urn);
    request.setId(id);
    request.setOlds(this.#struct(oldOutputs));
    request.setOldInputs(this.#struct(oldInputs));
    request.setNews(this.#struct(news));
    request.setIgnorechangesList(ignoreChanges);
    return diffOf(await this.#call<DiffResponse>((done) => this.#client.diff(request, done)), this.sdk);
  }

  /** @param preview what it will give, as far as the provider can say; nothing is made */
  async create(urn: string, inputs: PropertyMap, timeout = 0, preview = false): Promise<Created> {
    const known = await this.#isConfigured();
    if (preview && !known) return { id: "", outputs: {} };
    if (preview && !this.#previews) return { id: "", outputs: inputs };
    const request = this.#named(new this.sdk.provider.CreateRequest(), urn);
    request.setProperties(this.#struct(inputs));
    request.setTimeout(timeout);
    request.setPreview(preview);
    const answer = await this.#call<CreateResponse>((done) => this.#client.create(request, done), inputs);
    return { id: answer.getId(), outputs: this.#marked(properties(answer.getProperties()) ?? {}, inputs) };
  }

  /** @param inputs absent, like the state, where only the id is known */
  async read(
    urn: string,
    id: string,
    inputs?: PropertyMap,
    state?: PropertyMap,
    timeout = 0,
  ): Promise<ReadAnswer> {
    if (!(await this.#isConfigured())) return { id, outputs: {}, inputs: {}, unhealthy: [] };
    const request = this.#named(new this.sdk.provider.ReadRequest(), urn);
    request.setId(id);
    if (inputs) request.setInputs(this.#struct(inputs));
    if (state) request.setProperties(this.#struct(state));
    // Older SDKs know no time for it.
    (request as Partial<typeof request>).setTimeout?.(timeout);
    try {
      const answer = await this.#call<ReadResponse>(
        (done) => this.#client.read(request, done),
        state,
        inputs,
      );
      const [live, asked] = [properties(answer.getProperties()), properties(answer.getInputs())];
      return {
        id: answer.getId(),
        outputs: live && this.#marked(live, state ?? {}),
        inputs: asked && this.#marked(asked, inputs ?? {}),
        unhealthy: [],
      };
    } catch (error) {
      if (!(error instanceof ProviderError) || !error.partial) throw error;
      const { reasons, ...found } = error.partial;
      return { ...found, unhealthy: reasons };
    }
  }

  /** @param preview what it will give, as far as the provider can say; nothing is changed */
  async update(
    urn: string,
    id: string,
    oldInputs: PropertyMap,
    oldOutputs: PropertyMap,
    news: PropertyMap,
    ignoreChanges: string[],
    timeout = 0,
    preview = false,
  ): Promise<PropertyMap> {
    const known = await this.#isConfigured();
    if (preview && !known) return {};
    if (preview && !this.#previews) return news;
    const request = this.#named(new this.sdk.provider.UpdateRequest(), urn);
    request.setId(id);
    request.setOldInputs(this.#struct(oldInputs));
    request.setOlds(this.#struct(oldOutputs));
    request.setNews(this.#struct(news));
    request.setIgnorechangesList(ignoreChanges);
    request.setTimeout(timeout);
    request.setPreview(preview);
    const answer = await this.#call<UpdateResponse>((done) => this.#client.update(request, done), news);
    return this.#marked(properties(answer.getProperties()) ?? {}, news);
  }

  async delete(
    urn: string,
    id: string,
    inputs: PropertyMap,
    outputs: PropertyMap,
    timeout = 0,
  ): Promise<void> {
    await this.#isConfigured();
    const request = this.#named(new this.sdk.provider.DeleteRequest(), urn);
    request.setId(id);
    request.setOldInputs(this.#struct(inputs));
    request.setProperties(this.#struct(outputs));
    request.setTimeout(timeout);
    await this.#call((done) => this.#client.delete(request, done));
  }

  /** Calls a function of the package. The SDK has kept for itself what of the arguments is secret. */
  async invoke(token: string, args: PropertyMap, preview: boolean): Promise<Invoked> {
    if (!(await this.#isConfigured())) return { outputs: {}, failures: [] };
    const request = new this.sdk.provider.InvokeRequest();
    request.setTok(token);
    request.setArgs(this.#struct(args));
    request.setPreview(preview);
    const answer = await this.#call<InvokeResponse>((done) => this.#client.invoke(request, done));
    return { outputs: properties(answer.getReturn()) ?? {}, failures: failuresOf(answer) };
  }

  /** Says that the run is over or cancelled; whether anybody listens is not our business. */
  async cancel(): Promise<void> {
    await new Promise<void>((resolve) => {
      const options = { deadline: Date.now() + CANCEL_WITHIN_MS };
      this.#client.cancel(new this.sdk.empty.Empty(), new this.sdk.grpc.Metadata(), options, () => resolve());
    });
  }

  close(): void {
    this.#client.close();
  }

  #isConfigured(): Promise<boolean> {
    if (!this.#configured) throw new Error("a provider was asked before it was configured");
    return this.#configured;
  }

  get #previews(): boolean {
    return this.#protocol?.previews ?? false;
  }

  #named<
    R extends {
      setUrn(urn: string): unknown;
      setName(name: string): unknown;
      setType(type: string): unknown;
    },
  >(request: R, urn: string): R {
    const { name, type } = parseUrn(urn);
    request.setUrn(urn);
    request.setName(name);
    request.setType(type);
    return request;
  }

  #struct(map: PropertyMap): Struct {
    const { secrets, resources } = this.#protocol ?? { secrets: false, resources: false };
    return this.sdk.struct.Struct.fromJavaScript(understoodBy(map, secrets, resources));
  }

  /** What configurations are told of: never with secrets or resources. */
  #plainStruct(map: PropertyMap): Struct {
    return this.sdk.struct.Struct.fromJavaScript(understoodBy(map, false, false));
  }

  /** What comes back, secret where the like was, unless the provider marks its secrets itself. */
  #marked(values: PropertyMap, like: PropertyMap): PropertyMap {
    return this.#protocol?.secrets ? values : annotateSecrets(values, like);
  }

  /** @param outputsLike what a half-made resource's outputs are marked like */
  #call<R>(
    send: (done: (error: grpc.ServiceError | null, answer: R) => void) => void,
    outputsLike: PropertyMap = {},
    inputsLike: PropertyMap = {},
  ): Promise<R> {
    return new Promise((resolve, reject) => {
      send((error, answer) => {
        if (!error) return resolve(answer);
        const { message, partial } = toProviderError(error, this.sdk);
        const marked = partial && {
          ...partial,
          outputs: this.#marked(partial.outputs, outputsLike),
          inputs: partial.inputs && this.#marked(partial.inputs, inputsLike),
        };
        return reject(new ProviderError(message, marked));
      });
    });
  }

  #unlessUnimplemented<R>(
    send: (done: (error: grpc.ServiceError | null, answer: R) => void) => void,
  ): Promise<R | undefined> {
    return this.#call<R | undefined>((done) =>
      send((error, answer) =>
        error?.code === this.sdk.grpc.status.UNIMPLEMENTED ? done(null, undefined) : done(error, answer),
      ),
    );
  }
}
