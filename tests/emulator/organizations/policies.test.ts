import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribeEffectivePolicyCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  ListTargetsForPolicyCommand,
  type OrganizationsClient,
  type PolicyType,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, OUTSIDER, startStill } from "../../support/emulator/emulated";
import { organizations } from "../../support/aws/clients";
import { allow, deny, denyAll, document, FULL, managing, RCP, ROOT, SCP, UNIT } from "./stage";

const RCP_FULL = "p-RCPFullAWSAccess";
const EVERYTHING = [ROOT, UNIT, ACCOUNT, MEMBER];

const CONTENT = { Type: SCP, Content: document(deny("s3:*")) } as const;

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

const list = async (Filter: PolicyType) =>
  (await manager.send(new ListPoliciesCommand({ Filter }))).Policies!.map(({ Id }) => Id);
const targets = async (PolicyId: string) =>
  (await manager.send(new ListTargetsForPolicyCommand({ PolicyId }))).Targets!;
const typesOfRoot = async () => (await manager.send(new ListRootsCommand({}))).Roots![0]!.PolicyTypes;
const enable = (PolicyType: PolicyType) =>
  manager.send(new EnablePolicyTypeCommand({ RootId: ROOT, PolicyType }));
const broken = (Reason: string, message?: string) => ({
  name: "ConstraintViolationException",
  Reason,
  ...(message !== undefined && { message }),
});
const invalid = (Reason: string) => ({ name: "InvalidInputException", Reason });

