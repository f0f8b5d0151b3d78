import { isDeepStrictEqual } from "node:util";

import type { Aws } from "../../aws/aws";
import { firstMark } from "../../aws/ownership/marks";
import type { Place } from "../../aws/region-and-role";
import type { Context } from "../../core/context";
import { messageOf, UnfinishedError } from "../../core/errors";
import type { Interruption } from "../../core/cancellation";
import type { Lifecycle } from "../../core/lifecycle";
import { type Props, toPlain } from "../../core/props";
import type { Bookkeeping } from "./bookkeeping";
import { SECRET_MARK } from "../secret";

/** What a host process knows besides the resource at hand. */
export interface Session extends Context<Aws> {
  readonly bookkeeping: Bookkeeping;
  readonly interruption: Interruption;
}

/** The configuration as the stock host gives it to `configure`. */
export interface HostConfig {
  get(key: string): unknown;
}

/** Raised when state changes its shape; every method must then read the older ones. */
const SCHEMA = 1;

type State = Props & { __inputs: Props };

/**
 * Speaks for one lifecycle in the way Pulumi's dynamic host expects. What the host does badly is mended here:
 * it forgets inputs (kept under `__inputs`), prints stacks, shows values of refused properties, and forgets to store
 * `__provider` with a half-made object.
 */
export class DynamicHandler {
  #session: Session | undefined;

  constructor(
    private readonly lifecycle: Lifecycle<object, object, Aws>,
    private readonly open: (config: HostConfig) => Session,
  ) {}

  /** Synchronous on purpose: the host does not wait for it before it calls the other methods. */
  configure({ config }: { config: HostConfig }): void {
    this.#session = this.open(config);
  }

