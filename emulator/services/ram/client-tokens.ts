import { randomUUID } from "node:crypto";

import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { optional, text } from "../../validation/shapes";
import { refusals } from "./refusals";
import { passed } from "./records";

interface Remembered {
  readonly operation: string;
  readonly input: string;
  readonly output: object;
  /** Emulated milliseconds. */
  readonly at: number;
}

/** No SDK fills it in. */
export const clientToken = optional(text());

const tokenTable = (store: Store) => store.table<Remembered>("ram/client-tokens");

export const clientTokens = assume(
  "ram.clientTokens",
  "the same client token with the same parameters is answered as it was before, for a day, whatever has become of the share",
  { forgotten: "no token is remembered: the same call again does the same again" },
);

/**
 * Does something once for a client token: the same call again is answered as before, another one with that token is
 * refused. Without a token the service makes one, and so protects nobody.
 */
export function once<Output extends object>(
  operation: string,
  { clientToken: token, ...input }: { readonly clientToken?: string },
  call: Call,
  act: () => Output,
): Output & { clientToken: string } {
  if (token === undefined) return { ...act(), clientToken: randomUUID() };
  if (!/^[\x21-\x7e]{1,64}$/.test(token)) throw refusals.badToken();
  if (clientTokens.is("forgotten", call)) return { ...act(), clientToken: token };
  const tokens = tokenTable(call.store);
  const key = `${call.account}/${call.region}/${token}`;
  const known = tokens.get(key);
  const { clientTokenSeconds } = call.world.timing.sharing;
  if (known && !passed(known.at, clientTokenSeconds, call)) {
    if (known.operation !== operation || known.input !== JSON.stringify(input)) throw refusals.otherInput();
    return known.output as Output & { clientToken: string };
  }
  const output = { ...act(), clientToken: token };
  tokens.set(key, { operation, input: JSON.stringify(input), output, at: call.clock.now() });
  return output;
}
