import { isAws } from "../../aws/errors/explained";
import { clipped, ModelAccessError } from "../../core/errors";
import type { Shown } from "./declaration";
import type { Availability } from "../../services/bedrock/availability";
import type { Terms } from "../../services/bedrock/terms/terms";

/** What AWS says beside the agreement, which nobody here can change and which may stay as it is for good. */
export const BESIDE = ["authorizationStatus", "entitlementAvailability", "regionAvailability"] as const;

/** The answers that are not the healthy ones. */
export type Noted = Partial<Pick<Availability, (typeof BESIDE)[number]>>;

/** What Pulumi keeps of an agreement: the inputs, what AWS says, and what we alone know. */
export interface State extends Shown {
  /** What is not as it should be, and was taken note of. */
  readonly __noted?: Noted;
  /** The other resources of the program that want the same agreement, by URN, when this one was last written. */
  readonly __siblings?: readonly string[];
}

/** What AWS does not tell about an agreement. */
export interface Provenance {
  /** Whether the model needs an agreement at all. */
  readonly required: boolean;
  /** The agreement was there when we came. */
  readonly adopted: boolean;
  /** The offer we accepted; absent when we did not. */
  readonly offerId?: string | undefined;
  /** The terms we accepted, as they were then. */
  readonly terms?: Terms | undefined;
}

/** Of more, only that. */
export function provenanceOf({ required, adopted, offerId, terms }: Provenance): Provenance {
  return { required, adopted, offerId, terms };
}

/** What is read where there is no agreement; one that ended in ERROR was none. */
export const NO_AGREEMENT: readonly string[] = ["NOT_AVAILABLE", "ERROR"];

/** The thing in messages. */
export function named({ modelId }: { modelId: string }): string {
  return `Bedrock model agreement (${modelId})`;
}

/** The Pulumi id, for ever. */
export function agreementId({
  accountId,
  region,
  modelId,
}: Pick<State, "accountId" | "region" | "modelId">): string {
  return `${accountId}/${region}/${modelId}`;
}

/** @throws ModelAccessError when it is no such id */
export function parseAgreementId(id: string): Pick<State, "accountId" | "region" | "modelId"> {
  const [, accountId, region, modelId] = /^(\d{12})\/([a-z0-9-]+)\/(\S+)$/.exec(id) ?? [];
  if (accountId === undefined || region === undefined || modelId === undefined) {
    throw new ModelAccessError(
      `${JSON.stringify(clipped(id))} is no id of an agreement: accountId/region/modelId`,
    );
  }
  return { accountId, region, modelId };
}

/**
 * Under what an agreement is wanted: AWS does not say clearly whether it holds in one Region or in all. An id without
 * its version is the same model.
 */
export function claimKey(modelId: unknown): string {
  return `agreement/${String(modelId).replace(/:0$/, "")}`;
}

/** Under what a run remembers that an agreement is ours, in whichever Region we have accepted it. */
export function ownershipKey({ accountId, modelId }: Pick<State, "accountId" | "modelId">): string {
  return `${accountId}/${claimKey(modelId)}`;
}

/** Another change of the agreement is under way. */
export function isBusy(thrown: unknown): boolean {
  return isAws(thrown, "ConflictException");
}
