import type { Aws } from "../aws/aws";
import type { RegionAndRole } from "../aws/region-and-role";
import type { CheckFailure } from "../core/check";
import type { Context, Timeouts } from "../core/context";
import { messageOf } from "../core/errors";
import type { Diff } from "../core/lifecycle";
import { type Props, toPlain } from "../core/props";
import type { AnyLifecycle } from "./lifecycles";
import type { Session } from "./session";
import { lastingUrn } from "./lasting-urn";

/** What a transport knows of one call, besides the properties. */
export interface Call {
  readonly urn?: string | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** What the last check gave. */
  readonly oldInputs?: Props | undefined;
}

interface Live {
  readonly state: Props;
  /** The inputs as the object shows them now. */
  readonly inputs: Props;
}

/**
 * What one lifecycle does in one run, for whichever transport asks. To each call it adds what all calls of the run share, and
 * to each error the account and the Region; and it tells the run's other resources what became of this one.
 */
export class Verbs {
  constructor(
    readonly lifecycle: AnyLifecycle,
    readonly session: Session,
  ) {}

  async check(news: Props, call: Call): Promise<{ inputs: Props; failures: readonly CheckFailure[] }> {
    const { inputs, failures } = await this.#during({}, () =>
      this.lifecycle.check(news, this.#context(call)),
    );
    // What is refused counts as unknown within check. Outside a preview the engine takes no unknowns, and would say so instead.
    return { inputs: failures.length > 0 ? {} : toPlain(inputs), failures };
  }

  diff(state: Props, news: Props, call: Call): Promise<Diff> {
    return this.#during({}, async () => {
      const diff = this.lifecycle.diff(state, news, this.#context(call));
      if (diff.replaces.length === 0) this.#detail(call, state);
      return diff;
    });
  }

  /** The resource's diff in a run of the program, and not in a refresh, which compares also what is wanted no longer. */
  changesInPlace(id: string): void {
    this.session.claims.changesInPlace(this.lifecycle.declaration.type, id);
  }

  create(inputs: Props, call: Call): Promise<{ id: string; state: Props }> {
    return this.#during(inputs, async () => {
      const { id, state } = await this.lifecycle.create(inputs, this.#context(call));
      this.#detail(call, state);
      return { id, state: toPlain(state) };
    });
  }

  /** @returns undefined when the object is gone */
  read(id: string, state: Props, call: Call): Promise<Live | undefined> {
    return this.#during(state, async () => {
      const read = await this.lifecycle.read(id, state, this.#context(call));
      if (!read) return undefined;
      const live = toPlain(read);
      const asked = call.oldInputs ?? {};
      return { state: live, inputs: toPlain({ ...asked, ...this.lifecycle.observed(live, asked) }) };
    });
  }

  /** An object of which only the id is known, and perhaps the role to look with. */
  find(id: string, given: Props, call: Call): Promise<Live> {
    return this.#during(given, async () => {
      const { state, inputs } = await this.lifecycle.find(id, given, this.#context(call));
      return { state: toPlain(state), inputs: toPlain(inputs) };
    });
  }

  update(id: string, state: Props, inputs: Props, call: Call): Promise<Props> {
    return this.#during(inputs, async () => {
      const next = await this.lifecycle.update(id, state, inputs, this.#context(call));
      this.#detail(call, next);
      return toPlain(next);
    });
  }

  delete(id: string, state: Props, call: Call): Promise<void> {
    return this.#during(state, () => this.lifecycle.delete(id, state, this.#context(call)));
  }

  #context({ urn = "", timeouts = {}, oldInputs }: Call): Context<Aws> {
    const { cloud, pace, claims, signal, log } = this.session;
    const report = {
      status: (text: string) => log.status(urn, text),
      info: (text: string) => log.info(urn, text),
      warn: (text: string) => log.warn(urn, text),
    };
    return { urn: lastingUrn(urn), timeouts, oldInputs, cloud, pace, claims, report, signal };
  }

  /** Whoever asks who wants an object can be told now where that is, and who may delete it one day. */
  #detail({ urn }: Call, state: object): void {
    const { accountId, adopted } = state as Props;
    if (urn === undefined || urn === "" || typeof accountId !== "string") return;
    this.session.claims.detail(lastingUrn(urn), {
      accountId,
      ...(adopted !== undefined && { owns: !adopted }),
    });
  }

  /** @param at what is known of the place, which every error names */
  async #during<T>(at: Props, call: () => Promise<T>): Promise<T> {
    try {
      return await this.session.interruption.during(call);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(messageOf(thrown));
      error.message += await this.#where(at);
      throw error;
    } finally {
      // The engine may end this process as soon as it has the answer.
      await this.session.log.flushed();
    }
  }

  /** In which account, as far as AWS has said it, and in which Region. */
  async #where(at: Props): Promise<string> {
    const { region, assumeRole, accountId } = at as Partial<RegionAndRole> & { accountId?: string };
    if (region === undefined) return "";
    const account = (await this.session.cloud.knownAccount(assumeRole ? { assumeRole } : {})) ?? accountId;
    return `\n  ${account === undefined ? "" : `Account ${account}, `}Region ${region}.`;
  }
}
