import type { Claims } from "./claims";
import type { Pace, Seen, WaitOptions } from "./wait";

/** How long each verb may take, in seconds; the option customTimeouts. */
export interface Timeouts {
  readonly create?: number | undefined;
  readonly update?: number | undefined;
  readonly delete?: number | undefined;
}

/** Tells people what goes on with one resource, where they look at it. */
interface Reporter {
  /** Replaces the resource's status line; an empty one takes it away. */
  status(text: string): void;
  info(text: string): void;
  warn(text: string): void;
}

/** What a verb works with, whichever transport has called it. `Cloud` is the access to a cloud's API, of which this folder knows nothing. */
export interface Context<Cloud, Inputs extends object = object> {
  /** What the resource is called in this run; empty where something is only looked up. */
  readonly urn: string;
  readonly timeouts: Timeouts;
  /** What the last check gave; absent for a new resource, and where only the object's id is known. */
  readonly oldInputs?: Partial<Inputs> | undefined;
  readonly cloud: Cloud;
  readonly pace: Pace;
  readonly claims: Claims;
  readonly report: Reporter;
  /** Aborted when the run is cancelled; every wait listens. */
  readonly signal: AbortSignal;
}

/** Waits as the whole run does, with the status and its time running at the resource. */
export function waitOptions({
  pace,
  signal,
  report,
}: Pick<Context<unknown>, "pace" | "signal" | "report">): WaitOptions<Seen> {
  const onProgress = ({ status }: Seen, seconds: number) =>
    report.status(`${status} ${Math.round(seconds)} s`);
  // Without a terminal the last status would stay beside "created".
  return { pace, signal, onProgress, onEnd: () => report.status("") };
}
