import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { jobAt, jobStatus } from "./copy-jobs";
import { customModelRefusals as refusals } from "./custom-model-refusals";

interface Remembered {
  readonly jobArn: string;
  /** Emulated milliseconds. */
  readonly at: number;
}

const tokenTable = (store: Store) => store.table<Remembered>("bedrock/copy-tokens");
const keyOf = (token: string, { account, region }: Call): string => `${account}/${region}/${token}`;

export const repeatedToken = assume(
  "bedrock.repeatedToken",
  "the answer is then the job that it stands for, whatever else is asked, also when that has failed",
  {
    forgotten: "tokens are not remembered: each call begins another copy",
    forgottenWhenOver: "the token of a job that is over begins another copy",
    refused: "the call is refused with a ConflictException",
  },
);

/**
 * The job that a client token has begun before.
 * @throws AwsError in a world that refuses such tokens
 */
export function jobForToken(token: string | undefined, call: Call): string | undefined {
  const known = token === undefined ? undefined : tokenTable(call.store).get(keyOf(token, call));
  const { clientTokenSeconds } = call.world.timing.copies;
  if (!known || call.clock.hasPassed(known.at, clientTokenSeconds)) return undefined;
  if (repeatedToken.is("forgotten", call)) return undefined;
  if (repeatedToken.is("refused", call)) throw refusals.tokenRepeated();
  const isOver = jobStatus(jobAt(known.jobArn, call)!, call) !== "InProgress";
  return isOver && repeatedToken.is("forgottenWhenOver", call) ? undefined : known.jobArn;
}

export function rememberToken(token: string | undefined, jobArn: string, call: Call): void {
  if (token === undefined) return;
  tokenTable(call.store).set(keyOf(token, call), { jobArn, at: call.clock.now() });
}