  async check(olds: Props | undefined, news: Props) {
    return this.#quietly({}, async () => {
      const before = olds && Object.keys(olds).length > 0 ? olds : undefined;
      const { inputs, failures } = await this.lifecycle.check(news, this.#context, before);
      return {
        inputs: toPlain({ ...inputs, ...this.#context.bookkeeping.note(before, news) }),
        // A named property would be printed together with its value, secrets in clear.
        failures: failures.map(({ path, reason }) => ({
          property: "",
          reason: path ? `${path}: ${reason}` : reason,
        })),
      };
    });
  }

  async diff(id: string, olds: State, news: Props) {
    return this.#quietly({}, async () => {
      const [state, inputs] = this.#now(olds, news);
      const { bookkeeping, claims } = this.#context;
      const { replaces, deleteBeforeReplace } = this.lifecycle.diff(
        state,
        inputs,
        this.#context,
        olds.__inputs,
      );
      if (replaces.length === 0) this.#detail(inputs, state);
      // Our own bookkeeping is no change, and an account that only the configuration has changed is in no input. Everything
      // else the engine compares better than we do: left without an answer it compares inputs, property by property.
      const same = isDeepStrictEqual(counted(olds.__inputs), counted(news));
      // A refresh compares as well, also what the program wants no longer.
      if (!same && replaces.length === 0 && bookkeeping.isWanted(olds)) {
        claims.changesInPlace(this.lifecycle.type, id);
      }
      return { ...(same && { changes: replaces.length > 0 }), replaces: [...replaces], deleteBeforeReplace };
    });
  }

  async create(inputs: Props) {
    return this.#resumably(inputs, async () => {
      const now = { ...inputs, ...this.#context.bookkeeping.ofNew(inputs) };
      const { id, state } = await this.lifecycle.create(now, this.#context);
      this.#detail(now, state);
      return { id, outs: kept(state, inputs) };
    });
  }

  async read(id: string, props: State) {
    return this.#quietly(props, async () => {
      // Resource.get and the making of an import file know the id, and hardly more.
      if (!("__schema" in props)) {
        const found = await this.find(id, props);
        return { ...found, inputs: this.#marked(found.inputs) };
      }
      const [before] = this.#now(props);
      const state = (await this.lifecycle.read(id, before, this.#context)) as Props | undefined;
      if (!state) return {};
      const live = toPlain(state);
      const inputs = toPlain({ ...props.__inputs, ...this.lifecycle.observed(live, props.__inputs) });
      return { id, props: kept(live, inputs), inputs: this.#marked(inputs) };
    });
  }

  /** The state and inputs of an object of which no more is known than its id. */
  async find(id: string, given: Props): Promise<{ id: string; props: Props; inputs: Props }> {
    const { state, inputs } = await this.lifecycle.find(id, given, this.#context);
    // What is imported is called nothing before a program has it.
    const { __urn = "" } = given;
    const asked = toPlain({ ...inputs, __urn });
    return { id, props: kept({ ...state, __urn }, asked), inputs: asked };
  }

  /**
   * Pulumi keeps an input secret that was secret before. What a read shows anew has to be marked, or it would stand in
   * the state and in every diff in clear.
   */
  #marked(inputs: Props): Props {
    const names = this.lifecycle.confidential as readonly string[];
    const marked = Object.entries(inputs).map(([name, value]) => [
      name,
      names.includes(name) ? { ...SECRET_MARK, value } : value,
    ]);
    return Object.fromEntries(marked) as Props;
  }

  async update(id: string, olds: State, news: Props) {
    const update = async () => {
      const [before, inputs] = this.#now(olds, news);
      const state = await this.lifecycle.update(id, before, inputs, this.#context);
      this.#detail(inputs, state);
      return { outs: kept(state, news) };
    };
    // Of an update that is unfinished Pulumi stores the old inputs: by these the next run is told apart.
    const { __provider } = news;
    return this.#resumably({ ...olds.__inputs, __provider }, update, news);
  }

  async delete(id: string, props: State) {
    return this.#quietly(props, async () => {
      const [state] = this.#now(props);
      await this.lifecycle.delete(id, state, this.#context);
    });
  }

  /** A state, and the inputs that go with it, as a lifecycle reads them: with what this run says of the resource. */
  #now(state: State, news: Props = {}): [State, Props] {
    const told = this.#context.bookkeeping.ofExisting(state);
    const { __urn: made } = state;
    // Older versions did not keep the mark, which is that of the name the resource had.
    const mark = typeof made === "string" && made !== "" ? { __mark: firstMark(made) } : {};
    return [
      // Older versions imported without any name.
      { __urn: "", ...mark, ...state, ...told },
      { ...news, ...told },
    ];
  }

  /** Whoever asks who wants an object can be told now where that is, and who may delete it one day. */
  #detail({ __urn: urn }: Props, state: object): void {
    const { accountId, adopted } = state as Props;
    if (typeof urn !== "string" || typeof accountId !== "string") return;
    this.#context.claims.detail(urn, { accountId, ...(adopted !== undefined && { owns: !adopted }) });
  }

  /** The host prints the stack of these errors; nobody needs it, and the message is printed twice already. */
  #quietly<T>(at: Props, call: () => Promise<T>): Promise<T> {
    return this.#calling(at, call, (error) => Object.assign(error, { stack: "" }));
  }

  /** @param inputs what is stored with an object that is half made */
  #resumably<T>(inputs: Props, call: () => Promise<T>, at = inputs): Promise<T> {
    return this.#calling(at, call, (error) => resumable(error, inputs));
  }

  /** @param at what is known of the place, which every error names */
  async #calling<T>(at: Props, call: () => Promise<T>, failure: (error: Error) => Error): Promise<T> {
    try {
      return await this.#context.interruption.during(call);
    } catch (thrown) {
      const error = asError(thrown);
      error.message += await this.#where(at);
      throw failure(error);
    } finally {
      // The engine may end this process as soon as it has the answer.
      await this.#session?.report.flushed();
    }
  }

  /** In which account, as far as AWS has said it, and in which Region. */
  async #where(at: Props): Promise<string> {
    const { region, assumeRole, accountId } = at as Partial<Place> & { accountId?: string };
    if (region === undefined) return "";
    const account = (await this.#session?.cloud.knownAccount(assumeRole ? { assumeRole } : {})) ?? accountId;
    return `\n  ${account === undefined ? "" : `Account ${account}, `}Region ${region}.`;
  }

  get #context(): Session {
    if (!this.#session) throw new Error("pulumi-model-access: the host has not called configure");
    return this.#session;
  }
}

/** The inputs whose change is one. */
function counted({ __provider, __urn, __timeouts, ...inputs }: Props): Props {
  return inputs;
}

/** What is stored: the state, and what only we read. */
function kept(state: object, inputs: Props): Props {
  const { __provider: _, ...asked } = inputs;
  return { ...toPlain(state), __inputs: asked, __schema: SCHEMA };
}

/** Makes the host keep a half-made object. The reasons are all that a person is shown of the error. */
function resumable(thrown: Error, inputs: Props): Error {
  if (!(thrown instanceof UnfinishedError)) return thrown;
  const properties = { ...kept(thrown.state, inputs), __provider: inputs["__provider"] };
  return Object.assign(thrown, { properties, reasons: [thrown.message] });
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}