describe("a policy", () => {
  const NAMED = { Name: "no models", Description: "of Bedrock", Type: SCP } as const;

  it("is created, described, listed, changed and deleted", async () => {
    const Content = document(deny("bedrock:InvokeModel"));
    const { Policy } = await manager.send(new CreatePolicyCommand({ ...NAMED, Content }));
    const PolicyId = Policy!.PolicySummary!.Id!;
    expect(PolicyId).toMatch(/^p-[a-z0-9]{10}$/);
    expect(Policy).toEqual({
      PolicySummary: {
        Id: PolicyId,
        Arn: `arn:aws:organizations::${ACCOUNT}:policy/o-exampleorgid/service_control_policy/${PolicyId}`,
        ...NAMED,
        AwsManaged: false,
      },
      Content,
    });
    expect((await manager.send(new DescribePolicyCommand({ PolicyId }))).Policy).toEqual(Policy);
    const { Policies } = await manager.send(new ListPoliciesCommand({ Filter: SCP }));
    expect(Policies).toEqual([
      {
        Id: FULL,
        Arn: "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
        Name: "FullAWSAccess",
        Description: "Allows access to every operation",
        Type: SCP,
        AwsManaged: true,
      },
      Policy!.PolicySummary,
    ]);

    const changed = await manager.send(new UpdatePolicyCommand({ PolicyId, Description: "" }));
    expect(changed.Policy).toEqual({
      ...Policy,
      PolicySummary: { ...Policy!.PolicySummary, Description: "" },
    });
    const spaced = JSON.stringify(JSON.parse(Content), undefined, 2);
    const again = await manager.send(new UpdatePolicyCommand({ PolicyId, Name: "none", Content: spaced }));
    expect(again.Policy).toMatchObject({ PolicySummary: { Name: "none", Description: "" }, Content: spaced });

    await manager.send(new DeletePolicyCommand({ PolicyId }));
    await expect(manager.send(new DescribePolicyCommand({ PolicyId }))).rejects.toMatchObject({
      name: "PolicyNotFoundException",
    });
    expect(await list(SCP)).toEqual([FULL]);
  });

  it("has a name that no other of its type has", async () => {
    const Content = document(deny("s3:*"));
    const create = (more: Partial<CreatePolicyCommand["input"]>) =>
      manager.send(new CreatePolicyCommand({ ...NAMED, Content, ...more }));
    const refused = {
      name: "DuplicatePolicyException",
      message: "A policy with the specified name and type already exists.",
    };
    await create({});
    await expect(create({})).rejects.toMatchObject(refused);
    await expect(create({ Name: "FullAWSAccess" })).rejects.toMatchObject(refused);
    await create({ Type: RCP, Content: document(denyAll("s3:*")) });
    const { Policy } = await create({ Name: "another" });
    const update = (Name: string) =>
      manager.send(new UpdatePolicyCommand({ PolicyId: Policy!.PolicySummary!.Id!, Name }));
    await expect(update(NAMED.Name)).rejects.toMatchObject(refused);
    await update("another");
  });

  it.each<[what: string, type: PolicyType, content: string]>([
    ["no JSON", SCP, "{"],
    ["without a Version", SCP, JSON.stringify({ Statement: [deny("*")] })],
    ["of an older Version", SCP, JSON.stringify({ Version: "2008-10-17", Statement: [deny("*")] })],
    ["without a statement", SCP, document()],
    ["with a principal", SCP, document(denyAll("*"))],
    ["without a resource", SCP, document({ Effect: "Deny", Action: "*" })],
    ["with an unknown element", SCP, document({ ...deny("*"), Comment: "why" })],
    ["that allows", RCP, document({ ...denyAll("s3:*"), Effect: "Allow" })],
    ["without a principal", RCP, document(deny("s3:*"))],
    ["about somebody", RCP, document({ ...denyAll("s3:*"), Principal: { AWS: MEMBER } })],
    ["about all but somebody", RCP, document({ ...deny("s3:*"), NotPrincipal: { AWS: MEMBER } })],
    ["that denies all services", RCP, document(denyAll("*"))],
    [
      "that denies all but some actions",
      RCP,
      document({ Effect: "Deny", Principal: "*", NotAction: "s3:*", Resource: "*" }),
    ],
  ])("%s is malformed as a %s", async (_what, type, content) => {
    const refused = {
      name: "MalformedPolicyDocumentException",
      message: "The provided policy document does not meet the requirements of the specified policy type.",
    };
    await expect(policies.create(content, type)).rejects.toMatchObject(refused);
    const PolicyId = await policies.create(document(type === SCP ? deny("s3:*") : denyAll("s3:*")), type);
    await expect(manager.send(new UpdatePolicyCommand({ PolicyId, Content: content }))).rejects.toMatchObject(
      refused,
    );
  });

  it.each<[type: PolicyType, characters: number]>([
    [SCP, 10_240],
    [RCP, 5120],
  ])("of the type %s has %i characters at most, blanks included", async (type, characters) => {
    const short = document(type === SCP ? allow("bedrock:*") : denyAll("kms:*"));
    await policies.create(short.padEnd(characters), type);
    const refused = broken("POLICY_CONTENT_LIMIT_EXCEEDED", "You have exceeded the maximum policy size.");
    await expect(policies.create(short.padEnd(characters + 1), type)).rejects.toMatchObject(refused);
  });

  it("of AWS's own is there for everybody, and nobody changes it", async () => {
    for (const PolicyId of [FULL, RCP_FULL]) {
      const { Policy } = await manager.send(new DescribePolicyCommand({ PolicyId }));
      expect(Policy).toMatchObject({ PolicySummary: { AwsManaged: true } });
      expect(Policy!.Content).toContain('"Effect":"Allow"');
      const change = manager.send(new UpdatePolicyCommand({ PolicyId, Name: "mine" }));
      await expect(change).rejects.toMatchObject(invalid("IMMUTABLE_POLICY"));
      const deletion = manager.send(new DeletePolicyCommand({ PolicyId }));
      await expect(deletion).rejects.toMatchObject(invalid("IMMUTABLE_POLICY"));
    }
  });

  it("of a type that is not enabled is listed, but that AWS's own is not in a world that says so", async () => {
    expect(await list(RCP)).toEqual([RCP_FULL]);
    await start({ assumptions: { "organizations.managedPolicyListed": "whenEnabled" } });
    expect(await list(RCP)).toEqual([]);
    expect(await list(SCP)).toEqual([FULL]);
  });

  it("comes with others on pages", async () => {
    for (let count = 0; count < 20; count += 1) await policies.create(document(deny("s3:*")));
    const first = await manager.send(new ListPoliciesCommand({ Filter: SCP }));
    expect(first.Policies).toHaveLength(20);
    const { NextToken } = first;
    const second = await manager.send(new ListPoliciesCommand({ Filter: SCP, NextToken }));
    expect(second).toMatchObject({ Policies: [{ Name: "policy 20" }] });
    expect(second.NextToken).toBeUndefined();
  });
});

