import type { Props } from "#provider/core/props";

import type { SimulatedAws } from "./aws";
import { agreements } from "./slots/agreements";
import { comprehendModels } from "./slots/comprehend";
import { copies } from "./slots/copies";
import { forms } from "./slots/forms";
import { grants } from "./slots/grants";
import { shares } from "./slots/shares";

/** One resource that a program may have, and what AWS has of it. */
export interface Slot {
  readonly name: string;
  readonly type: string;
  /** The account that calls. */
  readonly account: string;
  /** Slots whose outputs it takes, or that must be there before it. */
  readonly needs: readonly string[];
  /** A call for what it needs that ends it in the middle of a run, which only the next refresh can see. */
  readonly endedBy?: string;
  /** How many ways there are to declare it. */
  readonly variants: number;
  readonly args: (variant: number, outputs: (name: string) => Props) => Props;
  /** The names of what there is of it, as AWS itself knows it. */
  readonly objects: (aws: SimulatedAws) => readonly string[];
  /**
   * What of it is not as it is declared; undefined when all is.
   * @param isForeign it was adopted once, or retained: nothing may delete it to make room
   */
  readonly untrue?: (
    aws: SimulatedAws,
    variant: number,
    outputs: Props,
    isForeign: boolean,
  ) => string | undefined;
  /** Whether what was made is there after a delete as well. */
  readonly stays?: boolean;
  /** Whether AWS has no place for a mark, so that what a killed run has made is a stranger's to the next one. */
  readonly isUnmarked?: boolean;
  /** What somebody does past the resource, where there is one. */
  readonly edits: readonly Edit[];
  /** Makes it before the resource does. */
  readonly madeByHand?: (aws: SimulatedAws) => void;
}

interface Edit {
  readonly what: string;
  /** @param object one of its objects */
  readonly do: (aws: SimulatedAws, object: string) => void;
}

/** All that a program may have, each after those that it needs. */
export const SLOTS: readonly Slot[] = [
  ...forms,
  ...agreements,
  ...grants,
  ...shares,
  ...copies,
  ...comprehendModels,
];
