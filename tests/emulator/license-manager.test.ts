import { randomUUID } from "node:crypto";

import {
  CreateFoundationModelAgreementCommand as Agree,
  GetFoundationModelAvailabilityCommand as Look,
  ListFoundationModelAgreementOffersCommand as Offers,
} from "@aws-sdk/client-bedrock";
import {
  AcceptGrantCommand as Accept,
  CreateGrantCommand as Create,
  type CreateGrantCommandInput,
  CreateGrantVersionCommand as Change,
  type CreateGrantVersionCommandInput,
  DeleteGrantCommand as Delete,
  GetGrantCommand as Get,
  GetLicenseCommand as GetLicense,
  ListDistributedGrantsCommand as Distributed,
  ListReceivedGrantsCommand as Received,
  ListReceivedGrantsForOrganizationCommand as ReceivedByAll,
  ListReceivedLicensesCommand as Licenses,
  ListReceivedLicensesForOrganizationCommand as LicensesOfAll,
  RejectGrantCommand as Reject,
} from "@aws-sdk/client-license-manager";
import { EnableAWSServiceAccessCommand } from "@aws-sdk/client-organizations";
import { afterEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, type ManualClock, type WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  MEMBER,
  OUTSIDER,
  REGION,
  startStill,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { bedrock, licenseManager, organizations } from "../support/aws/clients";

const SERVICES = ["license-manager.amazonaws.com", "license-management.marketplace.amazonaws.com"];
const TO_MEMBER = `arn:aws:iam::${MEMBER}:root`;
const TO_ALL = `arn:aws:organizations::${ACCOUNT}:organization/o-exampleorgid`;
const TO_UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;
const OPERATIONS = ["CheckoutLicense", "CheckInLicense", "ExtendConsumptionLicense"] as const;

let emulator: Emulator & { clock: ManualClock };
let license: string;
afterEach(() => emulator.close());

const as = (account = ACCOUNT, region = REGION) => licenseManager(emulator, { account, region });
const place = (account: string) => ({ account, region: REGION, modelId: THIRD_PARTY });
const { organization } = defaultWorld;
const withoutTrust = { ...organization, trustedServices: [] };

/** The managing account has a licence; unless told otherwise, the organization lets both services in. */
async function start(world: WorldFile = {}): Promise<void> {
  emulator = await startStill({ world });
  emulator.incidents.agreementAccepted(place(ACCOUNT), "offer-cohcommandr");
  emulator.clock.tick(90);
  license = (await as().send(new Licenses({}))).Licenses![0]!.LicenseArn!;
}
const assuming = (name: string, alternative: string): Promise<void> =>
  start({ assumptions: { [name.includes(".") ? name : `license-manager.${name}`]: alternative } });

const grant = (
  principal = TO_MEMBER,
  more: Partial<CreateGrantCommandInput> = {},
  account = ACCOUNT,
  region = REGION,
) =>
  as(account, region).send(
    new Create({
      ClientToken: randomUUID(),
      GrantName: "models",
      LicenseArn: license,
      Principals: [principal],
      HomeRegion: REGION,
      AllowedOperations: [...OPERATIONS],
      ...more,
    }),
  );
const get = async (GrantArn: string, account = ACCOUNT) =>
  (await as(account).send(new Get({ GrantArn }))).Grant!;
const change = (GrantArn: string, input: Partial<CreateGrantVersionCommandInput> = {}, account = ACCOUNT) =>
  as(account).send(new Change({ ClientToken: randomUUID(), GrantArn, Status: "ACTIVE", ...input }));
/** One that is distributed, and ACTIVE. */
async function active(
  principal = TO_MEMBER,
  input: Partial<CreateGrantVersionCommandInput> = {},
): Promise<string> {
  const { GrantArn } = await grant(principal);
  emulator.clock.tick(180);
  await change(GrantArn!, input);
  emulator.clock.tick(30);
  return GrantArn!;
}
const received = async (account = MEMBER) => (await as(account).send(new Received({}))).Grants!;
const availability = async (account = MEMBER) =>
  (await bedrock(emulator, { account }).send(new Look({ modelId: THIRD_PARTY }))).agreementAvailability!
    .status;
const refusal = (name: string, message: RegExp | string = "") =>
  expect.objectContaining({ name, message: expect.stringMatching(message) as unknown });

describe("a licence", () => {
  it("is there a minute and a half after its agreement, in us-east-1, of what AWS Marketplace sells", async () => {
    await start();
    const { Licenses: found } = await as().send(
      new Licenses({ Filters: [{ Name: "ProductSKU", Values: ["prod-tukx4z3hrewle"] }] }),
    );
    expect(found).toMatchObject([
      {
        LicenseArn: license,
        ProductSKU: "prod-tukx4z3hrewle",
        Issuer: { Name: "AWS/Marketplace" },
        HomeRegion: REGION,
        Status: "AVAILABLE",
        Beneficiary: ACCOUNT,
        CreateTime: expect.stringMatching(/^\d{10}$/) as unknown,
        ReceivedMetadata: { ReceivedStatus: "ACTIVE" },
      },
    ]);
    expect((await as().send(new GetLicense({ LicenseArn: license }))).License).toMatchObject({
      LicenseArn: license,
      Status: "AVAILABLE",
    });
    expect((await as(ACCOUNT, "eu-west-1").send(new Licenses({}))).Licenses).toEqual([]);
    expect((await as(MEMBER).send(new Licenses({}))).Licenses).toEqual([]);
  });

  it("is DELETED with its agreement, and its grants with it", async () => {
    await start();
    const arn = await active();
    emulator.incidents.agreementRevoked(place(ACCOUNT));
    expect((await as().send(new GetLicense({ LicenseArn: license }))).License!.Status).toBe("DELETED");
    expect((await get(arn)).GrantStatus).toBe("DELETED");
    expect(await availability()).toBe("NOT_AVAILABLE");
    await expect(grant(TO_ALL)).rejects.toEqual(refusal("InvalidParameterValueException"));
  });

  it("is DEACTIVATED when its entitlement fails", async () => {
    await start();
    emulator.incidents.entitlementFails(place(ACCOUNT), "ACCOUNT_SUSPENDED");
    expect((await as().send(new GetLicense({ LicenseArn: license }))).License!.Status).toBe("DEACTIVATED");
  });

  it("of all accounts is listed to the manager alone, and filters are taken as they are documented", async () => {
    await start();
    await active();
    const all = await as().send(new LicensesOfAll({ Filters: [{ Name: "Beneficiary", Values: [ACCOUNT] }] }));
    expect(all.Licenses).toHaveLength(2);
    await expect(as(MEMBER).send(new LicensesOfAll({}))).rejects.toEqual(refusal("AccessDeniedException"));
    for (const Filters of [
      [{ Name: "productSKU", Values: ["x"] }],
      [{ Name: "Status", Values: ["A", "B"] }],
    ]) {
      await expect(as().send(new Licenses({ Filters }))).rejects.toEqual(
        refusal("InvalidParameterValueException"),
      );
    }
    await expect(as().send(new Licenses({ NextToken: "none" }))).rejects.toEqual(
      refusal("InvalidParameterValueException"),
    );
  });
});

describe("a grant to an account", () => {
  it("is PENDING_WORKFLOW, DISABLED, and ACTIVE once it is activated: the member needs no agreement", async () => {
    await start();
    expect(await grant()).toMatchObject({ Status: "PENDING_WORKFLOW", Version: "1" });
    const [{ GrantArn: arn } = {}] = await received();
    expect(arn).toMatch(/^arn:aws:license-manager::111122223333:grant:g-[0-9a-f]{32}$/);
    emulator.clock.tick(60);
    expect(await get(arn!)).toMatchObject({
      GrantStatus: "DISABLED",
      Version: "1",
      ParentArn: license,
      LicenseArn: license,
      GranteePrincipalArn: TO_MEMBER,
      GrantedOperations: OPERATIONS,
    });
    expect(await availability()).toBe("NOT_AVAILABLE");
    const override = { ActivationOverrideBehavior: "DISTRIBUTED_GRANTS_ONLY" } as const;
    expect(await change(arn!, { SourceVersion: "1", Options: override })).toMatchObject({
      Status: "PENDING_WORKFLOW",
      Version: "2",
    });
    emulator.clock.tick(30);
    expect(await get(arn!, MEMBER)).toMatchObject({ GrantStatus: "ACTIVE", Version: "2", Options: override });
    const { $metadata: _, ...looked } = await bedrock(emulator, {
      account: MEMBER,
      region: "eu-west-1",
    }).send(new Look({ modelId: THIRD_PARTY }));
    expect(looked).toMatchObject({
      agreementAvailability: { status: "AVAILABLE" },
      authorizationStatus: "AUTHORIZED",
      entitlementAvailability: "AVAILABLE",
    });
    expect(await availability(OUTSIDER)).toBe("NOT_AVAILABLE");
  });

  it("is switched off and on again, by the grantor and by the grantee", async () => {
    await start();
    const arn = await active();
    await change(arn, { Status: "DISABLED", StatusReason: "spent" }, MEMBER);
    emulator.clock.tick(30);
    expect(await get(arn)).toMatchObject({ GrantStatus: "DISABLED", StatusReason: "spent" });
    expect(await availability()).toBe("NOT_AVAILABLE");
    await change(arn);
    emulator.clock.tick(30);
    expect(await availability()).toBe("AVAILABLE");
    expect((await change(arn, { Status: undefined, GrantName: "renamed" })).Version).toBe("5");
    expect((await get(arn)).GrantName).toBe("renamed");
    await expect(change(arn, { GrantName: "mine" }, MEMBER)).rejects.toEqual(
      refusal("AccessDeniedException"),
    );
  });

  it("waits to be accepted where the organization has not all features, and can be rejected for good", async () => {
    await start({ organization: { ...organization, featureSet: "CONSOLIDATED_BILLING" } });
    const { GrantArn: arn } = await grant();
    emulator.clock.tick(60);
    expect((await get(arn!)).GrantStatus).toBe("PENDING_ACCEPT");
    await expect(change(arn!)).rejects.toEqual(refusal("ValidationException", "PENDING_ACCEPT"));
    await expect(as().send(new Accept({ GrantArn: arn }))).rejects.toEqual(
      refusal(
        "ValidationException",
        /^Caller arn:aws:iam::111122223333:root is not allowed to accept this grant\.$/,
      ),
    );
    expect(await as(MEMBER).send(new Accept({ GrantArn: arn }))).toMatchObject({
      Status: "DISABLED",
      Version: "2",
    });
    await expect(as(MEMBER).send(new Reject({ GrantArn: arn }))).rejects.toEqual(
      refusal("ValidationException"),
    );
    await as().send(new Delete({ GrantArn: arn, Version: "2" }));
    const { GrantArn: other } = await grant();
    emulator.clock.tick(60);
    expect((await as(MEMBER).send(new Reject({ GrantArn: other }))).Status).toBe("REJECTED");
    await expect(as(MEMBER).send(new Accept({ GrantArn: other }))).rejects.toEqual(
      refusal("ValidationException"),
    );
  });

  it("is deleted by its current version, reads PENDING_DELETE and then DELETED", async () => {
    await start();
    const arn = await active();
    const remove = (Version: string, account = ACCOUNT) =>
      as(account).send(new Delete({ GrantArn: arn, Version }));
    await expect(remove("1")).rejects.toEqual(refusal("ValidationException", "not the current version"));
    await expect(change(arn, { SourceVersion: "1" })).rejects.toEqual(refusal("ValidationException"));
    await expect(remove("2", MEMBER)).rejects.toEqual(refusal("AccessDeniedException"));
    expect(await remove("2")).toMatchObject({ Status: "PENDING_DELETE" });
    expect(await availability()).toBe("NOT_AVAILABLE");
    emulator.clock.tick(30);
    expect((await get(arn)).GrantStatus).toBe("DELETED");
    const filter = (status: string) =>
      as().send(new Distributed({ Filters: [{ Name: "GrantStatus", Values: [status] }] }));
    expect((await filter("DELETED")).Grants).toHaveLength(1);
    expect((await filter("ACTIVE")).Grants).toEqual([]);
    await expect(change(arn)).rejects.toEqual(refusal("ValidationException", "DELETED"));
    await grant();
  });

  it("leaves a member's own licence as it is, or disables it, as the grantor says", async () => {
    for (const [behaviour, status] of [
      ["DISTRIBUTED_GRANTS_ONLY", "ACTIVE"],
      ["ALL_GRANTS_PERMITTED_BY_ISSUER", "DISABLED"],
    ] as const) {
      await start();
      emulator.incidents.agreementAccepted(place(MEMBER), "offer-cohcommandr");
      await active(TO_MEMBER, { Options: { ActivationOverrideBehavior: behaviour } });
      const { Licenses: all } = await as(MEMBER).send(new Licenses({}));
      const own = all!.find(({ Beneficiary }) => Beneficiary === MEMBER);
      expect(own!.ReceivedMetadata!.ReceivedStatus).toBe(status);
      await emulator.close();
    }
    await start();
  });
});

describe("a grant to a unit or the organization", () => {
  it.each([TO_UNIT, TO_ALL])(
    "%s gives each member one of its own, which it may switch off",
    async (principal) => {
      await start();
      const parent = await active(principal);
      const [own] = await received();
      expect(own).toMatchObject({ ParentArn: parent, GranteePrincipalArn: TO_MEMBER, GrantStatus: "ACTIVE" });
      expect(await availability()).toBe("AVAILABLE");
      const all = await as().send(
        new ReceivedByAll({ LicenseArn: license, Filters: [{ Name: "ParentArn", Values: [parent] }] }),
      );
      expect(all.Grants).toEqual([own]);
      await change(own!.GrantArn!, { Status: "DISABLED" }, MEMBER);
      emulator.clock.tick(30);
      expect((await received())[0]!.GrantStatus).toBe("DISABLED");
      expect((await get(parent)).GrantStatus).toBe("ACTIVE");
      await expect(as().send(new Delete({ GrantArn: own!.GrantArn, Version: own!.Version }))).rejects.toEqual(
        refusal("AccessDeniedException"),
      );
    },
  );

  it("fails without trusted access, and says so", async () => {
    await start({ organization: withoutTrust });
    const { GrantArn: arn } = await grant(TO_ALL);
    emulator.clock.tick(180);
    expect(await get(arn!)).toMatchObject({
      GrantStatus: "FAILED_WORKFLOW",
      StatusReason: expect.stringContaining("Trusted access") as unknown,
    });
    for (const ServicePrincipal of SERVICES) {
      await organizations(emulator).send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    }
    const { GrantArn: again } = await grant(TO_ALL);
    emulator.clock.tick(180);
    expect((await get(again!)).GrantStatus).toBe("DISABLED");
  });
});

describe("CreateGrant refuses", () => {
  const none = { LicenseArn: "arn:aws:license-manager::294406891311:license:l-0" };
  it.each<[string, string, Partial<CreateGrantCommandInput>, string, string]>([
    ["no principal", TO_MEMBER, { Principals: [] }, "ValidationException", "greater than or equal to 1"],
    ["two principals", TO_MEMBER, { Principals: [TO_MEMBER, TO_ALL] }, "ValidationException", "less than"],
    ["a role", `arn:aws:iam::${MEMBER}:role/x`, {}, "ValidationException", "not a valid principal"],
    ["an account outside", `arn:aws:iam::${OUTSIDER}:root`, {}, "ValidationException", "your organization"],
    ["the grantor", `arn:aws:iam::${ACCOUNT}:root`, {}, "ValidationException", "your organization"],
    [
      "a unit that is none",
      TO_UNIT.replace("workload", "11111111"),
      {},
      "ValidationException",
      "organization",
    ],
    [
      "another home",
      TO_MEMBER,
      { HomeRegion: "eu-west-1" },
      "ValidationException",
      "Grant can only be created in resource home AWS region: us-east-1",
    ],
    ["a licence that is none", TO_MEMBER, none, "InvalidParameterValueException", "not found"],
  ])("%s", async (_what, principal, more, code, message) => {
    await start();
    await expect(grant(principal, more)).rejects.toEqual(refusal(code, message));
  });

  it("another Region, what others have bought, and a unit to a member", async () => {
    await start();
    await expect(grant(TO_MEMBER, {}, ACCOUNT, "eu-west-1")).rejects.toEqual(
      refusal("ValidationException", "home"),
    );
    await active();
    await expect(grant(TO_ALL, {}, MEMBER)).rejects.toEqual(refusal("InvalidParameterValueException"));
    emulator.incidents.agreementAccepted(place(MEMBER), "offer-cohcommandr");
    emulator.clock.tick(90);
    const own = (await as(MEMBER).send(new Licenses({}))).Licenses!.find(
      ({ Beneficiary }) => Beneficiary === MEMBER,
    );
    const mine = { LicenseArn: own!.LicenseArn };
    await expect(grant(TO_ALL, mine, MEMBER)).rejects.toEqual(refusal("AccessDeniedException"));
    const { GrantArn } = await grant(`arn:aws:iam::${ACCOUNT}:root`, mine, MEMBER);
    emulator.clock.tick(60);
    expect((await get(GrantArn!)).GrantStatus).toBe("PENDING_ACCEPT");
  });

  it("a second one, but answers a repeated call as it answered the first", async () => {
    await start();
    const ClientToken = "once";
    const first = await grant(TO_MEMBER, { ClientToken });
    expect((await grant(TO_MEMBER, { ClientToken })).GrantArn).toBe(first.GrantArn);
    await expect(grant()).rejects.toEqual(refusal("ValidationException", "already exists"));
  });
});

describe("a change refuses", () => {
  it("what does not go together, and what is not there", async () => {
    await start();
    const arn = await active();
    const override = { ActivationOverrideBehavior: "DISTRIBUTED_GRANTS_ONLY" } as const;
    await expect(change(arn, { Status: "DISABLED", Options: override })).rejects.toEqual(
      refusal("ValidationException"),
    );
    await expect(change(arn, { Status: "DELETED" })).rejects.toEqual(
      refusal("ValidationException", "ACTIVE or DISABLED"),
    );
    const none = arn.replace(/g-.*/, "g-0");
    const missing = refusal("InvalidParameterValueException");
    await expect(change(none)).rejects.toEqual(missing);
    await expect(get(arn, OUTSIDER)).rejects.toEqual(missing);
    await expect(as(ACCOUNT, "eu-west-1").send(new Get({ GrantArn: arn }))).rejects.toEqual(missing);
    await expect(as().send(new Get({ GrantArn: arn, Version: "9" }))).rejects.toEqual(
      refusal("ValidationException"),
    );
    expect((await as().send(new Get({ GrantArn: arn, Version: "1" }))).Grant!.Version).toBe("1");
  });
});

describe("where AWS is other than assumed,", () => {
  it.each<[string, string, () => Promise<unknown>, unknown]>([
    [
      "otherRegions",
      "everywhere",
      async () => (await as(ACCOUNT, "eu-west-1").send(new Licenses({}))).Licenses!.length,
      1,
    ],
    ["activation", "atOnce", async () => change(await active()).then(({ Status }) => Status), "ACTIVE"],
    [
      "grantsToMany",
      "WORKFLOW_COMPLETED",
      async () => (await get(await active(TO_ALL))).GrantStatus,
      "WORKFLOW_COMPLETED",
    ],
    ["versions", "workflow", async () => (await get(await active())).Version, "4"],
    ["membersGrants", "shared", async () => [await active(TO_ALL), (await received())[0]!.GrantArn], "same"],
    ["secondGrant", "made", async () => [await active(), (await grant()).GrantArn], "different"],
    [
      "bedrock.grantInForce",
      "accepted",
      async () => {
        await grant();
        emulator.clock.tick(60);
        return availability();
      },
      "AVAILABLE",
    ],
    [
      "bedrock.grantShown",
      "entitlementOnly",
      async () => {
        await active();
        return availability();
      },
      "NOT_AVAILABLE",
    ],
  ])("%s = %s", async (name, alternative, act, expected) => {
    await assuming(name, alternative);
    const told = await act();
    if (expected === "same" || expected === "different") {
      const [one, other] = told as string[];
      expect(one === other).toBe(expected === "same");
    } else expect(told).toEqual(expected);
  });

  it.each([
    ["deletedGrants", "hidden", 0, "DELETED"],
    ["deletedGrants", "gone", 0, "InvalidParameterValueException"],
  ] as const)("%s = %s", async (name, alternative, count, read) => {
    await assuming(name, alternative);
    const arn = await active();
    await as().send(new Delete({ GrantArn: arn, Version: "2" }));
    emulator.clock.tick(30);
    expect((await as().send(new Distributed({}))).Grants).toHaveLength(count);
    const came = await get(arn).then(
      ({ GrantStatus }) => GrantStatus,
      (error: unknown) => (error as Error).name,
    );
    expect(came).toBe(read);
  });

  it("what is over reads otherwise", async () => {
    const assumptions = {
      "license-manager.deletedLicenses": "hidden",
      "license-manager.grantsOfDeleted": "stays",
      "license-manager.failedLicense": "SUSPENDED",
    };
    await start({ assumptions });
    const arn = await active();
    emulator.incidents.entitlementFails(place(ACCOUNT), "ACCOUNT_SUSPENDED");
    expect((await as().send(new GetLicense({ LicenseArn: license }))).License!.Status).toBe("SUSPENDED");
    expect(await availability()).toBe("NOT_AVAILABLE");
    emulator.incidents.agreementRevoked(place(ACCOUNT));
    expect((await as().send(new Licenses({}))).Licenses).toEqual([]);
    expect((await get(arn)).GrantStatus).toBe("ACTIVE");
    expect(await availability()).toBe("NOT_AVAILABLE");
  });

  it("a grant to many is refused without trusted access", async () => {
    const assumptions = { "license-manager.withoutTrustedAccess": "refused" };
    await start({ organization: withoutTrust, assumptions });
    await expect(grant(TO_ALL)).rejects.toEqual(refusal("ValidationException", "trusted access"));
  });

  it.each([
    ["ignored", "already exists"],
    ["living", undefined],
  ])("clientTokens = %s", async (alternative, message) => {
    await assuming("clientTokens", alternative);
    const first = await grant(TO_MEMBER, { ClientToken: "once" });
    if (message !== undefined) {
      await expect(grant(TO_MEMBER, { ClientToken: "once" })).rejects.toEqual(
        refusal("ValidationException", message),
      );
      return;
    }
    await as().send(new Delete({ GrantArn: first.GrantArn, Version: "1" }));
    emulator.clock.tick(30);
    expect((await grant(TO_MEMBER, { ClientToken: "once" })).GrantArn).not.toBe(first.GrantArn);
  });

  it("an account with a grant is refused an agreement of its own; else it is made", async () => {
    const agree = async () => {
      const member = bedrock(emulator, { account: MEMBER });
      const { offers } = await member.send(new Offers({ modelId: THIRD_PARTY }));
      return member.send(new Agree({ modelId: THIRD_PARTY, offerToken: offers![0]!.offerToken }));
    };
    await assuming("bedrock.agreementBesideGrant", "refused");
    await active();
    await expect(agree()).rejects.toEqual(refusal("ValidationException", "already exists"));
    await emulator.close();
    await start();
    await active();
    await agree();
    expect(await availability()).toBe("AVAILABLE");
  });
});