describe("an attachment", () => {
  let id: string;
  beforeEach(async () => {
    id = await policies.create(document(deny("bedrock:*")));
  });

  it("is listed by target and by policy", async () => {
    for (const target of EVERYTHING) await policies.attach(id, target);
    for (const target of EVERYTHING) expect(await policies.attached(target)).toEqual([FULL, id]);
    const prefix = `arn:aws:organizations::${ACCOUNT}`;
    expect(await targets(id)).toEqual([
      { TargetId: ROOT, Arn: `${prefix}:root/o-exampleorgid/${ROOT}`, Name: "Root", Type: "ROOT" },
      {
        TargetId: UNIT,
        Arn: `${prefix}:ou/o-exampleorgid/${UNIT}`,
        Name: "Workloads",
        Type: "ORGANIZATIONAL_UNIT",
      },
      {
        TargetId: ACCOUNT,
        Arn: `${prefix}:account/o-exampleorgid/${ACCOUNT}`,
        Name: "management",
        Type: "ACCOUNT",
      },
      {
        TargetId: MEMBER,
        Arn: `${prefix}:account/o-exampleorgid/${MEMBER}`,
        Name: "workloads",
        Type: "ACCOUNT",
      },
    ]);
    expect((await targets(FULL)).map(({ TargetId }) => TargetId)).toEqual(EVERYTHING);
  });

  it("is made once, undone once, and keeps its policy from being deleted", async () => {
    await expect(policies.detach(id, UNIT)).rejects.toMatchObject({ name: "PolicyNotAttachedException" });
    await policies.attach(id, UNIT);
    await expect(policies.attach(id, UNIT)).rejects.toMatchObject({
      name: "DuplicatePolicyAttachmentException",
    });
    const remove = () => manager.send(new DeletePolicyCommand({ PolicyId: id }));
    await expect(remove()).rejects.toMatchObject({ name: "PolicyInUseException" });
    await policies.detach(id, UNIT);
    await remove();
    await expect(policies.attach(id, UNIT)).rejects.toMatchObject({ name: "PolicyNotFoundException" });
  });

  it("needs a target of the organization", async () => {
    for (const target of [OUTSIDER, "r-none", "ou-exam-00000000"]) {
      const refused = { name: "TargetNotFoundException" };
      await expect(policies.attach(id, target)).rejects.toMatchObject(refused);
      await expect(policies.detach(id, target)).rejects.toMatchObject(refused);
      await expect(policies.attached(target)).rejects.toMatchObject(refused);
    }
  });

  it.each<[type: PolicyType, own: string, limit: number]>([
    [SCP, FULL, 10],
    [RCP, RCP_FULL, 5],
  ])("of a %s beside %s and others is one of %i on a target", async (type, _own, limit) => {
    await start({ organization: { ...DEFAULT, policyTypes: [SCP, RCP] } });
    const one = () => policies.create(document(type === SCP ? deny("s3:*") : denyAll("s3:*")), type);
    for (let count = 1; count < limit; count += 1) await policies.attach(await one(), UNIT);
    expect(await policies.attached(UNIT, type)).toHaveLength(limit);
    const more = await one();
    await expect(policies.attach(more, UNIT)).rejects.toMatchObject(
      broken(
        "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "You have attached the maximum number of policies to the specified target.",
      ),
    );
    await policies.attach(more, MEMBER);
  });

  it("is the last of a target, which keeps it", async () => {
    await expect(policies.detach(FULL, UNIT)).rejects.toMatchObject(
      broken(
        "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
        "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.",
      ),
    );
    await policies.attach(id, UNIT);
    await policies.detach(FULL, UNIT);
    expect(await policies.attached(UNIT)).toEqual([id]);
    await expect(policies.detach(id, UNIT)).rejects.toMatchObject({ name: "ConstraintViolationException" });
  });
});

const DEFAULT = {
  id: "o-exampleorgid",
  managementAccountId: ACCOUNT,
  organizationalUnits: [{ id: UNIT, name: "Workloads", accounts: [MEMBER] }],
};

