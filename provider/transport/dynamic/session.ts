import * as v from "valibot";

import { Aws } from "../../aws/aws";
import { readAwsConfig } from "../../aws/config";
import { flag, isUnset } from "../../aws/config-values";
import { Claims } from "../../core/claims";
import { Interruption } from "../../core/interruption";
import { DEFAULT_PACE } from "../../core/wait";
import { Bookkeeping } from "./bookkeeping";
import { onCancel } from "./cancel";
import { engineReporter } from "./engine-log";
import type { HostConfig, Session } from "./handler";
import { neighbours } from "./neighbours";

/** Makes what all resources of a run share, from the configuration the host hands over. */
export function openSession(config: HostConfig): Session {
  const read = (key: string): unknown => config.get(key);
  const { config: awsConfig, problems } = readAwsConfig(read);
  const own = <T>(key: string, parse: (raw: unknown) => Parsed<T>): T | undefined => {
    const raw = read(`model-access:${key}`);
    if (isUnset(raw)) return undefined;
    const { value, problem } = parse(raw);
    if (problem !== undefined) problems.push(`model-access:${key} ${problem}`);
    return value;
  };
  const requestsPerSecond = own("requestsPerSecond", numberOf("requests", 1000));
  // The longest pause between two looks at AWS.
  const longestSeconds = own("pollInterval", numberOf("seconds", 600)) ?? DEFAULT_PACE.longestSeconds;
  const interruption = new Interruption();
  const { signal } = interruption;
  if (own("cancelWaits", trueOrFalse) ?? true) onCancel(() => interruption.cancel());
  const paced = { ...awsConfig, ...(requestsPerSecond !== undefined && { requestsPerSecond }) };
  return {
    cloud: new Aws(paced, problems, { signal }),
    pace: { firstSeconds: Math.min(DEFAULT_PACE.firstSeconds, longestSeconds), longestSeconds },
    claims: new Claims(neighbours()),
    bookkeeping: new Bookkeeping(),
    report: engineReporter(),
    interruption,
    signal,
  };
}

/** The stack's configuration is text; an explicit provider's is what the program gave. */
interface Parsed<T> {
  readonly value?: T;
  readonly problem?: string;
}

function numberOf(unit: string, most: number): (raw: unknown) => Parsed<number> {
  return (raw) => {
    const value = Number(raw);
    if (value > 0 && value <= most) return { value };
    return { problem: `must be a number of ${unit}, above 0 and up to ${most}` };
  };
}

function trueOrFalse(raw: unknown): Parsed<boolean> {
  const { success, output, issues } = v.safeParse(flag, raw);
  return success ? { value: output } : { problem: issues[0].message };
}
