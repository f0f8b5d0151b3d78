import { afterAll, expect, describe, it } from "@jest/globals";

import { defaultWorld, RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, MEMBER, OUTSIDER, writes } from "../support/emulator/emulated";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { ownedShares } from "../support/aws/shares";

const args = { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] };
const NEXT =
  "\n  Both accounts must be in one organization, in which resource sharing is switched on: in the management account," +
  "\n  aws ram enable-sharing-with-aws-organization (switching trusted access on in Organizations is not enough)." +
  "\n  Nothing was shared.";

let emulator: Emulator;
afterAll(() => emulator.close());

async function begin(world: WorldFile = {}, account = ACCOUNT): Promise<Managed> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(3600), world });
  return (await Host.start(configFor(emulator, account))).resource("CustomModelShare");
}

const organization = defaultWorld.organization;

describe("before anything is shared", () => {
  it.each<[string, WorldFile, object, string]>([
    [
      "an account in no organization",
      { organization: null },
      {},
      "the account that owns the models is in no organization",
    ],
    [
      "an organization that does not share",
      { organization: { ...organization, ramSharing: false } },
      {},
      "resource sharing is not switched on in the organization o-exampleorgid",
    ],
    [
      "an account that is not in the organization",
      {},
      { principals: [MEMBER, OUTSIDER] },
      `account ${OUTSIDER} is not in the organization o-exampleorgid`,
    ],
    [
      "another organization",
      {},
      { principals: [`arn:aws:organizations::${OUTSIDER}:organization/o-otherorgid0`] },
      `arn:aws:organizations::${OUTSIDER}:organization/o-otherorgid0 is of another organization than the models, which are in o-exampleorgid`,
    ],
  ])("%s is refused, with what to do", async (_name, world, change, message) => {
    const share = await begin(world);
    await expect(share.up({ ...args, ...change })).rejects.toThrow(
      `creating custom model share (models): ${message}${NEXT}`,
    );
    expect(writes(emulator)).toEqual([]);
    expect(share.state).toBeUndefined();
  });

  it("the same holds for a principal that is added later, before the share is touched", async () => {
    const share = await begin();
    await share.up(args);
    emulator.requests.clear();
    const added = { ...args, principals: [MEMBER, OUTSIDER] };
    await expect(share.up(added)).rejects.toThrow(`account ${OUTSIDER} is not in the organization`);
    expect(writes(emulator)).toEqual([]);
    expect(await share.up(args)).toBe("update");
  });

  it("what a member of the organization may not see is passed over, and AWS's refusal tells", async () => {
    const model = CUSTOM_MODEL.replace(ACCOUNT, MEMBER);
    const share = await begin({ customModels: { [model]: { modelName: "triage" } } }, MEMBER);
    const own = { ...args, resourceArns: [model] };
    await expect(share.up({ ...own, principals: [OUTSIDER] })).rejects.toThrow(
      /InvalidParameterException|OperationNotPermitted/,
    );
    expect(writes(emulator)).toEqual(["CreateResourceShare"]);
    await share.up({ ...own, principals: [ACCOUNT] });
    expect(share.outputs["status"]).toBe("ACTIVE");
  });

  it("nobody looks into the organization where outsiders are allowed", async () => {
    const share = await begin({ sharing: { customModelsOutside: true } });
    await share.up({ ...args, principals: [OUTSIDER], allowExternalPrincipals: true });
    expect(emulator.requests.all().map(({ service }) => service)).not.toContain("organizations");
  });

  it("many shares look once", async () => {
    await begin();
    const host = await Host.start(configFor(emulator));
    await Promise.all(
      ["a", "b", "c"].map((name) => host.resource("CustomModelShare", name).up({ ...args, name })),
    );
    const looks = emulator.requests.all().filter(({ service }) => service === "organizations");
    expect(looks.map(({ operation }) => operation)).toEqual([
      "DescribeOrganization",
      "ListAccounts",
      "ListAWSServiceAccessForOrganization",
    ]);
  });
});

describe("more principals and models than a call may name", () => {
  const accounts = Array.from({ length: 150 }, (_, index) => String(500_000_000_000 + index));
  const models = Array.from({ length: 120 }, (_, index) =>
    CUSTOM_MODEL.replace("triage000001", `triage${String(index).padStart(6, "0")}`),
  );
  const world: WorldFile = {
    accounts: { ...defaultWorld.accounts, ...Object.fromEntries(accounts.map((id) => [id, {}])) },
    organization: {
      ...organization,
      organizationalUnits: [{ id: "ou-exam-many", name: "Many", accounts }],
    },
    customModels: Object.fromEntries(models.map((arn, index) => [arn, { modelName: `m${index}` }])),
  };

  it("come in as few calls as there can be, and leave so", async () => {
    const share = await begin(world);
    const all = { name: "models", resourceArns: models, principals: accounts };
    await share.up(all);
    expect(writes(emulator)).toEqual(["CreateResourceShare", "AssociateResourceShare"]);
    expect(share.outputs["associations"]).toHaveLength(270);
    const host = await Host.start(configFor(emulator));
    expect(await share.on(host).refresh()).toEqual({});
    emulator.requests.clear();
    expect(await share.up({ ...all, principals: accounts.slice(0, 1) })).toBe("update");
    expect(writes(emulator)).toEqual(["DisassociateResourceShare", "DisassociateResourceShare"]);
    await share.on(await Host.start(configFor(emulator))).destroy();
    expect(await ownedShares({ url: emulator.url })).toEqual([]);
  });
});