describe("a type of policies", () => {
  it("is enabled after a while, with AWS's own attached everywhere for good", async () => {
    expect(await typesOfRoot()).toEqual([{ Type: SCP, Status: "ENABLED" }]);
    const id = await policies.create(document(denyAll("kms:*")), RCP);
    const notEnabled = {
      name: "PolicyTypeNotEnabledException",
      message: "This operation can be performed only for enabled policy types.",
    };
    await expect(policies.attach(id, UNIT)).rejects.toMatchObject(notEnabled);
    const { Root } = await enable(RCP);
    expect(Root!.PolicyTypes).toEqual([
      { Type: SCP, Status: "ENABLED" },
      { Type: RCP, Status: "PENDING_ENABLE" },
    ]);
    await expect(enable(RCP)).rejects.toMatchObject({ name: "PolicyTypeAlreadyEnabledException" });
    await expect(policies.attach(id, UNIT)).rejects.toMatchObject({
      name: "PolicyChangesInProgressException",
    });
    emulator.clock.tick(5);
    expect(await typesOfRoot()).toContainEqual({ Type: RCP, Status: "ENABLED" });
    await policies.attach(id, UNIT);
    for (const target of EVERYTHING) {
      expect(await policies.attached(target, RCP)).toContain(RCP_FULL);
      await expect(policies.detach(RCP_FULL, target)).rejects.toMatchObject(invalid("NON_DETACHABLE_POLICY"));
    }
    expect(await policies.attached(UNIT)).toEqual([FULL]);

    const disable = () => manager.send(new DisablePolicyTypeCommand({ RootId: ROOT, PolicyType: RCP }));
    expect((await disable()).Root!.PolicyTypes).toEqual([{ Type: SCP, Status: "ENABLED" }]);
    await expect(disable()).rejects.toMatchObject(notEnabled);
    expect(await policies.attached(UNIT, RCP)).toEqual([]);
    expect(await list(RCP)).toEqual([RCP_FULL, id]);
  });

  it("is not available without all features", async () => {
    await start({ organization: { ...DEFAULT, featureSet: "CONSOLIDATED_BILLING" } });
    expect(await typesOfRoot()).toEqual([]);
    const { Organization } = await manager.send(new DescribeOrganizationCommand({}));
    expect(Organization!.AvailablePolicyTypes).toEqual([]);
    const refused = { name: "PolicyTypeNotAvailableForOrganizationException" };
    await expect(enable(SCP)).rejects.toMatchObject(refused);
    await expect(policies.create(document(deny("s3:*")))).rejects.toMatchObject(refused);
  });

  it("belongs to the root of the organization", async () => {
    const other = { RootId: "r-none", PolicyType: RCP } as const;
    const refused = { name: "RootNotFoundException" };
    await expect(manager.send(new EnablePolicyTypeCommand(other))).rejects.toMatchObject(refused);
    await expect(manager.send(new DisablePolicyTypeCommand(other))).rejects.toMatchObject(refused);
  });

  it("can be off from the beginning, and the limits can be those of before May 2026", async () => {
    await start({
      organization: {
        ...DEFAULT,
        policyTypes: [],
        policyLimits: { SERVICE_CONTROL_POLICY: { characters: 5120, perTarget: 5 } },
      },
    });
    expect(await typesOfRoot()).toEqual([]);
    expect(await policies.attached(UNIT)).toEqual([]);
    await enable(SCP);
    emulator.clock.tick(5);
    const long = document(deny("s3:*")).padEnd(5121);
    await expect(policies.create(long)).rejects.toMatchObject(broken("POLICY_CONTENT_LIMIT_EXCEEDED"));
    for (let count = 1; count < 5; count += 1) {
      await policies.attach(await policies.create(document(deny("s3:*"))), UNIT);
    }
    const more = await policies.create(document(deny("s3:*")));
    await expect(policies.attach(more, UNIT)).rejects.toMatchObject(
      broken("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
    );
  });

  it("that is not emulated is said to be so, and nothing is listed of it", async () => {
    await expect(policies.create("{}", "TAG_POLICY")).rejects.toThrow("policies of the type TAG_POLICY");
    await expect(enable("TAG_POLICY")).rejects.toThrow("policies of the type TAG_POLICY");
    expect(await list("TAG_POLICY")).toEqual([]);
    expect(await policies.attached(UNIT, "TAG_POLICY")).toEqual([]);
  });

  it("of control policies has no effective one, for anybody", async () => {
    const ask = (account: string, PolicyType: string, TargetId?: string) =>
      organizations(emulator, { account }).send(
        new DescribeEffectivePolicyCommand({
          PolicyType: PolicyType as "TAG_POLICY",
          ...(TargetId !== undefined && { TargetId }),
        }),
      );
    await expect(ask(ACCOUNT, SCP, MEMBER)).rejects.toMatchObject({ name: "InvalidInputException" });
    await expect(ask(MEMBER, "TAG_POLICY")).rejects.toMatchObject({
      name: "EffectivePolicyNotFoundException",
    });
    await expect(ask(ACCOUNT, "TAG_POLICY", OUTSIDER)).rejects.toMatchObject({
      name: "TargetNotFoundException",
    });
    await expect(ask(OUTSIDER, "TAG_POLICY")).rejects.toMatchObject({
      name: "AWSOrganizationsNotInUseException",
    });
  });
});

describe("control policies are the managing account's alone:", () => {
  const type = { RootId: ROOT, PolicyType: RCP } as const;
  const attachment = { PolicyId: FULL, TargetId: MEMBER };
  it.each<[string, object]>([
    ["CreatePolicy", new CreatePolicyCommand({ ...CONTENT, Name: "a", Description: "" })],
    ["DescribePolicy", new DescribePolicyCommand({ PolicyId: FULL })],
    ["UpdatePolicy", new UpdatePolicyCommand({ PolicyId: FULL })],
    ["DeletePolicy", new DeletePolicyCommand({ PolicyId: FULL })],
    ["ListPolicies", new ListPoliciesCommand({ Filter: SCP })],
    ["ListPoliciesForTarget", new ListPoliciesForTargetCommand({ TargetId: MEMBER, Filter: SCP })],
    ["ListTargetsForPolicy", new ListTargetsForPolicyCommand({ PolicyId: FULL })],
    ["AttachPolicy", new AttachPolicyCommand(attachment)],
    ["DetachPolicy", new DetachPolicyCommand(attachment)],
    ["EnablePolicyType", new EnablePolicyTypeCommand(type)],
    ["DisablePolicyType", new DisablePolicyTypeCommand(type)],
    ["ListTagsForResource", new ListTagsForResourceCommand({ ResourceId: MEMBER })],
    ["TagResource", new TagResourceCommand({ ResourceId: MEMBER, Tags: [] })],
    ["UntagResource", new UntagResourceCommand({ ResourceId: MEMBER, TagKeys: [] })],
  ])("%s is refused to a member, and to an account outside", async (_name, command) => {
    const by = (account: string) => organizations(emulator, { account }).send(command as ListRootsCommand);
    await expect(by(MEMBER)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: "You don't have permissions to access this resource.",
    });
    await expect(by(OUTSIDER)).rejects.toMatchObject({ name: "AWSOrganizationsNotInUseException" });
  });
});

