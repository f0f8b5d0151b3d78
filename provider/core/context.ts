import type { Claims } from "./claims";
import type { Pace, Seen, WaitOptions } from "./wait";

/** Tells people what goes on with one resource, where they look at it. */
export interface Reporter {
  /** Replaces the resource's status line; an empty one takes it away. */
  status(urn: string | undefined, text: string): void;
  info(urn: string | undefined, text: string): void;
  warn(urn: string | undefined, text: string): void;
  /** Resolves when everything said so far has arrived, or cannot arrive any more. */
  flushed(): Promise<void>;
}

/** What a lifecycle works with. `Cloud` is the access to a cloud's API, of which this folder knows nothing. */
export interface Context<Cloud> {
  readonly cloud: Cloud;
  readonly pace: Pace;
  readonly claims: Claims;
  readonly report: Reporter;
  /** Aborted when the run is cancelled; every wait listens. */
  readonly signal: AbortSignal;
}

/** Waits as the whole run does, with the status and its time running at the resource. */
export function waitOptions(urn: string, { pace, signal, report }: Context<unknown>): WaitOptions<Seen> {
  const onProgress = ({ status }: Seen, seconds: number) =>
    report.status(urn, `${status} ${Math.round(seconds)} s`);
  // Without a terminal the last status would stay beside "created".
  return { pace, signal, onProgress, onEnd: () => report.status(urn, "") };
}
