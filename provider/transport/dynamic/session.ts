import { Aws } from "../../aws/aws";
import { readAwsConfig } from "../../aws/config";
import { Claims } from "../../core/claims";
import { DEFAULT_PACE, type Pace } from "../../core/wait";
import { engineReporter } from "./engine-log";
import type { HostConfig, Session } from "./handler";

/** Makes what all resources of a run share, from the configuration the host hands over. */
export function openSession(config: HostConfig): Session {
  const read = (key: string): unknown => config.get(key);
  const { config: awsConfig, problems } = readAwsConfig(read);
  const { pace, problem } = readPace(read("model-access:pollInterval"));
  return {
    cloud: new Aws(awsConfig, problem === undefined ? problems : [...problems, problem]),
    pace,
    claims: new Claims(),
    report: engineReporter(),
    // The stock host tells nobody that a run was cancelled.
    signal: new AbortController().signal,
  };
}

/** `model-access:pollInterval`: the longest pause between two looks at AWS, in seconds. @default 10 */
function readPace(raw: unknown): { pace: Pace; problem?: string } {
  if (raw === undefined || raw === null) return { pace: DEFAULT_PACE };
  const seconds = Number(raw);
  if (raw === "" || !(seconds > 0 && seconds <= 600)) {
    return {
      pace: DEFAULT_PACE,
      problem: "model-access:pollInterval must be a number of seconds, above 0 and up to 600",
    };
  }
  return { pace: { firstSeconds: Math.min(DEFAULT_PACE.firstSeconds, seconds), longestSeconds: seconds } };
}
