import { SECRET_KEY } from "./host";
import { Violation } from "./violation";
import type { SimulatedAws } from "./aws";
import type { Wishes } from "./program";
import { type Slot, SLOTS } from "./slots";
import { FORM_CANARY } from "./slots/forms";
import type { Deployed, Kept } from "./stack";

type Objects = ReadonlyMap<Slot, readonly string[]>;

/** What AWS has, and why: what was there before, what somebody has made, and what may be left behind. */
export class Ledger {
  #before: Objects = new Map();
  /** What was adopted or is to be retained stays; and what only a killed run has known of, unless a program has it again. */
  readonly #mayStay = new Set<string>();
  readonly #lost = new Set<string>();
  readonly #retained = new Set<string>();
  readonly #editedByHand = new Set<Slot>();
  readonly #places = new Map<Slot, boolean>();
  /** What had another place, and so another URN, once: what is lost of it may be that one's. */
  readonly #moved = new Set<Slot>();

  constructor(private readonly aws: SimulatedAws) {}

  begin(): void {
    this.#before = this.#objects();
  }

  /** A program declares it, in its component or not. */
  placed(slot: Slot, isInTeam: boolean): void {
    if ((this.#places.get(slot) ?? isInTeam) !== isInTeam) this.#moved.add(slot);
    this.#places.set(slot, isInTeam);
  }

  editedByHand(slot: Slot): void {
    this.#editedByHand.add(slot);
    const there = new Set(slot.objects(this.aws));
    for (const object of this.#retained)
      if (isOf(slot, object) && !there.has(object.slice(object.indexOf(" ") + 1)))
        this.#retained.delete(object);
  }

  /** Takes note of what a command begins with; to be called when it has ended. */
  beginCommand(stack: Deployed): (wasKilled: boolean) => void {
    const before = this.#objects();
    this.#note(stack);
    return (wasKilled) => {
      this.#note(stack);
      if (wasKilled) {
        for (const [slot, objects] of this.#objects()) {
          const isKnown = (object: string): boolean =>
            stack.resources.some((kept) => isItsOwn(slot, kept, object));
          for (const object of objects) {
            if (!before.get(slot)!.includes(object) && !isKnown(object)) this.#lost.add(key(slot, object));
          }
        }
      }
      const now = this.#objects();
      for (const retained of this.#retained) {
        const isThere = [...now].some(([slot, objects]) =>
          objects.some((object) => key(slot, object) === retained),
        );
        if (!isThere) throw new Violation(`${retained} was to be retained, and is gone`);
      }
    };
  }

  /** Hosts that had lost their engine have come to their end: of what they have made since, no state knows. */
  noteOrphans(stacks: readonly Deployed[]): void {
    for (const [slot, objects] of this.#objects()) {
      const isKnown = (object: string): boolean =>
        stacks.some(({ resources }) => resources.some((kept) => isItsOwn(slot, kept, object)));
      const unknown = objects.filter(
        (object) => !this.#before.get(slot)!.includes(object) && !isKnown(object),
      );
      for (const object of unknown) this.#lost.add(key(slot, object));
    }
  }

  #note(stack: Deployed): void {
    for (const kept of stack.resources) {
      const slot = SLOTS.find(({ name }) => name === kept.name)!;
      const objects = slot
        .objects(this.aws)
        .filter((object) => slot.isUnmarked === true || object === kept.id);
      for (const object of objects.map((one) => key(slot, one))) {
        if (isKept(kept) || slot.stays) this.#mayStay.add(object);
        if (kept.isReplaced) continue;
        if (kept.inputs["deletionPolicy"] === "retain") this.#retained.add(object);
        else this.#retained.delete(object);
      }
    }
  }

  /** There is one of each that is declared, and it is as declared. */
  isTrue(stack: Deployed, declared: readonly Slot[], wishes: Wishes): void {
    const left = stack.resources.filter(({ name }) => !declared.some((slot) => slot.name === name));
    if (left.length > 0)
      throw new Violation(`the state has ${left.map(({ name }) => name).join(", ")} as well`);
    for (const slot of declared) {
      const kept = stack.resources.filter(({ name }) => name === slot.name);
      if (kept.length !== 1) throw new Violation(`the state has ${kept.length} of ${slot.name}`);
      const all = slot.objects(this.aws);
      const own = all.filter((object) => slot.isUnmarked === true || object === kept[0]!.id);
      if (own.length !== 1) throw new Violation(`AWS has ${own.length} of ${slot.name}: ${all.join(", ")}`);
      const isForeign = this.#mayStay.has(key(slot, own[0]!));
      const why = slot.untrue?.(this.aws, wishes.get(slot.name)!.variant, kept[0]!.outputs, isForeign);
      if (why !== undefined) throw new Violation(`${slot.name}: ${why}`);
    }
  }

  /** Nothing that was made is left without a resource, except what may be. */
  hasNothingElse(stacks: readonly Deployed[], declared: readonly Slot[]): void {
    for (const [slot, objects] of this.#objects()) {
      for (const object of objects) {
        const isBefore = this.#before.get(slot)!.includes(object);
        const isKnown = stacks.some(({ resources }) =>
          resources.some((kept) => isItsOwn(slot, kept, object)),
        );
        const isAnothers = this.#moved.has(slot) || !declared.includes(slot);
        const isLost = this.#lost.has(key(slot, object)) && isAnothers;
        if (isBefore || isKnown || isLost || this.#mayStay.has(key(slot, object))) continue;
        if (stacks.some(({ heard }) => heard.some((line) => tellsOf(line, object)))) continue;
        throw new Violation(`AWS has ${object} of ${slot.name}, and no state knows of it`);
      }
    }
  }

  /** What was there before everything is there, but for what somebody has changed by hand. */
  hasWhatWasThere(): void {
    for (const [slot, objects] of this.#before) {
      if (this.#editedByHand.has(slot)) continue;
      const now = slot.objects(this.aws);
      const gone = objects.filter((object) => !now.includes(object));
      if (gone.length > 0)
        throw new Violation(`${gone.join(", ")} of ${slot.name} was there before, and is gone`);
    }
  }

  /** What nobody may read stands nowhere: Pulumi encrypts only what is an input declared secret. */
  hasNoCanary(stack: Deployed): void {
    for (const line of stack.heard) {
      for (const canary of [SECRET_KEY, FORM_CANARY]) {
        if (line.includes(canary)) throw new Violation(`somebody was told ${canary}: ${line}`);
      }
    }
    if (stack.text.includes(SECRET_KEY)) throw new Violation("the state has the secret of the credentials");
    if (stack.isEncrypted === true && stack.text.includes(FORM_CANARY))
      throw new Violation("the state has a form in clear");
  }

  #objects(): Map<Slot, readonly string[]> {
    return new Map(SLOTS.map((slot) => [slot, slot.objects(this.aws)]));
  }
}

/** Whether somebody was told that it is there, and how to remove it. */
function tellsOf(line: string, object: string): boolean {
  const isTwin = line.includes(object) && line.includes("its mark as well");
  return isTwin || line.includes(`${object} has this resource's mark, but another name`);
}

/** Whether that is the object that is kept: what has no mark has no other name than its slot's. */
function isItsOwn(slot: Slot, { name, id }: Kept, object: string): boolean {
  return name === slot.name && (slot.isUnmarked === true || id === object);
}

const key = ({ name }: Slot, object: string): string => `${name} ${object}`;
const isOf = ({ name }: Slot, object: string): boolean => object.startsWith(`${name} `);

/** Whether whoever lets go of it keeps it. */
function isKept({ inputs, outputs }: Kept): boolean {
  return outputs["adopted"] === true || inputs["deletionPolicy"] === "retain";
}
