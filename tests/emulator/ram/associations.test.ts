import {
  AssociateResourceShareCommand as Associate,
  DisassociateResourceShareCommand as Disassociate,
  EnableSharingWithAwsOrganizationCommand as Enable,
  GetResourceShareAssociationsCommand as Associations,
  ListPrincipalsCommand as Principals,
  GetResourceShareInvitationsCommand as Invitations,
  ListResourcesCommand as Resources,
  UpdateResourceShareCommand as Update,
} from "@aws-sdk/client-ram";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { EnableAWSServiceAccessCommand } from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, type WorldFile } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, ENCRYPTED_MODEL, MEMBER, OUTSIDER } from "../../support/emulator/emulated";
import { organizations, ram, sts } from "../../support/aws/clients";
import { associations, refusal, setTheStage, share, sharesOf, type Stage } from "./stage";

const ORGANIZATION = `arn:aws:organizations::${ACCOUNT}:organization/o-exampleorgid`;
const UNIT = `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/ou-exam-workload`;
const sharingOff: WorldFile = { organization: { ...defaultWorld.organization, ramSharing: false } };

interface Entities {
  principals?: string[];
  resourceArns?: string[];
}

let stage: Stage;
async function start(world?: WorldFile): Promise<void> {
  stage = await setTheStage(world);
}
beforeEach(() => start());
afterEach(() => stage.emulator.close());

const associate = (resourceShareArn: string, what: Entities) =>
  stage.owner.send(new Associate({ resourceShareArn, ...what }));
const disassociate = (resourceShareArn: string, what: Entities, client = stage.owner) =>
  client.send(new Disassociate({ resourceShareArn, ...what }));
const sharedWith = async (client = stage.member) =>
  (await client.send(new Resources({ resourceOwner: "OTHER-ACCOUNTS" }))).resources!.map(({ arn }) => arn);

