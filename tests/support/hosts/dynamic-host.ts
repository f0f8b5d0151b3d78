import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

import { Monitor } from "#engine/program/monitor";
import { ProviderClient } from "#engine/host/client";
import { HostProcess } from "#engine/host/process";
import { ProviderError } from "#engine/host/provider-error";
import { diffResource, ignoring, isReplacement, type ResourceDiff } from "#engine/run/diff";
import { loadSdk } from "#engine/sdk";
import { createUrn, DYNAMIC } from "#engine/urns";
import { invert, type DetailedDiff } from "#engine/values/object-diff";
import { type PropertyMap, understoodBy } from "#engine/values/values";
import { providerText } from "#provider/program/provider-text";
import type { Transport } from "#provider/program/transport";

/** A folder from which the provider's package can be found. */
const PROGRAM_DIR = resolve(__dirname, "../../../../examples/quickstart");
const sdk = loadSdk(PROGRAM_DIR);

/** What the provider's tests run on: the stock dynamic host, or with MODEL_ACCESS_TRANSPORT=plugin the package's own plugin. */
export const TRANSPORT: Transport = process.env["MODEL_ACCESS_TRANSPORT"] === "plugin" ? "plugin" : "dynamic";
/** By transport: the package, as Pulumi knows it, and what the types of its resources begin with. */
const PACKAGES = { dynamic: DYNAMIC, plugin: "model-access" };
const TYPES = { dynamic: "pulumi-nodejs:dynamic/model-access:", plugin: "model-access:index:" };
const PLUGIN_FOLDER = resolve(__dirname, "../../../../provider/plugin");
const PLUGIN = {
  name: PACKAGES.plugin,
  command: join(PLUGIN_FOLDER, "pulumi-resource-model-access"),
  args: [],
  env: {},
  folder: PLUGIN_FOLDER,
};

/** A message of the provider. */
export interface Logged {
  readonly severity: string;
  readonly message: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

const home = mkdtempSync(join(tmpdir(), "model-access-home-"));

/** The caller's, without what npm adds: Pulumi would find the plugin of this package there. */
export const COMMANDS = (process.env["PATH"] ?? "")
  .split(delimiter)
  .filter((folder) => !folder.includes("node_modules"))
  .join(delimiter);

/** An environment in which nothing of the caller's AWS can be found. */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: COMMANDS, HOME: home, AWS_EC2_METADATA_DISABLED: "true", ...extra };
}

/** An engine that only listens. */
class Listener {
  readonly logs: Logged[] = [];
  readonly output: string[] = [];
  #monitor: Promise<Monitor> | undefined;

  async address(): Promise<string> {
    this.#monitor ??= Monitor.start(sdk, (severity, message, urn, ephemeral) =>
      this.logs.push({ severity, message, urn, ephemeral }),
    );
    return (await this.#monitor).address;
  }

  async stop(): Promise<void> {
    (await this.#monitor)?.close();
  }
}

/** A process of the stock dynamic host, or of the plugin. */
class Process {
  private constructor(
    readonly engine: Listener,
    private readonly isGuest: boolean,
    readonly host: HostProcess,
    readonly client: ProviderClient,
    readonly transport: Transport,
  ) {}

  /** @param beside a process whose engine this one has as well, for as long as that one lives */
  static async start(
    env: Record<string, string> = {},
    beside?: Process,
    programDir = PROGRAM_DIR,
    transport = TRANSPORT,
  ): Promise<Process> {
    const engine = beside?.engine ?? new Listener();
    const engineAddress = await engine.address();
    const options = {
      sdk: loadSdk(programDir),
      programDir,
      project: "test",
      engineAddress,
      env: cleanEnvironment(env),
      onOutput: (_stream: string, line: string) => engine.output.push(line),
    };
    const host = await HostProcess.start(options, transport === "plugin" ? PLUGIN : undefined);
    return new Process(
      engine,
      beside !== undefined,
      host,
      await ProviderClient.connect(sdk, host, engineAddress),
      transport,
    );
  }

  configure(config: PropertyMap): void {
    const type = `pulumi:providers:${PACKAGES[this.transport]}`;
    this.client.configure({ urn: createUrn("dev", "test", type, "default"), id: "default" }, config);
  }

  get logs(): Logged[] {
    return this.engine.logs;
  }

  get output(): string[] {
    return this.engine.output;
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.host.stop();
    if (!this.isGuest) await this.engine.stop();
  }
}

/** Starting a host takes half a second, so the runs of one process of ours share one of the host's, and nothing else. */
let shared: Promise<Process> | undefined;
let runs = 0;

/** A process of the plugin has one run at a time. Runs of one test go on side by side, so the one that was used last begins anew last. */
const MOST_PLUGINS = 4;
const plugins: Process[] = [];

async function aPlugin(): Promise<Process> {
  if (plugins.length === MOST_PLUGINS) return used(plugins.at(-1)!);
  const started = await Process.start({}, undefined, PROGRAM_DIR, "plugin");
  plugins.unshift(started);
  return started;
}

function used(process: Process): Process {
  const place = plugins.indexOf(process);
  if (place > 0) plugins.unshift(...plugins.splice(place, 1));
  return process;
}

/** Ends the hosts that several runs share; to be called when no run will begin any more. */
export async function endHosts(): Promise<void> {
  await (await shared)?.stop();
  for (const one of plugins.splice(0)) await one.stop();
  rmSync(home, { recursive: true, force: true });
}

/** One run of the engine, as a provider sees it: what the resources of a run learn, the next run does not know. */
export class Host {
  readonly #run = `run-${++runs}`;
  readonly #firstLog: number;

