import { isDeepStrictEqual } from "node:util";

import { sentenceOf } from "../../core/check";
import { UnfinishedError } from "../../core/errors";
import { secretsOf } from "../../core/declaration/checked";
import { hidden, type Props, toPlain, visible } from "../../core/props";
import { withSecrets } from "../secret";
import type { ReadKey } from "../../aws/config/config";
import type { Session } from "../session";
import type { AnyLifecycle } from "../lifecycles";
import { Verbs } from "../verbs";
import { type Bookkeeping, tell } from "./bookkeeping";
import { kept, stateIn, type Stored } from "./stored";

/** The configuration as the stock host gives it to `configure`. */
export interface HostConfig {
  get: ReadKey;
}

/** What all resources of a run share in the stock host. */
export interface DynamicSession {
  readonly session: Session;
  readonly bookkeeping: Bookkeeping;
}

/**
 * Speaks for one lifecycle in the way Pulumi's dynamic host expects. What the host does badly is mended here: it forgets
 * inputs (kept under `__inputs`) and names (`bookkeeping.ts`), prints stacks, shows values of refused properties, and forgets
 * to store `__provider` with a half-made object.
 */
export class DynamicHandler {
  #run: { readonly verbs: Verbs; readonly bookkeeping: Bookkeeping } | undefined;

  constructor(
    private readonly lifecycle: AnyLifecycle,
    private readonly open: (read: ReadKey) => DynamicSession,
  ) {}

  /** Synchronous on purpose: the host does not wait for it before it calls the other methods. */
  configure({ config }: { config: HostConfig }): void {
    const { session, bookkeeping } = this.open((key) => config.get(key));
    this.#run = { verbs: new Verbs(this.lifecycle, session), bookkeeping };
  }

  async check(olds: Props | undefined, news: Props) {
    return quietly(async () => {
      const { verbs, bookkeeping } = this.#opened;
      const oldInputs = olds && Object.keys(olds).length > 0 ? olds : undefined;
      const call = { ...tell(news), oldInputs: oldInputs && visible(oldInputs) };
      const { inputs, failures } = await verbs.check(visible(news), call);
      return {
        inputs: toPlain({ ...inputs, ...bookkeeping.note(oldInputs, news) }),
        // A named property would be printed together with its value, secrets in clear.
        failures: failures.map((failure) => ({ property: "", reason: sentenceOf(failure) })),
      };
    });
  }

  async diff(id: string, state: Stored, news: Props) {
    return quietly(async () => {
      const { verbs, bookkeeping } = this.#opened;
      const moved = bookkeeping.inputsOfMoved(news);
      const olds = moved ? { ...state, __inputs: moved } : state;
      const { replaces, deleteBeforeReplace } = await verbs.diff(
        stateIn(olds),
        visible(news),
        this.#callOf(olds),
      );
      // Our own bookkeeping is no change, and an account that only the configuration has changed is in no input. Everything
      // else the engine compares better than we do: left without an answer it compares inputs, property by property.
      const same = isDeepStrictEqual(visible(olds.__inputs), visible(news));
      // A refresh compares as well, also what the program wants no longer.
      if (!same && replaces.length === 0 && bookkeeping.isWanted(olds)) verbs.changesInPlace(id);
      // What comes from the plugin has to be stored anew, with the text that this host finds the package by.
      return {
        ...(same && !moved && { changes: replaces.length > 0 }),
        replaces: [...replaces],
        deleteBeforeReplace,
      };
    });
  }

  async create(inputs: Props) {
    return resumably(inputs, async () => {
      const { verbs, bookkeeping } = this.#opened;
      const { id, state } = await verbs.create(
        visible(inputs),
        tell({ ...inputs, ...bookkeeping.ofNew(inputs) }),
      );
      return { id, outs: kept(state, inputs) };
    });
  }

  async read(id: string, props: Stored) {
    return quietly(async () => {
      // Resource.get and the making of an import file know the id, and hardly more.
      if (!("__schema" in props)) {
        const found = await this.find(id, props);
        return { ...found, inputs: this.#marked(found.inputs) };
      }
      const live = await this.#opened.verbs.read(id, stateIn(props), this.#callOf(props));
      if (!live) return {};
      const inputs = { ...hidden(props.__inputs), ...live.inputs };
      return { id, props: kept(live.state, inputs), inputs: this.#marked(inputs) };
    });
  }

  /** The state and inputs of an object of which only the id is known. */
  async find(id: string, given: Props): Promise<{ id: string; props: Props; inputs: Props }> {
    const { state, inputs } = await this.#opened.verbs.find(id, visible(given), tell(given));
    // What is imported is called nothing before a program has it.
    const { __urn = "" } = given;
    const asked = { ...inputs, __urn };
    return { id, props: kept(state, asked), inputs: asked };
  }

  /**
   * Pulumi keeps an input secret that was secret before. What a read shows anew has to be marked, or it would stand in
   * the state and in every diff in clear.
   */
  #marked(inputs: Props): Props {
    return withSecrets(inputs, secretsOf(this.lifecycle.declaration));
  }

  async update(id: string, state: Stored, news: Props) {
    const __inputs = this.#opened.bookkeeping.inputsOfMoved(news) ?? state.__inputs;
    const olds = { ...state, __inputs };
    // Of an update that is unfinished Pulumi stores the old inputs: by these the next run is told apart.
    const { __provider } = news;
    return resumably({ ...olds.__inputs, __provider }, async () => {
      const next = await this.#opened.verbs.update(id, stateIn(olds), visible(news), this.#callOf(olds));
      return { outs: kept(next, news) };
    });
  }

  async delete(id: string, props: Stored) {
    return quietly(() => this.#opened.verbs.delete(id, stateIn(props), this.#callOf(props)));
  }

  /** What this run says of the resource that has this state, else what was stored with it. */
  #callOf(olds: Stored) {
    const told = { ...olds, ...olds.__inputs, ...this.#opened.bookkeeping.ofExisting(olds) };
    return { ...tell(told), oldInputs: visible(olds.__inputs) };
  }

  get #opened() {
    if (!this.#run) throw new Error("pulumi-model-access: the host has not called configure");
    return this.#run;
  }
}

/** The host prints the stack of these errors; nobody needs it, and the message is printed twice already. */
async function quietly<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw Object.assign(thrown as Error, { stack: "" });
  }
}

/**
 * Makes the host keep a half-made object. The reasons are all that a person is shown of the error.
 * @param inputs what is stored with an object that is half made
 */
async function resumably<T>(inputs: Props, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    if (!(thrown instanceof UnfinishedError)) throw thrown;
    const properties = { ...kept(thrown.state, inputs), __provider: inputs["__provider"] };
    throw Object.assign(thrown, { properties, reasons: [thrown.message] });
  }
}
