import {
  AcceptGrantCommand,
  CreateGrantVersionCommand,
  DeleteGrantCommand,
  GetGrantCommand,
  ListDistributedGrantsCommand,
} from "@aws-sdk/client-license-manager";
import { EnableAWSServiceAccessCommand } from "@aws-sdk/client-organizations";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { licenseManager, organizations } from "../support/aws/clients";
import { ACCOUNT, type Emulator, MEMBER, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";

const productId = "prod-tukx4z3hrewle";
const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;
const TRUSTED = ["license-manager.amazonaws.com", "license-management.marketplace.amazonaws.com"];
const CREATE = "CreateGrant";
const VERSION = "CreateGrantVersion";
const DELETE = "DeleteGrant";
const args = { productId, principal: UNIT };
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };

let emulator: Emulator;
let host: Host;
let grant: Managed;

async function begin(world?: WorldFile, speed = 3600): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(speed), ...(world && { world }) });
  emulator.incidents.agreementAccepted(place, "offer-cohcommandr");
  await nextRun();
  grant = host.resource("ModelLicenseGrant");
}

async function nextRun(config: Record<string, string> = {}): Promise<void> {
  // The stack's Region is another one than that of licences.
  host = await Host.start({ ...configFor(emulator), "aws:region": "eu-west-1", ...config });
  emulator.requests.clear();
}

async function refreshed() {
  await nextRun();
  return grant.on(host).refresh();
}

const live = async (GrantArn = grant.state!.id) =>
  (await licenseManager(emulator).send(new GetGrantCommand({ GrantArn }))).Grant!;
const distributed = async () =>
  ((await licenseManager(emulator).send(new ListDistributedGrantsCommand({}))).Grants ?? []).filter(
    ({ GrantStatus }) => GrantStatus !== "DELETED",
  );

beforeEach(() => begin());
afterAll(() => emulator.close());

