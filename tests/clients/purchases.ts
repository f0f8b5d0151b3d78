import { expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, type Emulator, REGION, THIRD_PARTY } from "../support/emulated";

/** Calls an operation by the name the service model gives it. */
export type Ask = (
  service: "marketplace-agreement",
  operation: string,
  input?: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** What every client can read of an agreement: the same story, told by each in its own way. */
export function itBuys(ask: Ask, stage: () => Emulator & { clock: ManualClock }): void {
  it("reads what was accepted, when, and what came of it", async () => {
    const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
    stage().incidents.agreementAccepted(place, "offer-cohcommandr");
    stage().clock.tick(90);
    const filters = Object.entries({
      PartyType: "Acceptor",
      AgreementType: "PurchaseAgreement",
      ResourceIdentifier: "prod-tukx4z3hrewle",
      Status: "ACTIVE",
    }).map(([name, value]) => ({ name, values: [value] }));
    const search = { catalog: "AWSMarketplace", filters };
    const { agreementViewSummaries: found } = (await ask(
      "marketplace-agreement",
      "SearchAgreements",
      search,
    )) as {
      agreementViewSummaries: { agreementId: string }[];
    };
    expect(found).toMatchObject([{ status: "ACTIVE", acceptor: { accountId: ACCOUNT } }]);
    const { agreementId } = found[0]!;
    expect(await ask("marketplace-agreement", "DescribeAgreement", { agreementId })).toMatchObject({
      acceptanceTime: expect.anything() as unknown,
      proposalSummary: { offerId: "offer-cohcommandr" },
    });
    expect(await ask("marketplace-agreement", "GetAgreementTerms", { agreementId })).toMatchObject({
      acceptedTerms: [
        { usageBasedPricingTerm: { currencyCode: "USD" } },
        { legalTerm: {} },
        { supportTerm: {} },
      ],
    });
    expect(await ask("marketplace-agreement", "GetAgreementEntitlements", { agreementId })).toMatchObject({
      agreementEntitlements: [
        { status: "PROVISIONED", licenseArn: expect.stringContaining(":license:l-") as unknown },
      ],
    });
  });
}