async function asRole(RoleArn: string) {
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" });
  const { AccessKeyId, SecretAccessKey, SessionToken } = (await sts(stage.emulator).send(assume))
    .Credentials!;
  const session = { account: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
  return ram(stage.emulator, session);
}

describe("within an organization with RAM sharing", () => {
  it("an account is ASSOCIATING, then ASSOCIATED, and sees the share only after a while", async () => {
    const arn = await share(stage, { allowExternalPrincipals: false });
    const made = await associate(arn, { principals: [MEMBER], resourceArns: [CUSTOM_MODEL] });
    expect(made.resourceShareAssociations).toMatchObject([
      { associatedEntity: MEMBER, status: "ASSOCIATING", external: false },
      { associatedEntity: CUSTOM_MODEL, status: "ASSOCIATING" },
    ]);
    stage.emulator.clock.tick(9);
    expect(await associations(stage.owner, arn)).toEqual({ [MEMBER]: "ASSOCIATING" });
    stage.emulator.clock.tick(1);
    expect(await associations(stage.owner, arn)).toEqual({ [MEMBER]: "ASSOCIATED" });
    expect(await sharesOf(stage.member, "OTHER-ACCOUNTS")).toEqual([]);
    stage.emulator.clock.tick(19);
    expect(await sharedWith()).toEqual([]);
    stage.emulator.clock.tick(1);
    expect(await sharesOf(stage.member, "OTHER-ACCOUNTS")).toMatchObject([{ resourceShareArn: arn }]);
    expect(await sharedWith()).toEqual([CUSTOM_MODEL]);
    expect(await sharedWith(stage.owner)).toEqual([]);
    expect(await sharedWith(stage.outsider)).toEqual([]);
  });

  it.each([ORGANIZATION, UNIT])("%s takes longer, and lets its accounts in", async (principal) => {
    const arn = await share(stage, { principals: [principal], resourceArns: [CUSTOM_MODEL] });
    stage.emulator.clock.tick(49);
    expect(await associations(stage.owner, arn)).toEqual({ [principal]: "ASSOCIATING" });
    stage.emulator.clock.tick(1);
    expect(await associations(stage.owner, arn)).toEqual({ [principal]: "ASSOCIATED" });
    stage.emulator.clock.tick(20);
    expect(await sharedWith()).toEqual([CUSTOM_MODEL]);
  });

  it("a role or user lets in nobody else of its account", async () => {
    const of = (who: string) => `arn:aws:iam::${MEMBER}:${who}`;
    await share(stage, { principals: [of("user/emulated")], resourceArns: [CUSTOM_MODEL] });
    await share(stage, { principals: [of("role/model-access-deployer")], resourceArns: [ENCRYPTED_MODEL] });
    stage.emulator.clock.tick(20);
    expect(await sharedWith()).toEqual([CUSTOM_MODEL]);
    expect(await sharedWith(await asRole(of("role/model-access-deployer")))).toEqual([ENCRYPTED_MODEL]);
  });

  it("units lie in units", async () => {
    await stage.emulator.close();
    await start({
      organization: {
        ...defaultWorld.organization,
        organizationalUnits: [
          { id: "ou-exam-upper0001", name: "Upper", accounts: [] },
          { id: "ou-exam-lower0001", name: "Lower", accounts: [MEMBER], parentId: "ou-exam-upper0001" },
        ],
      },
    });
    const upper = UNIT.replace("workload", "upper0001");
    await share(stage, { principals: [upper], resourceArns: [CUSTOM_MODEL] });
    stage.emulator.clock.tick(100);
    expect(await sharedWith()).toEqual([CUSTOM_MODEL]);
  });

  it("nobody can leave", async () => {
    const arn = await share(stage, { principals: [MEMBER] });
    stage.emulator.clock.tick(20);
    await expect(disassociate(arn, { principals: [MEMBER] }, stage.member)).rejects.toEqual(
      refusal("OperationNotPermittedException"),
    );
  });
});

describe("an association that fails is no exception", () => {
  it.each<[what: string, input: Entities, message: string]>([
    ["the owner's own account, if it fails", { principals: [ACCOUNT] }, "owns it"],
    ["a model that does not exist", { resourceArns: [CUSTOM_MODEL.replace("triage", "nobody")] }, "be found"],
  ])("%s", async (_what, input, message) => {
    await stage.emulator.close();
    await start({ assumptions: { "ram.ownAccount": "fails" } });
    const arn = await share(stage, input);
    const associationType = "principals" in input ? "PRINCIPAL" : "RESOURCE";
    const { resourceShareAssociations } = await stage.owner.send(
      new Associations({ associationType, resourceShareArns: [arn] }),
    );
    expect(resourceShareAssociations).toMatchObject([
      { status: "FAILED", statusMessage: expect.stringContaining(message) },
    ]);
  });

  it("a model that is not Active, until it is tried again", async () => {
    await stage.emulator.close();
    await start({ customModels: { [CUSTOM_MODEL]: { modelName: "m", status: "Creating" } } });
    const arn = await share(stage, { resourceArns: [CUSTOM_MODEL] });
    expect(await associations(stage.owner, arn, "RESOURCE")).toEqual({ [CUSTOM_MODEL]: "FAILED" });
    const again = await associate(arn, { resourceArns: [CUSTOM_MODEL] });
    expect(again.resourceShareAssociations).toMatchObject([{ status: "ASSOCIATING" }]);
  });
});

describe("DisassociateResourceShare", () => {
  it("leaves DISASSOCIATED entries, which another associate brings back", async () => {
    const arn = await share(stage, { principals: [MEMBER], resourceArns: [CUSTOM_MODEL] });
    stage.emulator.clock.tick(20);
    const gone = await disassociate(arn, { principals: [MEMBER] });
    expect(gone.resourceShareAssociations).toMatchObject([{ status: "DISASSOCIATING" }]);
    expect(await sharedWith()).toEqual([CUSTOM_MODEL]);
    stage.emulator.clock.tick(5);
    expect(await associations(stage.owner, arn)).toEqual({ [MEMBER]: "DISASSOCIATED" });
    expect(await sharedWith()).toEqual([]);
    await expect(disassociate(arn, { principals: [MEMBER] })).rejects.toEqual(
      refusal("UnknownResourceException"),
    );
    await associate(arn, { principals: [MEMBER] });
    expect(await associations(stage.owner, arn)).toEqual({ [MEMBER]: "ASSOCIATING" });
  });

  it("is refused while another association is on its way, and names its status", async () => {
    const arn = await share(stage, { principals: [MEMBER], resourceArns: [CUSTOM_MODEL] });
    await associate(arn, { resourceArns: [ENCRYPTED_MODEL] });
    const busy = (status: string) =>
      refusal(
        "InvalidStateTransitionException",
        new RegExp(`^At least one of the associations in the resource share is in ${status} status\\.$`),
      );
    await expect(disassociate(arn, { principals: [MEMBER] })).rejects.toEqual(busy("ASSOCIATING"));
    await disassociate(arn, { resourceArns: [ENCRYPTED_MODEL] });
    await expect(disassociate(arn, { principals: [MEMBER] })).rejects.toEqual(busy("DISASSOCIATING"));
    stage.emulator.clock.tick(5);
    await disassociate(arn, { principals: [MEMBER] });
  });

  it("does not move the share's time", async () => {
    const arn = await share(stage, { principals: [MEMBER] });
    const [before] = await sharesOf(stage.owner);
    await disassociate(arn, { principals: [MEMBER] });
    expect((await sharesOf(stage.owner))[0]!.lastUpdatedTime).toEqual(before!.lastUpdatedTime);
  });
});

describe("what is refused", () => {
  it.each<[what: string, input: Entities, code: string, message: RegExp]>([
    ["a bare organization id", { principals: ["o-exampleorgid"] }, "InvalidParameterException", /malformed/],
    ["a bare unit id", { principals: ["ou-exam-workload"] }, "InvalidParameterException", /malformed/],
    [
      "an organization of others",
      { principals: [ORGANIZATION.replace("exampleorgid", "anotherorgid")] },
      "UnknownResourceException",
      /could not be found/,
    ],
    ["an account outside", { principals: [OUTSIDER] }, "InvalidParameterException", /not in your AWS org/],
    [
      "a model of others",
      { resourceArns: [CUSTOM_MODEL.replace(ACCOUNT, MEMBER)] },
      "OperationNotPermittedException",
      /not owned/,
    ],
    [
      "a model elsewhere",
      { resourceArns: [CUSTOM_MODEL.replace("us-east-1", "eu-west-1")] },
      "InvalidParameterException",
      /Region/,
    ],
    ["no ARN", { resourceArns: ["nonsense"] }, "MalformedArnException", /not valid/],
    ["nothing", {}, "InvalidParameterException", /must specify/],
    [
      "more than a hundred",
      { principals: Array.from({ length: 101 }, (_, i) => String(100_000_000_000 + i)) },
      "ResourceShareLimitExceededException",
      /100/,
    ],
  ])("%s", async (_what, input, code, message) => {
    const arn = await share(stage, { allowExternalPrincipals: false });
    await expect(associate(arn, input)).rejects.toEqual(refusal(code, message));
    expect(await associations(stage.owner, arn)).toEqual({});
  });

  it("a type of resource that is not emulated, by its name", async () => {
    const arn = await share(stage);
    const subnet = `arn:aws:ec2:us-east-1:${ACCOUNT}:subnet/subnet-0123456789abcdef0`;
    await expect(associate(arn, { resourceArns: [subnet] })).rejects.toEqual(
      refusal("NotEmulatedException", "ec2 subnet"),
    );
  });

  it("a custom model for an account outside, whichever comes first", async () => {
    const within = refusal("InvalidParameterException", "only be shared within your AWS Organization");
    const models = await share(stage, { resourceArns: [CUSTOM_MODEL] });
    await expect(associate(models, { principals: [OUTSIDER] })).rejects.toEqual(within);
    const people = await share(stage, { principals: [OUTSIDER] });
    await expect(associate(people, { resourceArns: [CUSTOM_MODEL] })).rejects.toEqual(within);
  });
});

describe("an organization without RAM sharing", () => {
  beforeEach(async () => {
    await stage.emulator.close();
    await start(sharingOff);
  });

  it("is refused as principal until the managing account enables it", async () => {
    const arn = await share(stage);
    await expect(associate(arn, { principals: [ORGANIZATION] })).rejects.toEqual(
      refusal("UnknownResourceException", /^Organization o-exampleorgid could not be found\.$/),
    );
    await expect(associate(arn, { principals: [UNIT] })).rejects.toEqual(
      refusal(
        "UnknownResourceException",
        /^OrganizationalUnit ou-exam-workload in unknown organization could not be found\.$/,
      ),
    );
    await expect(stage.member.send(new Enable({}))).rejects.toEqual(
      refusal("OperationNotPermittedException", "Received AccessDeniedException from AWSOrganizations"),
    );
    expect(await stage.owner.send(new Enable({}))).toMatchObject({ returnValue: true });
    await associate(arn, { principals: [ORGANIZATION] });
  });

  it("could not be found when it was enabled through the Organizations API", async () => {
    await organizations(stage.emulator).send(
      new EnableAWSServiceAccessCommand({ ServicePrincipal: "ram.amazonaws.com" }),
    );
    await expect(share(stage, { principals: [ORGANIZATION] })).rejects.toEqual(
      refusal("UnknownResourceException", "could not be found"),
    );
  });

  it("shares no custom model, not even with a member, and not even with nobody", async () => {
    const within = refusal("InvalidParameterException", "only be shared within your AWS Organization");
    for (const principals of [[MEMBER], []]) {
      await expect(share(stage, { principals, resourceArns: [CUSTOM_MODEL] })).rejects.toEqual(within);
    }
  });

  it("has no share for insiders only: neither is one made, nor does one become so", async () => {
    const within = refusal("OperationNotPermittedException", "only be shared within your AWS Organization");
    await expect(share(stage, { allowExternalPrincipals: false })).rejects.toEqual(within);
    expect(await sharesOf(stage.owner)).toEqual([]);
    const resourceShareArn = await share(stage);
    const update = new Update({ resourceShareArn, allowExternalPrincipals: false });
    await expect(stage.owner.send(update)).rejects.toEqual(within);
  });

  it("invites the account of a role or user, as one from outside", async () => {
    const role = `arn:aws:iam::${MEMBER}:role/reader`;
    const arn = await share(stage, { principals: [role] });
    stage.emulator.clock.tick(20);
    expect(await associations(stage.owner, arn)).toEqual({ [role]: "ASSOCIATING" });
    const { resourceShareInvitations } = await stage.member.send(new Invitations({}));
    expect(resourceShareInvitations).toMatchObject([{ status: "PENDING" }]);
  });
});

it("ListPrincipals tells the owner with whom, and the recipient by whom", async () => {
  const arn = await share(stage, { principals: [MEMBER, ORGANIZATION], resourceArns: [CUSTOM_MODEL] });
  stage.emulator.clock.tick(80);
  const list = async (client: typeof stage.owner, resourceOwner: "SELF" | "OTHER-ACCOUNTS") =>
    (await client.send(new Principals({ resourceOwner, resourceShareArns: [arn] }))).principals!.map(
      ({ id }) => id,
    );
  expect(await list(stage.owner, "SELF")).toEqual([MEMBER, ORGANIZATION]);
  expect(await list(stage.member, "OTHER-ACCOUNTS")).toEqual([ACCOUNT]);
  expect(await list(stage.outsider, "OTHER-ACCOUNTS")).toEqual([]);
});

it("ListResources knows types, shares and principals", async () => {
  const arn = await share(stage, { principals: [MEMBER], resourceArns: [CUSTOM_MODEL] });
  const list = async (filters: object) => {
    const input = { resourceOwner: "SELF", ...filters } as const;
    const { nextToken } = await stage.owner.send(new Resources(input));
    return (await stage.owner.send(new Resources({ ...input, nextToken }))).resources!;
  };
  expect(await list({ resourceType: "bedrock:CustomModel" })).toMatchObject([
    { arn: CUSTOM_MODEL, resourceShareArn: arn, status: "AVAILABLE", type: "bedrock:CustomModel" },
  ]);
  expect(await list({ principal: MEMBER })).toHaveLength(1);
  expect(await list({ principal: OUTSIDER })).toEqual([]);
  await expect(list({ resourceType: "bedrock:Nothing" })).rejects.toEqual(
    refusal("InvalidResourceTypeException"),
  );
});