describe("a grant of a licence", () => {
  it("waits for the licence, is made, distributed and activated, found unchanged, and deleted", async () => {
    expect(await grant.up(args)).toBe("create");
    expect(grant.outputs).toMatchObject({
      status: "ACTIVE",
      principal: UNIT,
      adopted: false,
      accountId: ACCOUNT,
      region: "us-east-1",
      licenseArn: expect.stringContaining(":license:l-"),
      activationOverrideBehavior: "DISTRIBUTED_GRANTS_ONLY",
    });
    expect(grant.state!.id).toBe(grant.outputs["grantArn"]);
    expect(writes(emulator)).toEqual([CREATE, VERSION]);
    expect(new Set(emulator.requests.all().map(({ region }) => region))).toEqual(new Set(["us-east-1"]));
    expect(await refreshed()).toEqual({});
    expect(await grant.up(args)).toBe("same");
    await nextRun();
    await grant.on(host).destroy();
    expect(host.warnings().join()).toContain("that blocks nobody");
    expect(await distributed()).toEqual([]);
  });

  it("goes to an account by its id, by its root, or to a unit", async () => {
    await grant.up({ productId, principal: MEMBER });
    expect(grant.outputs["principal"]).toBe(`arn:aws:iam::${MEMBER}:root`);
    await nextRun();
    expect(await grant.on(host).up({ productId, principal: `arn:aws:iam::${MEMBER}:root` })).toBe("same");
    expect(await grant.up(args)).toBe("replace");
    expect((await distributed()).map(({ GranteePrincipalArn }) => GranteePrincipalArn)).toEqual([UNIT]);
  });

  it("is updated in place: its name, its operations, its override and its tags", async () => {
    await grant.up(args);
    const { id } = grant.state!;
    await nextRun();
    const more = {
      grantName: "claude for all",
      allowedOperations: ["CheckoutLicense", "CheckInLicense"],
      activationOverrideBehavior: "ALL_GRANTS_PERMITTED_BY_ISSUER",
      tags: { team: "ml" },
    };
    expect(await grant.on(host).up({ ...args, ...more })).toBe("update");
    expect(grant.state!.id).toBe(id);
    expect(writes(emulator)).toEqual(["TagResource", VERSION]);
    expect(await live()).toMatchObject({
      GrantName: "claude for all",
      GrantedOperations: expect.arrayContaining(["CheckInLicense", "CheckoutLicense"]),
      Options: { ActivationOverrideBehavior: "ALL_GRANTS_PERMITTED_BY_ISSUER" },
      GrantStatus: "ACTIVE",
    });
    expect(await refreshed()).toEqual({});
    expect(await grant.up({ ...args, ...more })).toBe("same");
  });

  it("that somebody deactivates is drift, and is activated by the next run", async () => {
    await grant.up(args);
    const { GrantArn, Version } = await live();
    const command = { ClientToken: "by-hand", GrantArn, SourceVersion: Version, Status: "DISABLED" } as const;
    await licenseManager(emulator).send(new CreateGrantVersionCommand(command));
    expect(Object.keys((await refreshed())!)).toEqual(["status"]);
    expect(await grant.up(args)).toBe("update");
    expect((await live()).GrantStatus).toBe("ACTIVE");
    expect(await refreshed()).toEqual({});
  });

  it("that somebody deletes is shown as deleted, and is made again", async () => {
    await grant.up(args);
    const { GrantArn, Version } = await live();
    await licenseManager(emulator).send(new DeleteGrantCommand({ GrantArn, Version }));
    while ((await distributed()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await refreshed()).toBeUndefined();
    expect(await grant.up(args)).toBe("create");
  });

  it("that is gone before its update is not waited for as one that was just made", async () => {
    // Found by simulation, seed 37: it took the whole time of an update, half an hour.
    await grant.up(args);
    const { GrantArn, Version } = await live();
    await licenseManager(emulator).send(new DeleteGrantCommand({ GrantArn, Version }));
    while ((await distributed()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await nextRun();
    const { id } = grant.state!;
    await expect(
      grant.on(host).up({ ...args, grantName: "another", __timeouts: { update: 2 } }),
    ).rejects.toThrow(/it became NOT_SHOWN\n {2}If somebody has deleted it: `pulumi refresh` notices/);
    expect(grant.state!.id).toBe(id);
    expect(writes(emulator)).toEqual([]);
  });

  it("is named for what it grants to whom, so that a rename or another stack changes nothing", async () => {
    await grant.up(args);
    const { GrantName } = await live();
    await nextRun();
    const renamed = grant.renamed("another");
    expect(await renamed.on(host).up(args)).toBe("same");
    await nextRun();
    const other = host.resource("ModelLicenseGrant", "in-another-stack");
    await other.up(args);
    expect((await live()).GrantName).toBe(GrantName);
    expect(writes(emulator)).toEqual(["TagResource"]);
  });

  it("stays inactive where nobody asks for its activation, whatever the member does", async () => {
    const untouched = { ...args, activation: "none" };
    await grant.up(untouched);
    expect(grant.outputs["status"]).toBe("DISABLED");
    expect(writes(emulator)).toEqual([CREATE]);
    const { GrantArn, Version } = await live();
    const command = {
      ...{ ClientToken: "member", GrantArn, SourceVersion: Version, Status: "ACTIVE" as const },
      Options: { ActivationOverrideBehavior: "ALL_GRANTS_PERMITTED_BY_ISSUER" as const },
    };
    await licenseManager(emulator).send(new CreateGrantVersionCommand(command));
    expect(await refreshed()).toEqual({});
    expect(await grant.up(untouched)).toBe("same");
  });
});

describe("a grant that is there already", () => {
  it("of a killed run is found again, is ours, and is deleted with us", async () => {
    await grant.up(args);
    await nextRun();
    const again = host.resource("ModelLicenseGrant");
    expect(await again.up(args)).toBe("create");
    expect(writes(emulator)).not.toContain(CREATE);
    expect(again.outputs["adopted"]).toBe(false);
    await nextRun();
    await again.on(host).destroy();
    expect(await distributed()).toEqual([]);
  });

  it("is the product's and its licence's alike: another name for it takes nothing away", async () => {
    await grant.up(args);
    await nextRun();
    const licenseArn = grant.outputs["licenseArn"] as string;
    const successor = host.resource("ModelLicenseGrant", "successor");
    await successor.up({ licenseArn, principal: UNIT });
    await grant.on(host).destroy();
    expect(await distributed()).toHaveLength(1);
    await nextRun();
    await successor.on(host).destroy();
    expect(await distributed()).toEqual([]);
  });

  it("of somebody else is adopted, and kept", async () => {
    await grant.up(args);
    await nextRun();
    const other = host.resource("ModelLicenseGrant", "other");
    await other.up(args);
    expect(other.outputs).toMatchObject({ adopted: true, status: "ACTIVE" });
    await nextRun();
    await other.on(host).destroy();
    expect(host.warnings().join()).toContain("kept the grant");
    expect(writes(emulator)).not.toContain(DELETE);
  });
});

describe("a grant that AWS cannot distribute", () => {
  it("says what the organization lacks, is kept in the state, and is replaced once that is mended", async () => {
    await begin({ organization: { ...defaultWorld.organization, trustedServices: [] } });
    await expect(grant.up(args)).rejects.toThrow(
      /became FAILED_WORKFLOW\n[^]*Trusted access is not enabled[^]*the next `pulumi up` replaces it/,
    );
    expect(grant.state).toMatchObject({ outputs: { status: "FAILED_WORKFLOW" } });
    const failed = grant.state!.id;
    for (const ServicePrincipal of TRUSTED) {
      await organizations(emulator).send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    }
    await nextRun();
    expect(await grant.on(host).up(args)).toBe("replace");
    expect(host.warnings()).toEqual([]);
    expect(grant.state!.id).not.toBe(failed);
    expect(grant.outputs["status"]).toBe("ACTIVE");
  });

  it("to a member that has to accept it waits, and says how", async () => {
    const { organization } = defaultWorld;
    await begin({ organization: { ...organization, featureSet: "CONSOLIDATED_BILLING" } });
    const member = { productId, principal: MEMBER };
    await expect(grant.up({ ...member, __timeouts: { create: 0.3 } })).rejects.toThrow(
      /still PENDING_ACCEPT[^]*aws license-manager accept-grant --region us-east-1 --grant-arn arn:/,
    );
    const accept = new AcceptGrantCommand({ GrantArn: grant.state!.id });
    await licenseManager(emulator, { account: MEMBER }).send(accept);
    await nextRun();
    expect(await grant.on(host).up(member)).toBe("update");
    expect(grant.outputs["status"]).toBe("ACTIVE");
  });

  it("waits for a licence that does not come, and says what is missing", async () => {
    const other = { principal: UNIT, productId: "prod-nobodyhasit", __timeouts: { create: 0.2 } };
    await expect(grant.up(other)).rejects.toThrow(
      /waiting for a licence of product prod-nobodyhasit[^]*must itself have subscribed/,
    );
    expect(grant.state).toBeUndefined();
  });
});

describe("whatever AWS does that nobody has seen", () => {
  it.each([
    ["license-manager.deletedGrants", "hidden"],
    ["license-manager.deletedGrants", "gone"],
    ["license-manager.grantsToMany", "WORKFLOW_COMPLETED"],
    ["license-manager.activation", "atOnce"],
    ["license-manager.versions", "workflow"],
    ["license-manager.clientTokens", "living"],
    ["license-manager.clientTokens", "ignored"],
    ["license-manager.firstTags", "dropped"],
    ["license-manager.secondGrant", "made"],
    ["license-manager.membersGrants", "shared"],
  ])("%s: %s, a grant is made, deleted by hand, made again, and deleted", async (name, alternative) => {
    await begin({ assumptions: { [name]: alternative } });
    expect(await grant.up(args)).toBe("create");
    expect(await refreshed()).toEqual({});
    expect(await grant.up(args)).toBe("same");
    const { Version } = await live();
    const first = grant.state!.id;
    await licenseManager(emulator).send(new DeleteGrantCommand({ GrantArn: first, Version }));
    while ((await distributed()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await refreshed()).toBeUndefined();
    expect(await grant.up(args)).toBe("create");
    expect(grant.state!.id).not.toBe(first);
    expect(grant.outputs).toMatchObject({ status: "ACTIVE", adopted: false });
    await nextRun();
    await grant.on(host).destroy();
    expect(await distributed()).toEqual([]);
  });
});
