import { BlockList, isIPv6 } from "node:net";

import { isArnLike, isLike } from "./patterns";

/** How one value of a request is compared with one of a condition. */
export interface Comparison {
  readonly holds: (actual: string, wanted: string) => boolean;
  /** The condition wants that it holds for none of its values. */
  readonly isNegated: boolean;
}

type Holds = Comparison["holds"];

const sameText: Holds = (actual, wanted) => actual === wanted;
const sameLetters: Holds = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase();

/** A comparison of what is in order: numbers, and moments. */
function ordered(read: (text: string) => number, holds: (actual: number, wanted: number) => boolean): Holds {
  return (actual, wanted) => holds(read(actual), read(wanted));
}

const positive = (holds: Holds): Comparison => ({ holds, isNegated: false });
const negative = (holds: Holds): Comparison => ({ holds, isNegated: true });

function inOrder(name: string, read: (text: string) => number): Record<string, Comparison> {
  const equals = ordered(read, (actual, wanted) => actual === wanted);
  return {
    [`${name}Equals`]: positive(equals),
    [`${name}NotEquals`]: negative(equals),
    [`${name}LessThan`]: positive(ordered(read, (actual, wanted) => actual < wanted)),
    [`${name}LessThanEquals`]: positive(ordered(read, (actual, wanted) => actual <= wanted)),
    [`${name}GreaterThan`]: positive(ordered(read, (actual, wanted) => actual > wanted)),
    [`${name}GreaterThanEquals`]: positive(ordered(read, (actual, wanted) => actual >= wanted)),
  };
}

/** The operators of conditions, without `Null`, which looks at no value. */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: positive(sameText),
  StringNotEquals: negative(sameText),
  StringEqualsIgnoreCase: positive(sameLetters),
  StringNotEqualsIgnoreCase: negative(sameLetters),
  StringLike: positive(isLike),
  StringNotLike: negative(isLike),
  // The two pairs do the same: AWS says so.
  ArnEquals: positive(isArnLike),
  ArnLike: positive(isArnLike),
  ArnNotEquals: negative(isArnLike),
  ArnNotLike: negative(isArnLike),
  Bool: positive(sameLetters),
  BinaryEquals: positive(sameText),
  IpAddress: positive(isInRange),
  NotIpAddress: negative(isInRange),
  ...inOrder("Numeric", Number),
  ...inOrder("Date", moment),
};

/** ISO 8601, or seconds since the epoch. */
function moment(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function isInRange(address: string, range: string): boolean {
  const [network = "", bits] = range.split("/");
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  const list = new BlockList();
  try {
    list.addSubnet(network, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
    return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  } catch {
    return false; // what is no address is in no range
  }
}
