import { BlockList, isIP } from "node:net";

import type { Context } from "./context-keys";
import { isArnLike, isLike, type Pattern, type Reads, textOf } from "./patterns";

/** How one value of a request is compared with one of a condition. */
export interface Comparison {
  readonly holds: Holds;
  /** The condition wants that it holds for none of its values. */
  readonly isNegated: boolean;
  /** What is read in the values of a condition. */
  readonly reads: Reads;
}

/** Undefined when the two cannot be compared: then the condition is not met, whether or not it is negated. */
type Holds = (actual: string, wanted: Pattern, context: Context) => boolean | undefined;

const TEXT: Reads = { variables: true };
const LIKE: Reads = { wildcards: true, variables: true };
const NOTHING: Reads = {};

/** Equal in what is read of both; without the value of a variable there is nothing to be equal to. */
function same(read: (text: string) => string | undefined = (text) => text): Holds {
  return (actual, wanted, context) => {
    const text = textOf(wanted, context);
    if (text === undefined) return false;
    const [one, other] = [read(actual), read(text)];
    return one === undefined || other === undefined ? undefined : one === other;
  };
}

/** A comparison of what is in order: numbers, and moments. */
function ordered(read: (text: string) => number, holds: (actual: number, wanted: number) => boolean): Holds {
  return (actual, { written }) => {
    const [one, other] = [read(actual), read(written)];
    return Number.isNaN(one) || Number.isNaN(other) ? undefined : holds(one, other);
  };
}

const pair = (name: string, not: string, holds: Holds, reads: Reads): Record<string, Comparison> => ({
  [name]: { holds, isNegated: false, reads },
  [not]: { holds, isNegated: true, reads },
});

function inOrder(name: string, read: (text: string) => number): Record<string, Comparison> {
  const positive = (holds: (actual: number, wanted: number) => boolean): Comparison => ({
    holds: ordered(read, holds),
    isNegated: false,
    reads: NOTHING,
  });
  const equals = ordered(read, (actual, wanted) => actual === wanted);
  return {
    ...pair(`${name}Equals`, `${name}NotEquals`, equals, NOTHING),
    [`${name}LessThan`]: positive((actual, wanted) => actual < wanted),
    [`${name}LessThanEquals`]: positive((actual, wanted) => actual <= wanted),
    [`${name}GreaterThan`]: positive((actual, wanted) => actual > wanted),
    [`${name}GreaterThanEquals`]: positive((actual, wanted) => actual >= wanted),
  };
}

/** The operators of conditions, without `Null`, which looks at no value. */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ...pair("StringEquals", "StringNotEquals", same(), TEXT),
  ...pair(
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    same((text) => text.toLowerCase()),
    TEXT,
  ),
  ...pair("StringLike", "StringNotLike", isLike, LIKE),
  // The two pairs do the same: AWS says so.
  ...pair("ArnEquals", "ArnNotEquals", isArnLike, LIKE),
  ...pair("ArnLike", "ArnNotLike", isArnLike, LIKE),
  Bool: { holds: same(truth), isNegated: false, reads: TEXT },
  BinaryEquals: { holds: same(), isNegated: false, reads: NOTHING },
  ...pair("IpAddress", "NotIpAddress", (actual, { written }) => isInRange(actual, written), NOTHING),
  ...inOrder("Numeric", number),
  ...inOrder("Date", moment),
};

function truth(text: string): string | undefined {
  return ["true", "false"].find((one) => one === text.toLowerCase());
}

/** `Number` takes an empty text for nought. */
function number(text: string): number {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

const ISO_8601 = /^\d{4}-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?$/;

/** ISO 8601, or seconds since the epoch; `Date.parse` alone finds a date in many a text. */
function moment(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  return ISO_8601.test(text) ? Date.parse(text) : NaN;
}

function isInRange(address: string, range: string): boolean | undefined {
  const [network = "", written] = range.split(/\/(.*)/s);
  const [itsVersion, version] = [isIP(address), isIP(network)];
  const most = version === 6 ? 128 : 32;
  const bits = written === undefined ? most : /^\d+$/.test(written) ? Number(written) : NaN;
  if (itsVersion === 0 || version === 0 || !(bits <= most)) return undefined;
  const list = new BlockList();
  list.addSubnet(network, bits, version === 6 ? "ipv6" : "ipv4");
  return list.check(address, itsVersion === 6 ? "ipv6" : "ipv4");
}
