/**
 * How we know that AWS behaves so:
 * - `botocore`: AWS's own service models, as shipped in botocore
 * - `docs`: AWS's user guides and API references
 * - `community`: seen by several people in the field, or in Terraform's provider
 * - `community-single`: one observation
 * - `assumed`: nobody told us; we chose what seems likely, and a live account may prove us wrong
 *
 * `docs/sources.md` of the repository says more of each.
 */
export type Source = "botocore" | "docs" | "community" | "community-single" | "assumed";

/** One thing the emulator does because AWS does it, or because we assume so. */
export interface Behaviour {
  readonly source: Source;
  readonly what: string;
}

/** A behaviour together with the place it belongs to, as listed by `model-access-emulator behaviours`. */
export interface ListedBehaviour extends Behaviour {
  /** `bedrock CreateFoundationModelAgreement`, or `bedrock` for what holds for the whole service. */
  readonly of: string;
}
