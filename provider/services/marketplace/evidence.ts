import type { AgreementEntitlement } from "@aws-sdk/client-marketplace-agreement";

import type { Aws } from "../../aws/aws";
import type { Asking } from "../../aws/clients/throttle";
import type { RegionAndRole } from "../../aws/region-and-role";
import { isDenial, unlessDenied } from "../../aws/errors/denials";
import { defined } from "../../core/props";
import {
  type AcceptedTerms,
  acceptedTermsOf,
  activeAgreements,
  entitlementsOf,
  type FoundAgreement,
  MARKETPLACE_REGION,
  type Sought,
} from "./agreements";
import type { MarketplaceAgreement } from "./agreement";

/** What AWS Marketplace says of the agreements for a model. */
export type Evidence =
  | {
      readonly evidence: "found";
      /** The newest one in force. */
      readonly agreement: MarketplaceAgreement;
      /** Whether there is no other one in force. */
      readonly isOnly: boolean;
      /** What was accepted with it; absent where the caller may not read that. */
      readonly terms?: AcceptedTerms | undefined;
    }
  | { readonly evidence: "none" | "not permitted" };

/**
 * Looks for what was accepted.
 * @throws what AWS says, unless it denies: that is an answer
 */
export async function evidenceOf(
  cloud: Aws,
  { assumeRole }: Pick<RegionAndRole, "assumeRole">,
  sought: readonly Sought[],
  { kind, ...until }: Asking = { kind: "repeating" },
): Promise<Evidence> {
  const place = { region: MARKETPLACE_REGION, ...(assumeRole && { assumeRole }) };
  const client = cloud.marketplaceAgreements(place, kind);
  try {
    const found: FoundAgreement[] = [];
    for (const one of sought) found.push(...(await activeAgreements(client, one, until)));
    const [newest] = found.toSorted((one, other) => time(other) - time(one));
    if (!newest) return { evidence: "none" };
    const ids = new Set(found.map(({ agreementId }) => agreementId));
    // Whoever may search need not be allowed to read everything.
    const terms = await unlessDenied(acceptedTermsOf(client, newest.agreementId, until));
    const entitlements = await unlessDenied(entitlementsOf(client, newest.agreementId, until));
    const agreement = described(newest, terms, entitlements?.[0]);
    return { evidence: "found", agreement, isOnly: ids.size === 1, terms };
  } catch (thrown) {
    if (isDenial(thrown)) return { evidence: "not permitted" };
    throw thrown;
  }
}

function described(
  { agreementId, status, acceptanceTime, proposalSummary }: FoundAgreement,
  { documents = [] }: Partial<AcceptedTerms> = {},
  entitlement?: AgreementEntitlement,
): MarketplaceAgreement {
  return defined({
    agreementId,
    status: status as string,
    acceptanceTime: acceptanceTime?.toISOString(),
    offerId: proposalSummary?.offerId,
    productId: entitlement?.resource?.id ?? proposalSummary?.resources?.[0]?.id,
    documents: documents.map(({ type = "", version, url = "" }) =>
      defined({ type, version, url: url.split("?")[0]! }),
    ),
    licenseArn: entitlement?.licenseArn,
    entitlementStatus: entitlement?.status,
    statusReasonCode: entitlement?.statusReasonCode,
  });
}

const time = ({ acceptanceTime }: FoundAgreement): number => acceptanceTime?.getTime() ?? 0;
