import { createHash } from "node:crypto";

import { ListFoundationModelAgreementOffersCommand as Offers } from "@aws-sdk/client-bedrock";

import type { PropertyMap } from "#engine/values/values";
import { termsOf } from "#provider/services/bedrock/offers";
import { notedTerms } from "#provider/services/bedrock/terms/noted-terms";
import { type ReviewedTerms, sealed } from "#provider/services/bedrock/terms/reviewed-terms";

import { ACCOUNT, type Emulator } from "../emulator/emulated";
import { bedrockOf } from "./models";

/** What `terms pin` writes of an offer as it is now. */
export async function reviewedOffer(
  emulator: Pick<Emulator, "url">,
  modelId: string,
  offerId: string,
): Promise<ReviewedTerms & PropertyMap> {
  const command = new Offers({ modelId, offerType: "ALL" });
  const { offers } = await bedrockOf(emulator, ACCOUNT).send(command);
  const offer = offers!.find((one) => one.offerId === offerId)!;
  const { document, prices, ...rest } = notedTerms(offerId, termsOf(offer)!);
  const bytes = await (await fetch(offer.termDetails!.legalTerm!.url!)).arrayBuffer();
  const sha256 = createHash("sha256").update(new Uint8Array(bytes)).digest("hex");
  const terms = sealed({
    version: 1,
    modelId,
    offerId,
    document: { name: document.name, sha256 },
    prices,
    refundPolicyDescription: rest.refundPolicyDescription ?? null,
    agreementDuration: rest.agreementDuration ?? null,
    reviewedBy: "Portia",
    reviewedOn: "2026-11-21",
  });
  return terms as ReviewedTerms & PropertyMap;
}
