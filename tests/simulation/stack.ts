import { isDeepStrictEqual } from "node:util";

import { UnfinishedError } from "#provider/core/errors";
import type { Props } from "#provider/core/props";
import { providerText } from "#provider/program/provider-text";
import { unwrap } from "#engine/values/values";

import type { SimulatedAws } from "./aws";
import { Command } from "./command";
import { Notes, SimulatedHost } from "./host";
import type { Mishap } from "./mishaps";

/** What a program says of one resource. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  /** The account whose provider it has. */
  readonly account: string;
  /** Made of the outputs of those that it needs. */
  readonly args: (outputs: (name: string) => Props) => Props;
  readonly needs: readonly string[];
}

/** What is kept of a resource between commands. */
export interface Kept {
  readonly name: string;
  readonly type: string;
  readonly account: string;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  /** The last create or update has not come to its end. */
  readonly isUnfinished: boolean;
  /** There is another one in its place, and this is still to be deleted. */
  readonly isReplaced: boolean;
}

export type Did = "create" | "update" | "replace" | "same";

/** A command did not come to its end. */
export class Failed extends Error {
  override readonly name = "Failed";
}

export interface Asked {
  readonly verb: "up" | "up --refresh" | "refresh" | "preview" | "destroy";
  readonly program: readonly Declared[];
  /** Only these, and what they need. @default all */
  readonly targets?: readonly string[] | undefined;
  readonly mishaps?: readonly Mishap[];
}

/** What has become of a command. */
export interface Ran {
  readonly did: ReadonlyMap<string, Did>;
  /** What a refresh found changed. */
  readonly drifted: readonly string[];
  /** What has gone wrong on purpose. */
  readonly met: readonly string[];
  readonly error?: Error;
}

/**
 * A stack as the engine has it: it does the same steps in the same order, one at a time, and saves after each. What it
 * has is a text, and what is killed goes on from that.
 */
export class Stack {
  /** What was saved last. */
  text = "[]";
  /** Everything that anybody was told. */
  readonly heard: string[] = [];

  constructor(
    readonly name: string,
    private readonly aws: SimulatedAws,
  ) {}

  get resources(): Kept[] {
    return JSON.parse(this.text) as Kept[];
  }

  async run(asked: Asked): Promise<Ran> {
    const command = new Command(this.aws, asked.mishaps ?? []);
    const running = new Running(this, command);
    let error: Error | undefined;
    try {
      await running.do(asked);
    } catch (thrown) {
      error = thrown as Error;
      this.heard.push(error.message);
    }
    return { did: running.did, drifted: running.drifted, met: command.met, ...(error && { error }) };
  }
}

class Running {
  readonly did = new Map<string, Did>();
  readonly drifted: string[] = [];
  readonly #hosts = new Map<string, SimulatedHost>();
  readonly #notes = new Notes();
  #resources: Kept[];

  constructor(
    private readonly stack: Stack,
    private readonly command: Command,
  ) {
    this.#resources = stack.resources;
  }

  async do({ verb, program, targets }: Asked): Promise<void> {
    const isTarget = ({ name }: Pick<Kept, "name">): boolean => targets?.includes(name) ?? true;
    if (verb === "refresh" || verb === "up --refresh") await this.#refresh(isTarget);
    if (verb === "refresh") return;
    if (verb === "destroy") return this.#delete(isTarget);
    const wanted = program.filter(isTarget);
    for (const declared of wanted) await this.#register(declared, verb === "preview");
    if (verb === "preview") return;
    const isWanted = new Set(program.map(({ name }) => name));
    await this.#delete((kept) => isTarget(kept) && (kept.isReplaced || !isWanted.has(kept.name)));
  }

