import { setMaxListeners } from "node:events";

import { Aws } from "../../aws/aws";
import { ON_TERMS_CHANGED, readAwsConfig } from "../../aws/config";
import { Claims } from "../../core/claims";
import { DEFAULT_PACE } from "../../core/wait";
import { Bookkeeping } from "./bookkeeping";
import { engineReporter } from "./engine-log";
import type { HostConfig, Session } from "./handler";
import { neighbours } from "./neighbours";

/** Makes what all resources of a run share, from the configuration the host hands over. */
export function openSession(config: HostConfig): Session {
  const read = (key: string): unknown => config.get(key);
  const { config: awsConfig, problems } = readAwsConfig(read);
  const number = (key: string, unit: string, most: number): number | undefined => {
    const { value, problem } = readNumber(read(`model-access:${key}`), unit, most);
    if (problem !== undefined) problems.push(`model-access:${key} ${problem}`);
    return value;
  };
  const { signal } = new AbortController();
  // Every wait of the run listens to it, and Node would take eleven of them for a leak.
  setMaxListeners(0, signal);
  const requestsPerSecond = number("requestsPerSecond", "requests", 1000);
  const onTermsChanged = readOneOf(read("model-access:onTermsChanged"), ON_TERMS_CHANGED);
  if (onTermsChanged === null) {
    problems.push(`model-access:onTermsChanged must be one of "${ON_TERMS_CHANGED.join('", "')}"`);
  }
  // The longest pause between two looks at AWS.
  const longestSeconds = number("pollInterval", "seconds", 600) ?? DEFAULT_PACE.longestSeconds;
  return {
    cloud: new Aws(
      {
        ...awsConfig,
        ...(requestsPerSecond !== undefined && { requestsPerSecond }),
        ...(onTermsChanged && { onTermsChanged }),
      },
      problems,
    ),
    pace: { firstSeconds: Math.min(DEFAULT_PACE.firstSeconds, longestSeconds), longestSeconds },
    claims: new Claims(neighbours()),
    bookkeeping: new Bookkeeping(),
    report: engineReporter(),
    // The stock host tells nobody that a run was cancelled.
    signal,
  };
}

/** @returns null where it is something else */
function readOneOf<T extends string>(raw: unknown, values: readonly T[]): T | undefined | null {
  if (raw === undefined || raw === null || raw === "") return undefined;
  return values.find((value) => value === raw) ?? null;
}

/** The stack's configuration is text; an explicit provider's is what the program gave. */
function readNumber(raw: unknown, unit: string, most: number): { value?: number; problem?: string } {
  if (raw === undefined || raw === null || raw === "") return {};
  const value = Number(raw);
  if (value > 0 && value <= most) return { value };
  return { problem: `must be a number of ${unit}, above 0 and up to ${most}` };
}
