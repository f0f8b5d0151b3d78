import { type Slot, SLOTS } from "./slots";
import type { Declared } from "./stack";

/** What the programs say: the variant of each slot that they have. */
export type Wishes = Map<string, number>;

/** The slots of a stack, which has those that others need with them. */
export function stackOf(name: string, second: readonly string[]): Slot[] {
  const isSecond = (slot: Slot): boolean =>
    second.includes(slot.name) ||
    slot.needs.some((need) => isSecond(SLOTS.find((one) => one.name === need)!));
  return SLOTS.filter((slot) => isSecond(slot) === (name === "prod"));
}

/** What is declared, without what lacks something that it needs. */
export function programOf(slots: readonly Slot[], wishes: Wishes): Declared[] {
  const isWhole = ({ name, needs }: Slot): boolean =>
    wishes.has(name) && needs.every((need) => isWhole(slots.find((one) => one.name === need)!));
  return slots.filter(isWhole).map(({ name, type, account, needs, args }) => ({
    ...{ name, type, account, needs, variant: wishes.get(name)! },
    args: (outputs) => args(wishes.get(name)!, outputs),
  }));
}