  async #refresh(isTarget: (kept: Kept) => boolean): Promise<void> {
    for (const kept of this.#resources.filter(isTarget)) {
      const { name, type, id, outputs } = kept;
      const read = (await this.#ask(kept, (handler) => handler.read(id, json(outputs) as never))) as Read;
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
    const { name, type } = declared;
    const old = this.#current(name);
    const args = declared.args((needed) => this.#outputsOf(needed));
    const news = { ...args, __provider: providerText(type), __urn: this.#urn(declared) };
    const { inputs: checked, failures } = await this.#ask(declared, (handler) =>
      handler.check(json(old?.inputs ?? {}), json(news)),
    );
    if (failures.length > 0) throw new Failed(failures.map(({ reason }) => reason).join("\n"));
    const inputs = withProvider(type, checked);
    if (!old) {
      this.did.set(name, "create");
      if (!isPreview) await this.#create(declared, inputs, undefined);
      return;
    }
    const diff = (await this.#ask(declared, (handler) =>
      handler.diff(old.id, json(old.outputs) as never, json(inputs)),
    )) as Diffed;
    const isChanged = diff.changes ?? !isDeepStrictEqual(old.inputs, inputs);
    if (isChanged && diff.replaces.length > 0) {
      this.did.set(name, "replace");
      if (isPreview) return;
      if (diff.deleteBeforeReplace) await this.#remove(old);
      await this.#create(declared, inputs, diff.deleteBeforeReplace ? undefined : old);
      return;
    }
    this.did.set(name, isChanged || old.isUnfinished ? "update" : "same");
    if (isPreview) return;
    if (isChanged || old.isUnfinished) await this.#update(declared, old, inputs);
    else this.#put(old, { ...old, inputs });
  }

  async #create(declared: Declared, inputs: Props, replaced: Kept | undefined): Promise<void> {
    const { name, type, account } = declared;
    const made = await this.#keeping(declared, (handler) => handler.create(json(inputs)));
    if (replaced) this.#put(replaced, { ...replaced, isReplaced: true }, false);
    this.#put(undefined, {
      ...{ name, type, account, inputs, id: made.id!, outputs: withProvider(type, made.outs) },
      ...{ isUnfinished: made.failure !== undefined, isReplaced: false },
    });
    if (made.failure) throw made.failure;
  }

  async #update(declared: Declared, old: Kept, inputs: Props): Promise<void> {
    const made = await this.#keeping(declared, (handler) =>
      handler.update(old.id, json(old.outputs) as never, json(inputs)),
    );
    const isUnfinished = made.failure !== undefined;
    const outputs = withProvider(old.type, made.outs);
    this.#put(old, { ...old, inputs: isUnfinished ? old.inputs : inputs, outputs, isUnfinished });
    if (made.failure) throw made.failure;
  }

  /** The other way round than they were made. */
  async #delete(which: (kept: Kept) => boolean): Promise<void> {
    for (const kept of this.#resources.filter(which).reverse()) await this.#remove(kept);
  }

  async #remove(kept: Kept): Promise<void> {
    await this.#ask(kept, (handler) => handler.delete(kept.id, json(kept.outputs) as never));
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
    if (isSaved) this.command.save(() => (this.stack.text = JSON.stringify(this.#resources)));
  }

  #ask<T>(of: Pick<Kept, "type" | "account">, work: (handler: Handler) => Promise<T>): Promise<T> {
    let host = this.#hosts.get(of.account);
    if (!host) {
      host = new SimulatedHost(this.command, of.account, this.#notes, (line) => this.stack.heard.push(line));
      this.#hosts.set(of.account, host);
    }
    return host.ask(of.type, work);
  }

  #current(name: string): Kept | undefined {
    return this.#resources.find((kept) => kept.name === name && !kept.isReplaced);
  }

  #outputsOf(name: string): Props {
    const { id, outputs } = this.#current(name) ?? {};
    if (!outputs) throw new Failed(`${name} is not there`);
    return { ...outputs, id };
  }

  #urn({ type, name }: Declared): string {
    const parts = ["urn:pulumi:" + this.stack.name, "simulation"];
    return [...parts, `pulumi-nodejs:dynamic/model-access:${type}`, name].join("::");
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

const json = (props: Props): Props => JSON.parse(JSON.stringify(props)) as Props;
const withProvider = (type: string, props: Props): Props => ({
  ...json(props),
  __provider: providerText(type),
});
