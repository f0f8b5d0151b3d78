import { type Slot, SLOTS } from "./slots";
import type { Declared } from "./stack";

/** The component that a program may have resources in. */
export const TEAM = "simulation:index:Team";

/** How a program declares a slot. */
export interface Wish {
  readonly variant: number;
  /** Whether it is in the program's component; where it was before is an alias. */
  readonly isInTeam: boolean;
}

/** What the programs say of each slot that they have. */
export type Wishes = Map<string, Wish>;

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
    ...{ name, type, account, needs, ...wishes.get(name)! },
    args: (outputs) => args(wishes.get(name)!.variant, outputs),
  }));
}
