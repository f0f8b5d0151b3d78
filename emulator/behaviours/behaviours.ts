import type { Assumption } from "./assumptions";

/**
 * How we know that AWS behaves so:
 * - `recorded`: an answer of the real service that somebody has recorded and published
 * - `botocore`: AWS's own service models, as shipped in botocore
 * - `docs`: AWS's user guides, API references and examples
 * - `community`: seen by several people in the field, or in Terraform's provider
 * - `community-single`: one observation
 * - `assumed`: nobody told us; we chose what seems likely, and a live account may prove us wrong
 * - `design`: the emulator's own choice, where AWS does more; nothing is claimed of AWS
 *
 * `docs/sources.md` of the repository says more of each.
 */
export const SOURCES = [
  "recorded",
  "botocore",
  "docs",
  "community",
  "community-single",
  "assumed",
  "design",
] as const;
export type Source = (typeof SOURCES)[number];

/** One thing the emulator does because AWS does it, or because we assume so. */
export type Behaviour = { readonly source: Source; readonly what: string } | Assumption;

export function isAssumption(behaviour: Behaviour): behaviour is Assumption {
  return "alternatives" in behaviour;
}
