import type { Call } from "../../operation/operation";
import { required, text } from "../../validation/shapes";
import { type Purchase, purchasesOf } from "./agreements";
import { refusals } from "./refusals";

export const agreementId = required(text({ min: 1, max: 64, pattern: /[A-Za-z0-9_/-]+/ }));

/** One of the caller's own. */
export function findAgreement(id: string, call: Call): Purchase {
  const found = purchasesOf(call).find((one) => one.id === id);
  if (found) return found;
  const others = Object.keys(call.world.accounts).flatMap((account) => purchasesOf({ ...call, account }));
  throw others.some((one) => one.id === id) ? refusals.notAParty() : refusals.noSuchAgreement();
}
