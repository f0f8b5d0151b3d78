import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

import type * as grpc from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type {
  CheckResponse,
  CreateResponse,
  DiffResponse,
  ErrorResourceInitFailed,
  InvokeResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { Monitor } from "#engine/program/monitor";
import { CHANNEL_OPTIONS, loadSdk, type Sdk } from "#engine/sdk";

import { cleanEnvironment, type Logged } from "./host";

const REPOSITORY = resolve(__dirname, "../../../..");
/** A folder of a program, which need not know the package. */
const PROGRAM_DIR = resolve(REPOSITORY, "examples/quickstart");
const EXECUTABLE = resolve(REPOSITORY, "provider/plugin/pulumi-resource-model-access");

/** Properties as they are on the wire, secrets wrapped. */
export type Wire = Record<string, unknown>;

/** How the engine writes a value that is not known yet, and a secret. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const secret = (value: unknown): Wire => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** What a provider refuses with. */
export class PluginError extends Error {
  constructor(
    readonly code: number,
    message: string,
    /** What is half made. */
    readonly unfinished?: { readonly id: string; readonly properties: Wire; readonly reasons: string[] },
  ) {
    super(message);
  }
}

type Send<A> = (
  client: ResourceProviderClient,
  done: (error: grpc.ServiceError | null, answer: A) => void,
) => void;

/** What every call about a resource says. */
interface About {
  readonly kind: string;
  readonly name?: string;
}

/** The plugin's process, spoken to by the SDK's own client: what is said and answered is what is on the wire. */
export class Plugin {
  readonly logs: Logged[] = [];
  readonly #client: ResourceProviderClient;

  private constructor(
    readonly sdk: Sdk,
    private readonly child: ChildProcess,
    private readonly engine: Monitor,
    port: string,
    logs: Logged[],
  ) {
    this.logs = logs;
    const { credentials } = sdk.grpc;
    this.#client = new sdk.provider.ResourceProviderClient(
      `127.0.0.1:${port}`,
      credentials.createInsecure(),
      CHANNEL_OPTIONS,
    );
  }

  /** @param args what stands before the engine's address */
  static async start(args: readonly string[] = [], programDir = PROGRAM_DIR): Promise<Plugin> {
    const sdk = loadSdk(programDir);
    const logs: Logged[] = [];
    const engine = await Monitor.start(sdk, (severity, message, urn, ephemeral) =>
      logs.push({ severity, message, urn, ephemeral }),
    );
    const child = spawn(EXECUTABLE, [...args, engine.address], {
      cwd: programDir,
      env: cleanEnvironment(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    return new Plugin(sdk, child, engine, port, logs);
  }

  /** A plugin that was configured. */
  static async configured(config: Wire): Promise<Plugin> {
    const plugin = await Plugin.start();
    await plugin.configure(config);
    return plugin;
  }

  async stop(): Promise<void> {
    this.#client.close();
    this.child.kill("SIGINT");
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "exit");
    this.engine.close();
  }

  call<A>(send: Send<A>): Promise<A> {
    return new Promise((done, reject) => {
      send(this.#client, (error, answer) => (error ? reject(this.#errorOf(error)) : done(answer)));
    });
  }

  async configure(config: Wire): Promise<void> {
    const request = new this.sdk.provider.ConfigureRequest();
    request.setArgs(this.struct(config));
    request.setAcceptsecrets(true);
    await this.call((client, done) => client.configure(request, done));
  }

  cancel(): Promise<unknown> {
    return this.call((client, done) => client.cancel(new this.sdk.empty.Empty(), done));
  }

  async check(about: About, news: Wire, olds: Wire = {}) {
    const request = this.#about(new this.sdk.provider.CheckRequest(), about);
    request.setNews(this.struct(news));
    request.setOlds(this.struct(olds));
    return checked(await this.call((client, done) => client.check(request, done)));
  }

  async checkConfig(news: Wire) {
    const request = new this.sdk.provider.CheckRequest();
    request.setNews(this.struct(news));
    return checked(await this.call((client, done) => client.checkConfig(request, done)));
  }

  /** @returns each path with its kind, in words, and `(state)` where it is not the inputs that differ */
  async diff(
    about: About,
    given: { id: string; olds: Wire; oldInputs: Wire; news: Wire; ignore?: string[] },
  ) {
    const { DiffRequest, DiffResponse, PropertyDiff } = this.sdk.provider;
    const request = this.#about(new DiffRequest(), about);
    request.setId(given.id);
    request.setOlds(this.struct(given.olds));
    request.setOldInputs(this.struct(given.oldInputs));
    request.setNews(this.struct(given.news));
    request.setIgnorechangesList(given.ignore ?? []);
    const answer = await this.call<DiffResponse>((client, done) => client.diff(request, done));
    const details: Record<string, string> = {};
    answer.getDetaileddiffMap().forEach((one, path) => {
      details[path] = nameIn(PropertyDiff.Kind, one.getKind()) + (one.getInputdiff() ? "" : " (state)");
    });
    return {
      changes: nameIn(DiffResponse.DiffChanges, answer.getChanges()),
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
      details,
    };
  }

  async create(about: About, inputs: Wire, { preview = false, timeout = 0 } = {}) {
    const request = this.#about(new this.sdk.provider.CreateRequest(), about);
    request.setProperties(this.struct(inputs));
    request.setPreview(preview);
    request.setTimeout(timeout);
    const answer = await this.call<CreateResponse>((client, done) => client.create(request, done));
    return { id: answer.getId(), properties: wire(answer.getProperties()) };
  }

  /** @param known what the engine knows besides the id: nothing in an import */
  async read(about: About, id: string, known?: { inputs: Wire; properties: Wire }) {
    const request = this.#about(new this.sdk.provider.ReadRequest(), about);
    request.setId(id);
    if (known) {
      request.setInputs(this.struct(known.inputs));
      request.setProperties(this.struct(known.properties));
    }
    const answer = await this.call<ReadResponse>((client, done) => client.read(request, done));
    const [inputs, properties] = [answer.getInputs(), answer.getProperties()].map(wire) as [Wire, Wire];
    return { id: answer.getId(), inputs, properties };
  }

  async update(
    about: About,
    given: { id: string; olds: Wire; oldInputs: Wire; news: Wire },
    { preview = false, timeout = 0 } = {},
  ): Promise<Wire> {
    const request = this.#about(new this.sdk.provider.UpdateRequest(), about);
    request.setId(given.id);
    request.setOlds(this.struct(given.olds));
    request.setOldInputs(this.struct(given.oldInputs));
    request.setNews(this.struct(given.news));
    request.setPreview(preview);
    request.setTimeout(timeout);
    const answer = await this.call<UpdateResponse>((client, done) => client.update(request, done));
    return wire(answer.getProperties());
  }

  async delete(about: About, id: string, inputs: Wire, properties: Wire, timeout = 0): Promise<void> {
    const request = this.#about(new this.sdk.provider.DeleteRequest(), about);
    request.setId(id);
    request.setOldInputs(this.struct(inputs));
    request.setProperties(this.struct(properties));
    request.setTimeout(timeout);
    await this.call((client, done) => client.delete(request, done));
  }

  async invoke(name: string, args: Wire) {
    const request = new this.sdk.provider.InvokeRequest();
    request.setTok(`model-access:index:${name}`);
    request.setArgs(this.struct(args));
    const answer = await this.call<InvokeResponse>((client, done) => client.invoke(request, done));
    return {
      result: wire(answer.getReturn()),
      reasons: answer.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  struct(props: Wire): Struct {
    return this.sdk.struct.Struct.fromJavaScript(props as never);
  }

  urn({ kind, name = "it" }: About): string {
    return `urn:pulumi:dev::test::model-access:index:${kind}::${name}`;
  }

  #about<Q extends { setUrn(urn: string): unknown }>(request: Q, about: About): Q {
    request.setUrn(this.urn(about));
    return request;
  }

  #errorOf(error: grpc.ServiceError): PluginError {
    const [packed] = error.metadata.get("grpc-status-details-bin");
    if (!(packed instanceof Buffer)) return new PluginError(error.code, error.details);
    const status = this.sdk.status.Status.deserializeBinary(new Uint8Array(packed));
    const failure = status
      .getDetailsList()[0]!
      .unpack<ErrorResourceInitFailed>(
        (bytes) => this.sdk.provider.ErrorResourceInitFailed.deserializeBinary(bytes),
        "pulumirpc.ErrorResourceInitFailed",
      )!;
    return new PluginError(error.code, error.details, {
      id: failure.getId(),
      properties: wire(failure.getProperties()),
      reasons: failure.getReasonsList(),
    });
  }
}

function wire(struct: Struct | undefined): Wire {
  return struct?.toJavaScript() ?? {};
}

function checked(answer: CheckResponse) {
  const failures = answer.getFailuresList();
  return {
    inputs: wire(answer.getInputs()),
    reasons: failures.map((failure) => failure.getReason()),
    named: failures.map((failure) => failure.getProperty()).filter((name) => name !== ""),
  };
}

function nameIn(kinds: object, kind: number): string {
  return Object.entries(kinds).find(([, value]) => value === kind)![0];
}
