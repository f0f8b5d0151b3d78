import { EngineError } from "../errors";
import type { ResourceState } from "../state/resource";
import { DYNAMIC, parseUrn, providedPackage, splitReference } from "../urns";
import { equal, type PropertyMap } from "../values/values";
import type { Checked, DiffAnswer } from "./answers";
import { ProviderClient } from "./client";
import { attachedPort, findPlugin, type PluginPlaces } from "./plugins";
import { HostProcess, type HostOptions } from "./process";
import { completed, visible } from "./provider-config";

export interface RegistryOptions extends HostOptions, PluginPlaces {
  /** Told when a plugin was found on PATH only. */
  readonly onWarning: (text: string) => void;
}

/** The providers of a run, each a process of its own, by their reference `urn::id`. */
export class ProviderRegistry {
  readonly #clients = new Map<string, Promise<ProviderClient>>();
  /** Those of which only the configuration was looked at so far, by URN. */
  readonly #unconfigured = new Map<string, Promise<ProviderClient>>();
  /** What they are configured with, by reference. */
  readonly #configs = new Map<string, PropertyMap>();
  readonly #processes: Promise<HostProcess>[] = [];
  readonly #open: ProviderClient[] = [];
  #spare: Promise<HostProcess> | undefined;

  constructor(private readonly options: RegistryOptions) {}

  /** Starts a dynamic host before anybody asks for one: it is ready when the program registers its first resource. */
  prewarm(): void {
    // A refresh before has started one already.
    if (this.#processes.length > 0) return;
    this.#spare = this.#start(DYNAMIC);
    // Whoever takes it hears of a failure; nobody may ever take it.
    this.#spare.catch(() => undefined);
  }

  /** Lets the provider itself check what it is to be configured with. */
  async check(urn: string, olds: PropertyMap | undefined, news: PropertyMap): Promise<Checked> {
    const client = await this.#anyOf(urn);
    const { inputs, failures } = await client.checkConfig(urn, olds && visible(olds), visible(news));
    return { inputs: completed(inputs, news), failures };
  }

  /** What another configuration would mean for the provider. */
  async diff(
    urn: string,
    { inputs, outputs }: Pick<ResourceState, "inputs" | "outputs">,
    news: PropertyMap,
    ignoreChanges: readonly string[],
  ): Promise<DiffAnswer> {
    const client = await this.#anyOf(urn);
    const answer = await client.diffConfig(urn, visible(inputs), outputs, visible(news), ignoreChanges);
    // The configuration is checked anew then, by a process that knows nothing of the old one.
    if (replaces(answer)) this.#unconfigured.delete(urn);
    if (answer.changes !== "unknown") return answer;
    return { ...answer, changes: equal(outputs, visible(news)) ? "none" : "some" };
  }

  /** Whether a resource has to be replaced when another provider takes it over; that one decides. */
  async isReplacedBy(from: ResourceState, to: string): Promise<boolean> {
    const [client, config] = [await this.#clients.get(to), this.#configs.get(to)];
    if (!client || !config) throw new EngineError(`the provider ${to} is not of this run`);
    const { urn } = splitReference(to);
    return replaces(await client.diffConfig(urn, visible(from.inputs), from.outputs, visible(config)));
  }

  /** Makes a provider resource usable whose configuration is what it was; resolves when it has started. */
  async keep(reference: string, config: PropertyMap): Promise<void> {
    if (!this.#clients.has(reference)) this.register(reference, config);
    await this.#clients.get(reference);
  }

  /** Makes a provider resource usable, with that configuration. A known reference gets a new process. */
  register(reference: string, config: PropertyMap): void {
    const { urn, id } = splitReference(reference);
    const known = this.#unconfigured.get(urn) ?? this.#connect(urn);
    this.#unconfigured.delete(urn);
    const client = known.then((connected) => {
      connected.configure({ urn, id }, visible(config));
      return connected;
    });
    client.catch(() => undefined);
    this.#clients.set(reference, client);
    this.#configs.set(reference, config);
  }

  /** The provider of that reference; one that only the state knows is started with what the state says. */
  get(reference: string, state: readonly ResourceState[]): Promise<ProviderClient> {
    const known = this.#clients.get(reference);
    if (known) return known;
    const { urn, id } = splitReference(reference);
    const stored = state.find((resource) => resource.urn === urn && resource.id === id);
    if (!stored) throw new EngineError(`the provider ${reference} is not in the state`);
    this.register(reference, stored.inputs);
    return this.#clients.get(reference)!;
  }

  /** Tells every host that the run is over or cancelled. */
  async cancel(): Promise<void> {
    await Promise.all(this.#open.map((client) => client.cancel()));
  }

  /** The processes of the hosts, for those who want to see what happens when one dies. */
  async processes(): Promise<HostProcess[]> {
    const settled = await Promise.allSettled(this.#processes);
    return settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  }

  async close(): Promise<void> {
    await this.cancel();
    for (const client of this.#open) client.close();
    await Promise.all((await this.processes()).map((process) => process.stop()));
  }

  /** A process of that provider, whether it is configured or not: configurations are looked at by either. */
  #anyOf(urn: string): Promise<ProviderClient> {
    const reference = [...this.#clients.keys()].find((known) => splitReference(known).urn === urn);
    const present = reference === undefined ? undefined : this.#clients.get(reference);
    const client = present ?? this.#unconfigured.get(urn) ?? this.#connect(urn);
    if (!present) this.#unconfigured.set(urn, client);
    return client;
  }

  #start(name: string): Promise<HostProcess> {
    const { options } = this;
    const plugin = name === DYNAMIC ? undefined : { name, ...findPlugin(name, options) };
    // In the words of the CLI.
    if (plugin?.ambient)
      options.onWarning(
        `using pulumi-resource-${name} from $PATH at ${plugin.folder}/pulumi-resource-${name}`,
      );
    const started = HostProcess.start(options, plugin);
    this.#processes.push(started);
    return started;
  }

  async #connect(urn: string): Promise<ProviderClient> {
    const name = providedPackage(parseUrn(urn).type);
    const { sdk, engineAddress, env } = this.options;
    const port = attachedPort(name, env);
    const client =
      port === undefined
        ? await ProviderClient.connect(
            sdk,
            await (name === DYNAMIC ? this.#dynamicHost() : this.#start(name)),
            engineAddress,
          )
        : await ProviderClient.attach(sdk, port, engineAddress);
    this.#open.push(client);
    return client;
  }

  #dynamicHost(): Promise<HostProcess> {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare ?? this.#start(DYNAMIC);
  }
}

function replaces({ replaces: keys, detailedDiff = {} }: DiffAnswer): boolean {
  return keys.length > 0 || Object.values(detailedDiff).some(({ diffKind }) => diffKind.endsWith("-replace"));
}
