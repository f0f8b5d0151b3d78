import * as v from "valibot";

import { Aws } from "../aws/aws";
import { ON_TERMS_CHANGED, readAwsConfig, type ReadKey } from "../aws/config/config";
import { flag, isUnset } from "../aws/config/config-values";
import { Interruption } from "../core/cancellation";
import { Claims } from "../core/claims";
import { DEFAULT_PACE, type Pace } from "../core/wait";
import type { Engine } from "./engine";
import { engineLog, type Log } from "./log";
import { neighbours } from "./neighbours";

/** What all resources of one run share. */
export interface Session {
  readonly cloud: Aws;
  readonly pace: Pace;
  readonly claims: Claims;
  readonly log: Log;
  readonly interruption: Interruption;
  readonly signal: AbortSignal;
  /** Whether Cancel ends what is waited for. */
  readonly cancelWaits: boolean;
}

/**
 * @param read the provider's configuration, by keys of the stack's such as `aws:region`
 * @param engine whoever runs the program; nobody where a function runs in the program itself
 */
export function openSession(read: ReadKey, engine?: Engine): Session {
  const { config: awsConfig, problems } = readAwsConfig(read);
  const own = <T>(key: string, parse: (raw: unknown) => Parsed<T>): T | undefined => {
    const raw = read(`model-access:${key}`);
    if (isUnset(raw)) return undefined;
    const { value, problem } = parse(raw);
    if (problem !== undefined) problems.push(`model-access:${key} ${problem}`);
    return value;
  };
  const requestsPerSecond = own("requestsPerSecond", numberOf("requests", 1000));
  const onTermsChanged = own("onTermsChanged", oneOf(ON_TERMS_CHANGED));
  // The longest pause between two looks at AWS.
  const longestSeconds = own("pollInterval", numberOf("seconds", 600)) ?? DEFAULT_PACE.longestSeconds;
  const interruption = new Interruption();
  const { signal } = interruption;
  const cancelWaits = own("cancelWaits", trueOrFalse) ?? true;
  const settings = {
    ...awsConfig,
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    ...(onTermsChanged && { onTermsChanged }),
  };
  return {
    cloud: new Aws(settings, problems, { signal }),
    pace: { firstSeconds: Math.min(DEFAULT_PACE.firstSeconds, longestSeconds), longestSeconds },
    claims: new Claims(neighbours(engine?.address)),
    log: engineLog(() => engine),
    interruption,
    signal,
    cancelWaits,
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

function oneOf<T extends string>(values: readonly T[]): (raw: unknown) => Parsed<T> {
  return (raw) => {
    const value = values.find((one) => one === raw);
    return value === undefined ? { problem: `must be one of "${values.join('", "')}"` } : { value };
  };
}
