import type { SimulatedAws } from "./aws";
import { Killed } from "./command";
import { Violation } from "./violation";
import { Ledger } from "./ledger";
import { programOf, stackOf, type Wishes } from "./program";
import type { Act, Scenario } from "./scenario";
import { type Slot, SLOTS } from "./slots";
import type { Asked, Deployed, Ran } from "./stack";

/** What is late has happened by then, and what lasts for a while is over; in seconds. */
export const LATER = 3 * 3600;

/** What happened, for whoever looks at a failure. */
export type Tell = (line: string) => void;

/** How often what happened, by its name. */
export type Tally = Map<string, number>;

/** Where a scenario is played. */
export interface Stage {
  readonly aws: SimulatedAws;
  /** Two of them. */
  readonly stacks: readonly Deployed[];
  /** Waits until hosts that have lost their engine have come to their end. */
  readonly settle: () => Promise<void>;
}

const NOTHING: Ran = { did: new Map(), drifted: [], met: [] };

/** One scenario, from the first edit to the last destroy. */
export class Playing {
  readonly #aws: SimulatedAws;
  readonly #stacks: readonly Deployed[];
  readonly #wishes: Wishes = new Map();
  readonly #ledger: Ledger;
  #hasOrphans = false;

  constructor(
    private readonly scenario: Scenario,
    private readonly stage: Stage,
    private readonly tell: Tell,
    private readonly tally: Tally,
  ) {
    this.#aws = stage.aws;
    this.#stacks = stage.stacks;
    this.#ledger = new Ledger(this.#aws);
  }

