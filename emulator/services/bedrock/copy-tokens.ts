import type { Call } from "../../operation";
import type { Store } from "../../store";

interface Remembered {
  readonly jobArn: string;
  /** Emulated milliseconds. */
  readonly at: number;
}

const tokenTable = (store: Store) => store.table<Remembered>("bedrock/copy-tokens");
const keyOf = (token: string, { account, region }: Call): string => `${account}/${region}/${token}`;

/** The job that a client token has begun before. */
export function jobForToken(token: string | undefined, call: Call): string | undefined {
  const known = token === undefined ? undefined : tokenTable(call.store).get(keyOf(token, call));
  const { clientTokenSeconds } = call.world.timing.copies;
  return known && !call.clock.hasPassed(known.at, clientTokenSeconds) ? known.jobArn : undefined;
}

export function rememberToken(token: string | undefined, jobArn: string, call: Call): void {
  if (token === undefined) return;
  tokenTable(call.store).set(keyOf(token, call), { jobArn, at: call.clock.now() });
}