  private constructor(
    readonly process: Process,
    private readonly own: boolean,
  ) {
    this.#firstLog = process.logs.length;
  }

  /**
   * Begins a run, in the shared process, or with `env` in one of its own that may also be killed.
   * @param beside another host of the same run: each explicit provider has one
   */
  static async start(config: PropertyMap, env?: Record<string, string>, beside?: Host): Promise<Host> {
    if (!env) return Host.startOn(TRANSPORT, config);
    const process = await Process.start(env, beside?.process);
    process.configure(config);
    return new Host(process, true);
  }

  /** Begins a run in the shared process of a transport: a stack may move from one to the other. */
  static async startOn(transport: Transport, config: PropertyMap): Promise<Host> {
    const dynamic = () => (shared ??= Process.start({}, undefined, PROGRAM_DIR, "dynamic"));
    const process = await (transport === "plugin" ? aPlugin() : dynamic());
    process.configure(config);
    return new Host(process, false);
  }

  /** The next run, once this one has ended: a plugin that is configured again begins anew. */
  next(config: PropertyMap): Host {
    this.process.configure(config);
    return new Host(this.process, this.own);
  }

  /** Begins a run of a program in that folder, with the SDK that is installed there. */
  static async startIn(programDir: string, config: PropertyMap): Promise<Host> {
    const process = await Process.start({}, undefined, programDir);
    process.configure(config);
    return new Host(process, true);
  }

  /** The host of another explicit provider in the same run, which has a process of its own; so must this one. */
  async beside(config: PropertyMap): Promise<Host> {
    const process = await Process.start({}, this.process);
    process.configure(config);
    return new Host(process, true);
  }

  get client(): ProviderClient {
    return used(this.process).client;
  }

  get transport(): Transport {
    return this.process.transport;
  }

  /** What the provider has said in this run. */
  get logs(): readonly Logged[] {
    return this.process.logs.slice(this.#firstLog);
  }

  /** The provider text of a resource, which makes the host start anew with this run's configuration. */
  providerText(kind: string): string {
    if (this.own) return providerText(kind);
    return providerText(kind).replace(`load("${kind}")`, `load("${kind}","${this.#run}")`);
  }

  /** A resource of the kind, driven as the engine drives one. */
  resource(kind: string, name = "it"): Managed {
    return new Managed(this, kind, name);
  }

  /** Ends the run. */
  async stop(): Promise<void> {
    if (this.own) await this.process.stop();
  }

  warnings(): string[] {
    return this.logs.filter(({ severity }) => severity === "warning").map(({ message }) => message);
  }
}

/** Inputs were refused before anything was done. */
export class Refused extends Error {
  constructor(readonly reasons: string[]) {
    super(reasons.join("\n"));
  }
}

type Timeouts = Partial<Record<"create" | "update" | "delete", number>>;

/** What the engine keeps of a resource between runs. */
export interface Kept {
  id: string;
  inputs: PropertyMap;
  outputs: PropertyMap;
  initErrors: string[];
}

export type Did = "create" | "update" | "same" | "replace";

/** One resource over several runs: its state, and the engine's way with it. */
export class Managed {
  state: Kept | undefined;
  /** The option customTimeouts, which the dynamic host is told in another way. */
  private timeouts: Timeouts | undefined;

  constructor(
    private host: Host,
    private readonly kind: string,
    readonly name: string,
  ) {}

  get urn(): string {
    return createUrn("dev", "test", this.type, this.name);
  }

  /** As programs see them; a plugin marks by itself what is secret. */
  get outputs(): PropertyMap {
    if (!this.state) throw new Error(`${this.name} has no state`);
    return understoodBy(this.state.outputs, false, true);
  }

  private get type(): string {
    return TYPES[this.host.transport] + this.kind;
  }

  /** The state goes on in another run; what the plugin has made knows nothing of a text. */
  on(host: Host): this {
    this.host = host;
    if (this.state && "__provider" in this.state.inputs)
      this.state.inputs["__provider"] = this.state.outputs["__provider"] = host.providerText(this.kind);
    return this;
  }

  async check(args: PropertyMap, olds = this.state?.inputs): Promise<PropertyMap> {
    const { __timeouts, ...given } = args;
    this.timeouts = __timeouts as Timeouts | undefined;
    const told = { __provider: this.host.providerText(this.kind), __urn: this.urn };
    const news = this.host.transport === "plugin" ? given : { ...args, ...told };
    const { inputs, failures } = await this.host.client.check(this.urn, olds, news);
    if (failures.length > 0)
      throw new Refused(failures.map(({ property, reason }) => `${property}${reason}`));
    return inputs;
  }

