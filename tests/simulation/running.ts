import { isDeepStrictEqual } from "node:util";

import { UnfinishedError } from "#provider/core/errors";
import { type Props, toPlain, UNKNOWN } from "#provider/core/props";
import { providerText } from "#provider/program/provider-text";
import { unwrap } from "#engine/values/values";

import { type Command, Killed } from "./command";
import { Notes, SimulatedHost } from "./host";
import { TEAM } from "./program";
import { type Asked, type Declared, type Did, Failed, type Kept } from "./stack";

/** One command on a stack, step by step. */
export class Running {
  readonly did = new Map<string, Did>();
  readonly drifted: string[] = [];
  readonly #hosts = new Map<string, SimulatedHost>();
  readonly #notes = new Notes();
  #resources: Kept[];
  /** The first that went wrong. */
  #failure: Error | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly stackName: string,
    /** What it begins with. */
    resources: Kept[],
    private readonly command: Command,
    private readonly saved: (resources: readonly Kept[]) => void,
    private readonly heard: (line: string) => void,
  ) {
    this.#resources = resources;
  }

  async do({ verb, program, targets }: Asked): Promise<void> {
    const isTarget = ({ name }: Pick<Kept, "name">): boolean => targets?.includes(name) ?? true;
    if (verb === "refresh" || verb === "up --refresh") await this.#refresh(isTarget);
    if (verb === "refresh") return;
    if (verb === "destroy") return this.#delete(isTarget);
    const wanted = program.filter(isTarget);
    await this.#inOrder(wanted, needsOf(wanted), (declared) => this.#register(declared, verb === "preview"));
    if (verb === "preview") return;
    const isWanted = new Set(program.map(({ name }) => name));
    await this.#delete((kept) => isTarget(kept) && (kept.isReplaced || !isWanted.has(kept.name)));
  }

  async #refresh(isTarget: (kept: Kept) => boolean): Promise<void> {
    for (const kept of this.#resources.filter(isTarget)) {
      const { name, type, id, outputs } = kept;
      const read = (await this.#ask(kept, (handler) => handler.read(id, toPlain(outputs) as never))) as Read;
      if (read.id === undefined || read.props === undefined) {
        this.drifted.push(name);
        this.#put(kept, undefined);
        continue;
      }
      const inputs = {
        ...(unwrap((read.inputs ?? kept.inputs) as never) as Props),
        __provider: providerText(type),
      };
      if (!isDeepStrictEqual(inputs, kept.inputs)) this.drifted.push(name);
      this.#put(kept, { ...kept, inputs, outputs: withProvider(type, read.props) });
    }
  }

  async #register(declared: Declared, isPreview: boolean): Promise<void> {
    const step = await this.#inTurn(() => this.#decide(declared, isPreview));
    if (!isPreview && !this.#failure) await step();
  }

  /** What has to be done, of one resource after the other. */
  async #decide(declared: Declared, isPreview: boolean): Promise<() => Promise<void>> {
    const { name, type } = declared;
    const old = this.#current(name);
    const args = declared.args((needed) => this.#outputsOf(needed, isPreview));
    const news = { ...args, __provider: providerText(type), __urn: this.#urn(declared) };
    const { inputs: checked, failures } = await this.#ask(declared, (handler) =>
      handler.check(toPlain(old?.inputs ?? {}), toPlain(news)),
    );
    if (failures.length > 0) throw new Failed(failures.map(({ reason }) => reason).join("\n"));
    const inputs = withProvider(type, checked);
    if (!old) {
      this.did.set(name, "create");
      return () => this.#create(declared, inputs, undefined);
    }
    const diff = (await this.#ask(declared, (handler) =>
      handler.diff(old.id, toPlain(old.outputs) as never, toPlain(inputs)),
    )) as Diffed;
    const isChanged = diff.changes ?? !isDeepStrictEqual(old.inputs, inputs);
    if (isChanged && diff.replaces.length > 0) {
      this.did.set(name, "replace");
      return async () => {
        if (diff.deleteBeforeReplace) await this.#remove(old);
        await this.#create(declared, inputs, diff.deleteBeforeReplace ? undefined : old);
      };
    }
    const isUpdate = isChanged || old.isUnfinished;
    this.did.set(name, isUpdate ? "update" : "same");
    if (isUpdate) return () => this.#update(declared, old, inputs);
    return async () => this.#put(old, { ...old, inputs });
  }

  async #create(declared: Declared, inputs: Props, replaced: Kept | undefined): Promise<void> {
    const { name, type, account, needs } = declared;
    const made = await this.#keeping(declared, (handler) => handler.create(toPlain(inputs)));
    if (replaced) this.#put(replaced, { ...replaced, isReplaced: true }, false);
    this.#put(undefined, {
      ...{ name, type, account, needs, inputs, id: made.id!, outputs: withProvider(type, made.outs) },
      ...{ isUnfinished: made.failure !== undefined, isReplaced: false },
    });
    if (made.failure) throw made.failure;
  }

  async #update(declared: Declared, old: Kept, inputs: Props): Promise<void> {
    const made = await this.#keeping(declared, (handler) =>
      handler.update(old.id, toPlain(old.outputs) as never, toPlain(inputs)),
    );
    const isUnfinished = made.failure !== undefined;
    const outputs = withProvider(old.type, made.outs);
    this.#put(old, { ...old, inputs: isUnfinished ? old.inputs : inputs, outputs, isUnfinished });
    if (made.failure) throw made.failure;
  }

  /** Each before what it needs. */
  async #delete(which: (kept: Kept) => boolean): Promise<void> {
    const doomed = this.#resources.filter(which).reverse();
    const before = ({ name }: Kept): Kept[] => doomed.filter(({ needs }) => needs.includes(name));
    await this.#inOrder(doomed, before, (kept) => this.#remove(kept));
  }

  /** Side by side, each after those that go before it. Once one has failed, nothing more is begun. */
  async #inOrder<T>(
    all: readonly T[],
    before: (one: T) => readonly T[],
    work: (one: T) => Promise<void>,
  ): Promise<void> {
    const begun = new Map<T, Promise<void>>();
    const begin = async (one: T): Promise<void> => {
      for (const other of before(one)) await begun.get(other);
      if (this.#failure) return;
      await work(one).catch((thrown: unknown) => {
        // Whoever is killed has nothing more to say of what failed before.
        if (thrown instanceof Killed) this.#failure = thrown;
        else this.#failure ??= thrown as Error;
      });
    };
    for (const one of all) begun.set(one, begin(one));
    await Promise.all([...begun.values()]);
    if (this.#failure) throw this.#failure;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #remove(kept: Kept): Promise<void> {
    await this.#ask(kept, (handler) => handler.delete(kept.id, toPlain(kept.outputs) as never));
    this.#put(kept, undefined);
  }

  /** "Made, but not ready" is kept. */
  async #keeping(
    declared: Declared,
    work: (handler: Handler) => Promise<{ id?: string; outs: Props }>,
  ): Promise<{ id?: string; outs: Props; failure?: Failed }> {
    try {
      return await this.#ask(declared, work);
    } catch (thrown) {
      if (!(thrown instanceof UnfinishedError)) throw thrown;
      const { properties } = thrown as unknown as { properties: Props };
      return { id: thrown.id, outs: properties, failure: new Failed(thrown.message, { cause: thrown }) };
    }
  }

  #put(before: Kept | undefined, after: Kept | undefined, isSaved = true): void {
    const place = this.#resources.findIndex((kept) => kept === before);
    if (place < 0) this.#resources.push(after!);
    else this.#resources.splice(place, 1, ...(after ? [after] : []));
    if (isSaved) this.command.save(() => this.saved(this.#resources));
  }

  #ask<T>(of: Pick<Kept, "type" | "account">, work: (handler: Handler) => Promise<T>): Promise<T> {
    let host = this.#hosts.get(of.account);
    if (!host) {
      host = new SimulatedHost(this.command, of.account, this.#notes, this.heard);
      this.#hosts.set(of.account, host);
    }
    return host.ask(of.type, work);
  }

  #current(name: string): Kept | undefined {
    return this.#resources.find((kept) => kept.name === name && !kept.isReplaced);
  }

  #outputsOf(name: string, isPreview: boolean): Props {
    const { id, outputs } = this.#current(name) ?? {};
    if (!outputs && isPreview) return new Proxy({}, { get: () => UNKNOWN });
    if (!outputs) throw new Failed(`${name} is not there`);
    return { ...outputs, id };
  }

  #urn({ type, name, isInTeam }: Declared): string {
    const parts = ["urn:pulumi:" + this.stackName, "simulation"];
    const parent = isInTeam ? `${TEAM}$` : "";
    return [...parts, `${parent}pulumi-nodejs:dynamic/model-access:${type}`, name].join("::");
  }
}

type Handler = Parameters<Parameters<SimulatedHost["ask"]>[1]>[0];
interface Read {
  readonly id?: string;
  readonly props?: Props;
  readonly inputs?: Props;
}
interface Diffed {
  readonly changes?: boolean;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Those before a resource that it needs. */
function needsOf(wanted: readonly Declared[]): (declared: Declared) => Declared[] {
  return ({ needs }) => wanted.filter(({ name }) => needs.includes(name));
}

const withProvider = (type: string, props: Props): Props => ({
  ...toPlain(props),
  __provider: providerText(type),
});
