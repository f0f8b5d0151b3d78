import * as v from "valibot";

import type { Answer } from "../calls/calls";
import type { Expected } from "../vocabulary/row";
import type { Secrets } from "./secrets";

/** Why an answer is not what was expected; empty when it is. */
export function differences(expected: Expected, { status, output, error }: Answer): string[] {
  const found = status === expected.status ? [] : [`the status is ${status}`];
  if ("shape" in expected) {
    if (error) return [...found, `it is refused with ${error.code}`];
    // A value may be a secret, so only its place is told.
    const { issues = [] } = v.safeParse(expected.shape, output);
    return [
      ...found,
      ...issues.map((issue) => `${v.getDotPath(issue) ?? "the answer"}: ${issue.expected ?? issue.message}`),
    ];
  }
  if (!error) return [...found, "it is not refused"];
  if (error.code !== expected.code) found.push(`the code is ${error.code}`);
  if (expected.message && !expected.message.test(error.message)) found.push("the message is another one");
  return found;
}

export function describeExpected(expected: Expected): string {
  if ("shape" in expected) return `${expected.status} and an answer of the right shape`;
  const { status, code, message } = expected;
  return `${status} ${code}${message ? ` ${message.toString()}` : ""}`;
}

export function describeAnswer({ status, output, error }: Answer, secrets: Secrets): string {
  const what = error ? `${error.code}: ${secrets.scrub(error.message)}` : secrets.write(output ?? {});
  return `${status === 0 ? "no answer," : status} ${what}`;
}
