import { ListFoundationModelsCommand } from "@aws-sdk/client-bedrock";
import {
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  type OrganizationsClient,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { EmulatorControl, type ManualClock, type WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, startStill } from "../../support/emulator/emulated";
import { bedrock, organizations, sts } from "../../support/aws/clients";
import { allow, deny, document, FULL, managing, ROOT, SCP, UNIT } from "./stage";

const DENIED = {
  name: "AccessDeniedException",
  message: `User: arn:aws:iam::${MEMBER}:user/emulated is not authorized to perform: bedrock:ListFoundationModels with an explicit deny in a service control policy`,
};
const LACKING = {
  name: "AccessDeniedException",
  message: `User: arn:aws:iam::${MEMBER}:user/emulated is not authorized to perform: bedrock:ListFoundationModels because no service control policy allows the bedrock:ListFoundationModels action`,
};
const NO_BEDROCK = document(deny("bedrock:*"));

let emulator: Emulator & { clock: ManualClock };
let manager: OrganizationsClient;
let policies: ReturnType<typeof managing>;
/** Starts another one. */
async function start(world: WorldFile): Promise<void> {
  await emulator.close();
  begin(await startStill({ world }));
}
function begin(started: typeof emulator): void {
  emulator = started;
  manager = organizations(emulator);
  policies = managing(manager);
}
beforeEach(async () => begin(await startStill()));
afterEach(() => emulator.close());

const asked = (account: string) => bedrock(emulator, { account }).send(new ListFoundationModelsCommand({}));
const pass = () => emulator.clock.tick(5);

describe("a service control policy", () => {
  it.each([
    ["the root", ROOT],
    ["a unit", UNIT],
    ["the account", MEMBER],
  ])(
    "attached to %s refuses the calls of a member, and lets them through when it is detached",
    async (_what, target) => {
      const id = await policies.create(NO_BEDROCK);
      await policies.attach(id, target);
      pass();
      await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);
      await sts(emulator, { account: MEMBER }).send(new GetCallerIdentityCommand({}));
      await policies.detach(id, target);
      pass();
      await asked(MEMBER);
    },
  );

  it("does not hold in the account that manages the organization", async () => {
    await policies.attach(await policies.create(NO_BEDROCK), ROOT);
    await policies.attach(await policies.create(NO_BEDROCK), ACCOUNT);
    pass();
    await asked(ACCOUNT);
  });

  it.each([
    ["the root", ROOT],
    ["a unit", UNIT],
    ["the account", MEMBER],
  ])("that allows too little at %s is not made good by the other levels", async (_what, target) => {
    await policies.attach(await policies.create(document(allow("sts:*"))), target);
    await policies.detach(FULL, target);
    pass();
    await expect(asked(MEMBER)).rejects.toMatchObject(LACKING);
    await sts(emulator, { account: MEMBER }).send(new GetCallerIdentityCommand({}));
    await policies.attach(FULL, target);
    pass();
    await asked(MEMBER);
  });

  it("reads at once, and counts some seconds later", async () => {
    const id = await policies.create(NO_BEDROCK);
    await policies.attach(id, UNIT);
    expect(await policies.attached(UNIT)).toEqual([FULL, id]);
    emulator.clock.tick(4);
    await asked(MEMBER);
    emulator.clock.tick(1);
    await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);

    await manager.send(new UpdatePolicyCommand({ PolicyId: id, Content: document(deny("kms:*")) }));
    emulator.clock.tick(4);
    await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);
    emulator.clock.tick(1);
    await asked(MEMBER);
  });

  it("counts as late as it was attached, whatever else is changed meanwhile", async () => {
    await policies.attach(await policies.create(NO_BEDROCK), UNIT);
    for (let second = 0; second < 5; second += 1) {
      await asked(MEMBER);
      emulator.clock.tick(1);
      await policies.create(document(deny(`s3:${second}`)));
    }
    await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);
  });

  it("counts at once in a world that says so, by its time or by what it assumes", async () => {
    for (const world of [
      { timing: { organization: { policiesInForceAfterSeconds: 0 } } },
      { assumptions: { "organizations.policiesInForce": "atOnce" } },
    ]) {
      await start(world);
      const id = await policies.create(NO_BEDROCK);
      await policies.attach(id, UNIT);
      await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);
      await policies.detach(id, UNIT);
      await asked(MEMBER);
    }
  });

  it("no longer counts when its type is disabled, and has to be attached anew when it is enabled again", async () => {
    await policies.attach(await policies.create(NO_BEDROCK), UNIT);
    pass();
    const type = { RootId: ROOT, PolicyType: SCP } as const;
    await manager.send(new DisablePolicyTypeCommand(type));
    pass();
    await asked(MEMBER);
    await manager.send(new EnablePolicyTypeCommand(type));
    pass();
    await asked(MEMBER);
    for (const target of [ROOT, UNIT, MEMBER, ACCOUNT])
      expect(await policies.attached(target)).toEqual([FULL]);
  });

  it("is part of a snapshot, as it reads and as it counts", async () => {
    const control = new EmulatorControl(emulator.url);
    const before = await control.snapshot();
    await policies.attach(await policies.create(NO_BEDROCK), UNIT);
    const attached = await control.snapshot();
    pass();
    await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);
    await control.restore(before);
    expect(await policies.attached(UNIT)).toEqual([FULL]);
    await control.restore(attached);
    expect(await policies.attached(UNIT)).toHaveLength(2);
    await asked(MEMBER);
    pass();
    await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);
  });
});

const organization = (more: object) => ({
  organization: {
    id: "o-exampleorgid",
    managementAccountId: ACCOUNT,
    organizationalUnits: [
      { id: "ou-exam-abovewrk", name: "Above", accounts: [] },
      { id: UNIT, name: "Workloads", accounts: [MEMBER], parentId: "ou-exam-abovewrk" },
    ],
    ...more,
  },
});

describe("a policy of the world", () => {
  const policy = { document: { Version: "2012-10-17", Statement: deny("bedrock:*") } };

  it("holds from the beginning, also in a unit of a unit, until it is detached", async () => {
    await start(
      organization({ policies: { "p-ofthebeginning": { ...policy, targets: ["ou-exam-abovewrk"] } } }),
    );
    await expect(asked(MEMBER)).rejects.toMatchObject(DENIED);
    expect(await policies.attached("ou-exam-abovewrk")).toEqual([FULL, "p-ofthebeginning"]);
    await policies.detach("p-ofthebeginning", "ou-exam-abovewrk");
    pass();
    await asked(MEMBER);
  });

  it.each([
    [
      { policies: { "p-ofthebeginning": { ...policy, targets: ["ou-exam-nowhere1"] } } },
      "organization.policies.p-ofthebeginning.targets: there is no ou-exam-nowhere1 in the organization",
    ],
    [
      { policies: { "p-ofthebeginning": { document: {}, targets: [] } } },
      "organization.policies.p-ofthebeginning.document: Version must be 2012-10-17",
    ],
    [
      { featureSet: "CONSOLIDATED_BILLING", policies: { "p-ofthebeginning": { ...policy, targets: [] } } },
      "organization.policies.p-ofthebeginning: control policies need all features",
    ],
    [
      { policies: { mine: { ...policy, targets: [] } } },
      "the id of a policy is p- and at least eight letters",
    ],
  ])("that cannot be is refused with the place: %j", async (more, message) => {
    await expect(startStill({ world: organization(more) as WorldFile })).rejects.toThrow(message);
  });
});