describe("tags", () => {
  const read = async (ResourceId: string) =>
    (await manager.send(new ListTagsForResourceCommand({ ResourceId }))).Tags;
  const tag = (ResourceId: string, Tags: Record<string, string>) =>
    manager.send(
      new TagResourceCommand({
        ResourceId,
        Tags: Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );

  it("come with a policy, and are changed and taken away by themselves", async () => {
    const { Policy } = await manager.send(
      new CreatePolicyCommand({
        Name: "tagged",
        Description: "",
        ...CONTENT,
        Tags: [{ Key: "team", Value: "ml" }],
      }),
    );
    const id = Policy!.PolicySummary!.Id!;
    expect(await read(id)).toEqual([{ Key: "team", Value: "ml" }]);
    await tag(id, { team: "platform", stage: "" });
    await manager.send(new UntagResourceCommand({ ResourceId: id, TagKeys: ["team", "none"] }));
    expect(await read(id)).toEqual([{ Key: "stage", Value: "" }]);
    expect((await manager.send(new DescribePolicyCommand({ PolicyId: id }))).Policy).toEqual(Policy);
  });

  it("can be on accounts, units and the root, and on nothing else", async () => {
    for (const target of EVERYTHING) {
      await tag(target, { of: target });
      expect(await read(target)).toEqual([{ Key: "of", Value: target }]);
    }
    for (const nothing of [OUTSIDER, "p-doesnotexist", FULL]) {
      const refused = { name: "TargetNotFoundException" };
      await expect(tag(nothing, { a: "b" })).rejects.toMatchObject(refused);
      await expect(read(nothing)).rejects.toMatchObject(refused);
    }
  });

  it("are fifty at most, each with a key of its own that is not AWS's", async () => {
    const Tags = ["once", "once"].map((Key) => ({ Key, Value: "" }));
    const twice = manager.send(new TagResourceCommand({ ResourceId: UNIT, Tags }));
    await expect(twice).rejects.toMatchObject(invalid("DUPLICATE_TAG_KEY"));
    await expect(tag(UNIT, { "aws:mine": "" })).rejects.toMatchObject(
      invalid("INVALID_SYSTEM_TAGS_PARAMETER"),
    );
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key ${i}`, ""]));
    await tag(UNIT, many);
    await expect(tag(UNIT, { more: "" })).rejects.toMatchObject(broken("MAX_TAG_LIMIT_EXCEEDED"));
    const { Tags: first, NextToken } = await manager.send(
      new ListTagsForResourceCommand({ ResourceId: UNIT }),
    );
    expect(first).toHaveLength(20);
    expect(NextToken).toBeDefined();
  });
});