  async diff(inputs: PropertyMap): Promise<ResourceDiff> {
    const { id, inputs: olds, outputs } = this.state!;
    return diffResource(this.host.client, this.urn, id, olds, outputs, ignoring([], olds, inputs).inputs, []);
  }

  /** What an up would do, without doing it. */
  async preview(args: PropertyMap): Promise<Did> {
    const inputs = await this.check(args);
    if (!this.state) return "create";
    const diff = await this.diff(inputs);
    if (diff.changes) return isReplacement(diff) ? "replace" : "update";
    return this.state.initErrors.length > 0 ? "update" : "same";
  }

  async up(args: PropertyMap): Promise<Did> {
    const inputs = await this.check(args);
    if (!this.state) {
      await this.create(inputs);
      return "create";
    }
    const diff = await this.diff(inputs);
    if (diff.changes && isReplacement(diff)) {
      await this.replace(inputs, diff.deleteBeforeReplace);
      return "replace";
    }
    if (!diff.changes && this.state.initErrors.length === 0) {
      this.state.inputs = inputs;
      return "same";
    }
    await this.update(inputs);
    return "update";
  }

  /**
   * A replacement that the engine alone decides on, so that no diff runs: `--target-replace`, or a move to another provider,
   * whose host makes the new one.
   */
  async forceReplace(
    args: PropertyMap,
    order: "create-first" | "delete-first",
    to = this.host,
  ): Promise<void> {
    const { host: from } = this;
    this.host = to;
    await this.check(args);
    await this.replace(await this.check(args, {}), order === "delete-first", from);
  }

  /** What the cloud has changed, as a refresh would show it; undefined when the object is gone. */
  async refresh(): Promise<DetailedDiff | undefined> {
    const state = this.state!;
    const read = await this.host.client.read(this.urn, state.id, state.inputs, state.outputs);
    if (read.id === "" || !read.outputs) {
      this.state = undefined;
      return undefined;
    }
    const before = state.inputs;
    this.state = { id: read.id, inputs: read.inputs ?? before, outputs: read.outputs, initErrors: [] };
    return invert((await this.diff(before)).detailedDiff ?? {});
  }

  async destroy(): Promise<void> {
    const { id, inputs, outputs } = this.state!;
    await this.host.client.delete(this.urn, id, inputs, outputs, this.timeouts?.delete);
    this.state = undefined;
  }

  /** What the engine has of an object that was imported by its id. */
  async imported(id: string): Promise<Kept> {
    const isText = this.host.transport === "dynamic";
    const given: PropertyMap = isText ? { __provider: this.host.providerText(this.kind) } : {};
    const { id: found, inputs, outputs } = await this.host.client.read(this.urn, id, given, given);
    return { id: found, inputs: inputs!, outputs: outputs!, initErrors: [] };
  }

  /** The option customTimeouts of what was made, which a run without the program goes by as well. */
  last(timeouts: Timeouts): void {
    this.timeouts = timeouts;
    if (this.host.transport === "dynamic") this.state!.outputs["__timeouts"] = { ...timeouts };
  }

  /** The same state under another name, as `pulumi state rename` leaves it. */
  renamed(name: string): Managed {
    const other = new Managed(this.host, this.kind, name);
    other.state = structuredClone(this.state);
    return other;
  }

  /** Another resource that has the same URN and knows nothing of this one: the same stack in another backend. */
  twin(): Managed {
    return new Managed(this.host, this.kind, this.name);
  }

  private async create(inputs: PropertyMap): Promise<void> {
    const { id, outputs } = await this.keeping(inputs, () =>
      this.host.client.create(this.urn, inputs, this.timeouts?.create),
    );
    this.state = { id, inputs, outputs, initErrors: [] };
  }

  private async update(inputs: PropertyMap): Promise<void> {
    const { id, inputs: olds, outputs: oldOutputs } = this.state!;
    const outputs = await this.keeping(olds, () =>
      this.host.client.update(this.urn, id, olds, oldOutputs, inputs, [], this.timeouts?.update),
    );
    this.state = { id, inputs, outputs, initErrors: [] };
  }

  private async replace(inputs: PropertyMap, deleteFirst: boolean, from = this.host): Promise<void> {
    const old = this.state!;
    const remove = () => from.client.delete(this.urn, old.id, old.inputs, old.outputs);
    if (deleteFirst) {
      await remove();
      // What is gone is in no state, also when its successor cannot be made.
      this.state = undefined;
    }
    await this.create(inputs);
    if (!deleteFirst) await remove();
  }

  /** A provider that says "made, but not ready" leaves a state behind. */
  private async keeping<T>(inputs: PropertyMap, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof ProviderError && error.partial) {
        const { id, outputs, reasons } = error.partial;
        this.state = { id, inputs, outputs, initErrors: reasons };
        throw new Error(reasons.join("\n"), { cause: error });
      }
      throw error;
    }
  }
}
