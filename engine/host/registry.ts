import { EngineError, UnsupportedByEmbeddedEngine } from "../errors";
import type { ResourceState } from "../state/resource";
import { splitReference } from "../urns";
import { hasUnknown, type PropertyMap } from "../values/values";
import { DYNAMIC, ProviderClient } from "./client";
import { HostProcess, type HostOptions } from "./process";

const PROVIDER_TYPE = "pulumi:providers:";

/** The providers of a run, each a host process of its own, by their reference `urn::id`. */
export class ProviderRegistry {
  readonly #clients = new Map<string, Promise<ProviderClient>>();
  readonly #processes: Promise<HostProcess>[] = [];
  readonly #open: ProviderClient[] = [];
  #spare: Promise<HostProcess> | undefined;

  constructor(private readonly host: HostOptions) {}

  /** Starts a host before anybody asks for one: it is ready when the program registers its first resource. */
  prewarm(): void {
    // A refresh before has started one already.
    if (this.#processes.length > 0) return;
    this.#spare = this.#start();
    // Whoever takes it hears of a failure; nobody may ever take it.
    this.#spare.catch(() => undefined);
  }

  /** Makes a provider resource usable whose configuration is what it was. */
  keep(reference: string, type: string, config: PropertyMap): void {
    if (!this.#clients.has(reference)) this.register(reference, type, config);
  }

  /** Makes a provider resource usable, with that configuration. A known reference gets a new process. */
  register(reference: string, type: string, config: PropertyMap): void {
    const name = type.slice(PROVIDER_TYPE.length);
    if (name !== DYNAMIC && !Object.hasOwn(this.host.plugins ?? {}, name)) {
      throw new UnsupportedByEmbeddedEngine(`providers other than the dynamic one (${type})`);
    }
    const client = this.#connect(name, config);
    client.catch(() => undefined);
    this.#clients.set(reference, client);
  }

  /** The provider of that reference; one that only the state knows is started with what the state says. */
  get(reference: string, state: readonly ResourceState[]): Promise<ProviderClient> {
    const known = this.#clients.get(reference);
    if (known) return known;
    const { urn, id } = splitReference(reference);
    const stored = state.find((resource) => resource.urn === urn && resource.id === id);
    if (!stored) throw new EngineError(`the provider ${reference} is not in the state`);
    this.register(reference, stored.type, stored.inputs);
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

  #start(plugin?: string): Promise<HostProcess> {
    const started = HostProcess.start(this.host, plugin);
    this.#processes.push(started);
    return started;
  }

  async #connect(name: string, config: PropertyMap): Promise<ProviderClient> {
    const process = await (name === DYNAMIC ? this.#dynamicHost() : this.#start(name));
    const client = new ProviderClient(this.host.sdk, process.address, name);
    this.#open.push(client);
    if (!hasUnknown(config)) await client.configure(config);
    return client;
  }

  #dynamicHost(): Promise<HostProcess> {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare ?? this.#start();
  }
}
