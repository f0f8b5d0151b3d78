import { expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, REGION, THIRD_PARTY } from "../support/emulator/emulated";

/** Calls an operation by the name the service model gives it. */
export type Ask = (
  service: "marketplace-agreement" | "license-manager" | "organizations",
  operation: string,
  input?: Readonly<Record<string, unknown>>,
  account?: string,
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

  it("grants a licence to the organization, and to an account that rejects, accepts or loses it", async () => {
    const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
    stage().incidents.agreementAccepted(place, "offer-cohcommandr");
    stage().incidents.agreementAccepted({ ...place, account: MEMBER }, "offer-cohcommandr");
    stage().clock.tick(90);
    const manage = (operation: string, input: Readonly<Record<string, unknown>> = {}, account = ACCOUNT) =>
      ask("license-manager", operation, input, account) as Promise<Record<string, never>>;
    const licenseOf = async (account: string): Promise<string> => {
      const { Licenses } = await manage("ListReceivedLicenses", {}, account);
      return (Licenses as unknown as [{ LicenseArn: string }])[0].LicenseArn;
    };
    const LicenseArn = await licenseOf(ACCOUNT);
    expect(await manage("GetLicense", { LicenseArn })).toMatchObject({ License: { Status: "AVAILABLE" } });
    const all = await manage("ListReceivedLicensesForOrganization");
    expect(all["Licenses"]).toMatchObject([{ LicenseArn }, {}]);
    let tokens = 0;
    const grant = async (principal: string, account = ACCOUNT): Promise<string> => {
      const wanted = {
        ClientToken: `token-${(tokens += 1)}`,
        GrantName: "models",
        LicenseArn: await licenseOf(account),
        Principals: [principal],
        HomeRegion: REGION,
        AllowedOperations: ["CheckoutLicense", "CreateToken"],
      };
      const made = await manage("CreateGrant", wanted, account);
      return made["GrantArn"] as unknown as string;
    };
    const wait = () => stage().clock.tick(240);

    // Not accepted by itself, since it does not come from the account that manages the organization.
    const toManager = `arn:aws:iam::${ACCOUNT}:root`;
    const rejected = await grant(toManager, MEMBER);
    wait();
    expect(await manage("RejectGrant", { GrantArn: rejected })).toMatchObject({ Status: "REJECTED" });
    const accepted = await grant(toManager, MEMBER);
    wait();
    const { Version } = await manage("AcceptGrant", { GrantArn: accepted });
    const change = { ClientToken: "activate", GrantArn: accepted, Status: "ACTIVE", SourceVersion: Version };
    expect(await manage("CreateGrantVersion", change, MEMBER)).toMatchObject({ Status: "PENDING_WORKFLOW" });
    wait();
    const filters = [{ Name: "GrantStatus", Values: ["ACTIVE"] }];
    expect(await manage("ListDistributedGrants", { Filters: filters }, MEMBER)).toMatchObject({
      Grants: [{ GrantArn: accepted }],
    });
    const { Grant: current } = await manage("GetGrant", { GrantArn: accepted });
    const remove = { GrantArn: accepted, Version: (current as unknown as { Version: string }).Version };
    expect(await manage("DeleteGrant", remove, MEMBER)).toMatchObject({ Status: "PENDING_DELETE" });

    for (const ServicePrincipal of [
      "license-manager.amazonaws.com",
      "license-management.marketplace.amazonaws.com",
    ]) {
      await ask("organizations", "EnableAWSServiceAccess", { ServicePrincipal });
    }
    const parent = await grant(`arn:aws:organizations::${ACCOUNT}:organization/o-exampleorgid`);
    wait();
    const Tags = [
      { Key: "team", Value: "ml" },
      { Key: "stage", Value: "test" },
    ];
    await manage("TagResource", { ResourceArn: parent, Tags });
    await manage("UntagResource", { ResourceArn: parent, TagKeys: ["stage"] });
    expect(await manage("ListTagsForResource", { ResourceArn: parent })).toMatchObject({
      Tags: [{ Key: "team", Value: "ml" }],
    });
    const ofMember = {
      Grants: expect.arrayContaining([expect.objectContaining({ ParentArn: parent })]) as unknown,
    };
    expect(await manage("ListReceivedGrants", {}, MEMBER)).toMatchObject(ofMember);
    expect(await manage("ListReceivedGrantsForOrganization", { LicenseArn })).toMatchObject(ofMember);
  });
}
