import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { type RegionAndRole, regionAndRoleFor } from "../../aws/region-and-role";
import { unlessDenied } from "../../aws/errors/denials";
import { availabilityOf } from "../../services/bedrock/availability";
import { listOffers } from "../../services/bedrock/offers";
import { receivesGrant } from "../../services/licensing/received-grants";
import type { Sought } from "../../services/marketplace/agreements";
import { evidenceOf } from "../../services/marketplace/evidence";
import type {
  GetModelAgreementEvidenceArgs,
  ModelAgreementEvidence,
} from "../shapes/model-agreement-evidence";

/** @throws ModelAccessError when AWS refuses anything but to show agreements */
export async function readEvidence(
  cloud: Aws,
  args: GetModelAgreementEvidenceArgs,
): Promise<ModelAgreementEvidence> {
  const { modelId } = args;
  return doing(`reading the evidence of the agreement (${modelId})`, async () => {
    const place = await regionAndRoleFor(cloud, args);
    const { accountId } = await cloud.identity(place);
    const known = { modelId, accountId };
    const sought = await soughtFor(cloud, place, args);
    if (!sought) return { ...known, evidence: "not required", satisfiedBy: "none required" };
    const seen = await evidenceOf(cloud, place, sought);
    if (seen.evidence === "found") {
      return { ...known, evidence: "found", satisfiedBy: "agreement", agreement: seen.agreement };
    }
    const isGranted = seen.evidence === "none" && (await isSeenGranted(cloud, place, args));
    return { ...known, evidence: seen.evidence, satisfiedBy: isGranted ? "grant" : "unknown" };
  });
}

/** No API leads from a model to its product; the offers do, or whoever knows it. */
async function soughtFor(
  cloud: Aws,
  place: RegionAndRole,
  { modelId, productId }: GetModelAgreementEvidenceArgs,
): Promise<Sought[] | undefined> {
  if (productId !== undefined) return [{ ResourceIdentifier: productId }];
  const offers = await listOffers(cloud.bedrock(place), modelId, { offerType: "ALL" });
  return offers?.flatMap(({ offerId }) => (offerId === undefined ? [] : [{ OfferId: offerId }]));
}

/** A grant is of a product. Where nobody knows the model's, Bedrock tells whether one of the grants is for the model. */
async function isSeenGranted(
  cloud: Aws,
  place: RegionAndRole,
  { modelId, productId }: GetModelAgreementEvidenceArgs,
): Promise<boolean> {
  if (!(await unlessDenied(receivesGrant(cloud, place, productId)))) return false;
  if (productId !== undefined) return true;
  const availability = await unlessDenied(availabilityOf(cloud.bedrock(place), modelId));
  return availability?.agreementStatus === "AVAILABLE";
}
