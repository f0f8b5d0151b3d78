import type { Aws } from "../aws/aws";
import { doing, isAws } from "../aws/doing";
import { type Place, placeFor } from "../aws/place";
import { listOffers } from "../bedrock/offers";
import { receivesGrant } from "../licensing/received-grants";
import type { Sought } from "./agreements";
import { evidenceOf } from "./evidence";
import type { GetModelAgreementEvidenceArgs, ModelAgreementEvidence } from "./get-model-agreement-evidence";

/** @throws ModelAccessError when AWS refuses anything but to show agreements */
export async function readEvidence(
  cloud: Aws,
  args: GetModelAgreementEvidenceArgs,
): Promise<ModelAgreementEvidence> {
  const { modelId } = args;
  return doing(`reading the evidence of the agreement (${modelId})`, async () => {
    const place = await placeFor(cloud, args);
    const { accountId } = await cloud.identity(place);
    const known = { modelId, accountId };
    const sought = await soughtFor(cloud, place, args);
    if (!sought) return { ...known, evidence: "not required", satisfiedBy: "none required" };
    const seen = await evidenceOf(cloud, place, sought);
    if (seen.evidence === "found") {
      return { ...known, evidence: "found", satisfiedBy: "agreement", agreement: seen.agreement };
    }
    const isGranted = seen.evidence === "none" && (await mayReceiveGrant(cloud, place, args.productId));
    return { ...known, evidence: seen.evidence, satisfiedBy: isGranted ? "grant" : "unknown" };
  });
}

/** No API leads from a model to its product; the offers do, or whoever knows it. */
async function soughtFor(
  cloud: Aws,
  place: Place,
  { modelId, productId }: GetModelAgreementEvidenceArgs,
): Promise<Sought[] | undefined> {
  if (productId !== undefined) return [{ ResourceIdentifier: productId }];
  const offers = await listOffers(cloud.bedrock(place), modelId, { offerType: "ALL" });
  return offers?.flatMap(({ offerId }) => (offerId === undefined ? [] : [{ OfferId: offerId }]));
}

/** What the caller may not see decides nothing. */
async function mayReceiveGrant(cloud: Aws, place: Place, productId: string | undefined): Promise<boolean> {
  try {
    return await receivesGrant(cloud, place, productId);
  } catch (thrown) {
    if (["AccessDeniedException", "AuthorizationException"].some((code) => isAws(thrown, code))) return false;
    throw thrown;
  }
}