  async all(): Promise<void> {
    for (const name of this.scenario.before) slotOf(name).madeByHand?.(this.#aws);
    this.#aws.passes(LATER);
    this.#ledger.begin();
    this.#edit(this.scenario.program);
    for (const act of this.scenario.acts) await this.#act(act);
    await this.stage.settle();
    if (this.#hasOrphans) this.#ledger.noteOrphans(this.#stacks);
    this.#aws.options.faults.clear();
    this.#aws.passes(LATER);
    await this.#converges();
    await this.#isAtRest();
    await this.#isDestroyed();
    for (const stack of this.#stacks) this.#ledger.hasNoCanary(stack);
    this.tally.set(
      "calls to AWS",
      (this.tally.get("calls to AWS") ?? 0) + this.#aws.options.log.all().length,
    );
  }

  async #act(act: Act): Promise<void> {
    const { edits, verb, target, mishaps, byHand, hoursBefore } = act;
    this.#edit(edits);
    if (hoursBefore > 0) this.#aws.passes(hoursBefore * 3600);
    for (const { slot, edit } of byHand) this.#byHand(slotOf(slot), edit);
    const stack = this.#stacks[act.stack]!;
    await this.#run(stack, { verb, mishaps, ...(target !== null && { targets: withNeeds(target) }) });
  }

  async #run(stack: Deployed, asked: Pick<Asked, "verb" | "targets" | "mishaps" | "isStill">): Promise<Ran> {
    const program = programOf(stackOf(stack.name, this.scenario.second), this.#wishes);
    // What has nothing and wants nothing has nothing to do.
    if (program.length === 0 && stack.resources.length === 0) return NOTHING;
    const before = this.#aws.writes.length;
    const heard = stack.heard.length;
    const ended = this.#ledger.beginCommand(stack);
    const ran = await stack.run({ ...asked, program });
    this.#hasOrphans ||= ran.error instanceof Killed && ran.error.isOrphaned;
    // Of a write whose answer was lost nobody knows either, unless the program has its resource again.
    const isUnheard = ran.met.some((one) => /^(lost after|page of a proxy|cut short)/.test(one));
    ended(ran.error instanceof Killed || this.#hasOrphans || isUnheard);
    this.#count("commands");
    for (const [name, one] of ran.did) this.#count(`${slotOf(name).type} ${one}`);
    for (const met of ran.met) this.#count(met.split(",")[0]!);
    const did = [...ran.did].map(([name, one]) => `${name} ${one}`).join(", ");
    const met = ran.met.length > 0 ? ` [${ran.met.join("; ")}]` : "";
    const outcome = stack.heard
      .slice(heard)
      .filter((line) => !/ [A-Z_]+ \d+ s$| $/.test(line))
      .map((line) => `\n      ${line.split("\n").join("\n      ")}`)
      .join("");
    const wrote = this.#aws.writes.slice(before);
    this.tell(
      `${stack.name}: ${asked.verb}${asked.targets ? ` of ${asked.targets.join(", ")}` : ""} of {${program
        .map(({ name, variant, isInTeam }) => `${isInTeam ? "team/" : ""}${name}/${variant}`)
        .join(" ")}}: ${did}${met} wrote {${wrote.join(" ")}}${outcome}`,
    );
    if (["refresh", "preview"].includes(asked.verb) && wrote.length > 0 && !this.#hasOrphans)
      throw new Violation(`${asked.verb} writes ${wrote.join(", ")}`);
    return ran;
  }

  #edit(edits: Act["edits"]): void {
    for (const { slot, variant, isInTeam = false } of edits) {
      if (variant === null) this.#wishes.delete(slot);
      else {
        this.#wishes.set(slot, { variant: variant % slotOf(slot).variants, isInTeam });
        this.#ledger.placed(slotOf(slot), isInTeam);
      }
    }
  }

  #count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }

  #byHand(slot: Slot, index: number): void {
    const edit = slot.edits[index];
    const [object] = slot.objects(this.#aws);
    if (!edit || object === undefined) return;
    edit.do(this.#aws, object);
    this.tell(`by hand: ${slot.name} ${edit.what}`);
    this.#ledger.editedByHand(slot);
    this.#count("edits by hand");
  }

  async #converges(): Promise<void> {
    for (const stack of this.#stacks) {
      const before = this.#aws.writes.length;
      let { error } = await this.#run(stack, { verb: "up --refresh" });
      const wrote = this.#aws.writes.slice(before);
      const endsLate = ({ endedBy = "" }: Slot): boolean => wrote.includes(endedBy);
      if (this.#declared(stack).some(endsLate))
        ({ error } = await this.#run(stack, { verb: "up --refresh" }));
      if (error) throw new Violation(`up --refresh fails once nothing goes wrong any more: ${error.message}`);
    }
    for (const stack of this.#stacks) this.#ledger.isTrue(stack, this.#declared(stack), this.#wishes);
    this.#ledger.hasNothingElse(
      this.#stacks,
      this.#stacks.flatMap((stack) => this.#declared(stack)),
    );
  }

  async #isAtRest(): Promise<void> {
    for (const stack of this.#stacks) {
      const before = this.#aws.writes.length;
      for (const verb of ["up", "up --refresh"] as const) {
        const { did, drifted, error } = await this.#run(stack, { verb, isStill: true });
        if (error) throw new Violation(`another ${verb} fails: ${error.message}`);
        const changed = [...did].filter(([, one]) => one !== "same").map(([name, one]) => `${name}: ${one}`);
        if (changed.length > 0) throw new Violation(`another ${verb} does something: ${changed.join(", ")}`);
        if (drifted.length > 0) throw new Violation(`${drifted.join(", ")} drift where nothing has changed`);
      }
      const wrote = this.#aws.writes.slice(before);
      if (wrote.length > 0) throw new Violation(`another up writes ${wrote.join(", ")}`);
    }
  }

  async #isDestroyed(): Promise<void> {
    for (const stack of this.#stacks) {
      const { error } = await this.#run(stack, { verb: "destroy" });
      if (error) throw new Violation(`destroy fails: ${error.message}`);
      if (stack.resources.length > 0) throw new Violation("destroy leaves a state");
    }
    this.#aws.passes(LATER);
    this.#ledger.hasNothingElse(
      this.#stacks,
      this.#stacks.flatMap((stack) => this.#declared(stack)),
    );
    this.#ledger.hasWhatWasThere();
  }

  #declared(stack: Deployed): Slot[] {
    const program = programOf(stackOf(stack.name, this.scenario.second), this.#wishes);
    return program.map(({ name }) => slotOf(name));
  }
}

function slotOf(name: string): Slot {
  return SLOTS.find((slot) => slot.name === name)!;
}

function withNeeds(name: string): string[] {
  return [...slotOf(name).needs.flatMap(withNeeds), name];
}
