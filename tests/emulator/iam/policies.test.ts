import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  type CreatePolicyCommandInput,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  PutRolePermissionsBoundaryCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { type Emulator, MEMBER, startStill } from "../../support/emulator/emulated";
import { iam } from "../../support/aws/clients";
import { allow, awsPolicy, makeRole, policyArn } from "./stage";

let emulator: Emulator & { clock: ManualClock };
beforeEach(async () => {
  emulator = await startStill();
});
afterEach(() => emulator.close());

const client = () => iam(emulator);
const DOCUMENT = allow("s3:ListAllMyBuckets");
const ARN = policyArn("mine");

async function create(PolicyName = "mine", more: Partial<CreatePolicyCommandInput> = {}) {
  const input = { PolicyName, PolicyDocument: DOCUMENT, ...more };
  return (await client().send(new CreatePolicyCommand(input))).Policy!;
}
const get = async (PolicyArn = ARN) => (await client().send(new GetPolicyCommand({ PolicyArn }))).Policy!;
const addVersion = (PolicyDocument = DOCUMENT, more = {}) =>
  client().send(new CreatePolicyVersionCommand({ PolicyArn: ARN, PolicyDocument, ...more }));
const version = (VersionId: string, PolicyArn = ARN) =>
  client().send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
const deleteVersion = (VersionId: string) =>
  client().send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId }));
const remove = (PolicyArn = ARN) => client().send(new DeletePolicyCommand({ PolicyArn }));
const list = async (input = {}) =>
  (await client().send(new ListPoliciesCommand(input))).Policies!.map(({ PolicyName }) => PolicyName);

describe("a managed policy", () => {
  it("is told with its id and path when it was made, and with its description when it is read", async () => {
    const made = await create("mine", { Path: "/teams/", Description: "for tests" });
    expect(made).toEqual({
      PolicyName: "mine",
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as unknown,
      Arn: policyArn("teams/mine"),
      Path: "/teams/",
      DefaultVersionId: "v1",
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: expect.any(Date) as unknown,
      UpdateDate: expect.any(Date) as unknown,
    });
    expect(await get(made.Arn)).toEqual({ ...made, Description: "for tests", Tags: [] });
    await expect(create("MINE")).rejects.toMatchObject({
      name: "EntityAlreadyExistsException",
      message: "A policy called MINE already exists. Duplicate names are not allowed.",
    });
  });

  it.each([
    ["{", "Syntax errors in policy: the policy is not JSON."],
    [allow("s3"), "Syntax errors in policy: Statement[0].Action is not an action such as kms:Decrypt."],
    [allow("s3:*", { Principal: "*" }), /names a principal/],
    [
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }),
      /must be version 2012-10-17/,
    ],
  ])("has a document that is a policy, unlike %s", async (PolicyDocument, message) => {
    const refused = { name: "MalformedPolicyDocumentException", $metadata: { httpStatusCode: 400 } };
    await expect(create("mine", { PolicyDocument })).rejects.toMatchObject(refused);
    await expect(create("mine", { PolicyDocument })).rejects.toThrow(message);
    await create();
    await expect(addVersion(PolicyDocument)).rejects.toMatchObject(refused);
  });

  it("has 6,144 characters at most, not counting white space", async () => {
    const long = (length: number) => allow("s3:*", { Sid: "x".repeat(length) });
    const room = 6144 - long(0).length;
    await create("mine", { PolicyDocument: JSON.stringify(JSON.parse(long(room)), null, 8) });
    await expect(addVersion(long(room + 1))).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "Cannot exceed quota for PolicySize: 6144",
    });
  });

  it("is not found by an ARN of nothing, nor by none", async () => {
    const missing = policyArn("missing");
    await expect(get(missing)).rejects.toThrow(`Policy ${missing} was not found.`);
    await expect(get("longpolicynamebutnoarn")).rejects.toMatchObject({
      Code: "ValidationError",
      message: "ARN longpolicynamebutnoarn is not valid.",
    });
    await expect(get(policyArn("x", MEMBER))).rejects.toMatchObject({ Code: "AccessDenied" });
  });
});

describe("versions of a managed policy", () => {
  beforeEach(() => create());
  const versions = async () => {
    const { Versions } = await client().send(new ListPolicyVersionsCommand({ PolicyArn: ARN }));
    return Versions!.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? " *" : ""}`);
  };

  it("are made, listed from the newest on, chosen and deleted", async () => {
    expect((await addVersion(allow("s3:*"))).PolicyVersion).toEqual({
      VersionId: "v2",
      IsDefaultVersion: false,
      CreateDate: expect.any(Date) as unknown,
    });
    await addVersion(allow("ec2:*"), { SetAsDefault: true });
    expect(await versions()).toEqual(["v3 *", "v2", "v1"]);
    await client().send(new SetDefaultPolicyVersionCommand({ PolicyArn: ARN, VersionId: "v2" }));
    expect(await versions()).toEqual(["v3", "v2 *", "v1"]);
    expect(await get()).toMatchObject({ DefaultVersionId: "v2" });
    const { PolicyVersion } = await version("v2");
    expect(PolicyVersion!.Document).not.toMatch(/[{":*]/);
    expect(decodeURIComponent(PolicyVersion!.Document!)).toBe(allow("s3:*"));
    await expect(deleteVersion("v2")).rejects.toMatchObject({
      name: "DeleteConflictException",
      message: "Cannot delete the default version of a policy.",
    });
    await deleteVersion("v3");
    await addVersion();
    expect(await versions()).toEqual(["v4", "v2 *", "v1"]);
  });

  it("are five at most", async () => {
    for (let i = 0; i < 4; i++) await addVersion();
    await expect(addVersion()).rejects.toMatchObject({
      name: "LimitExceededException",
      message:
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
      $metadata: { httpStatusCode: 409 },
    });
    await deleteVersion("v5");
    expect((await addVersion()).PolicyVersion).toMatchObject({ VersionId: "v6" });
  });

  it("that are not there are not found", async () => {
    const text = `Policy ${ARN} version v9 does not exist or is not attachable.`;
    const setDefault = new SetDefaultPolicyVersionCommand({ PolicyArn: ARN, VersionId: "v9" });
    for (const call of [() => version("v9"), () => deleteVersion("v9"), () => client().send(setDefault)]) {
      await expect(call()).rejects.toMatchObject({ name: "NoSuchEntityException", message: text });
    }
    await expect(version("v1", policyArn("missing"))).rejects.toThrow(
      "version v1 does not exist or is not attachable.",
    );
    await expect(version("1")).rejects.toThrow(
      "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
    );
  });

  it("keep the policy from being deleted, as its uses do", async () => {
    await addVersion();
    await makeRole(client(), "app");
    const use = { RoleName: "app", PolicyArn: ARN };
    await client().send(new AttachRolePolicyCommand(use));
    await expect(remove()).rejects.toThrow("Cannot delete a policy attached to entities.");
    await client().send(new DetachRolePolicyCommand(use));
    await expect(remove()).rejects.toThrow("This policy has more than one version.");
    await deleteVersion("v2");
    const bounded = { RoleName: "app", PermissionsBoundary: ARN };
    await client().send(new PutRolePermissionsBoundaryCommand(bounded));
    await expect(remove()).rejects.toMatchObject({ name: "DeleteConflictException" });
    await client().send(
      new PutRolePermissionsBoundaryCommand({ ...bounded, PermissionsBoundary: awsPolicy("ReadOnlyAccess") }),
    );
    await remove();
    await expect(get()).rejects.toThrow(`Policy ${ARN} was not found.`);
  });
});

describe("tags of a managed policy", () => {
  it("are told apart by case, and read in their order", async () => {
    const Tags = [
      { Key: "a", Value: "small" },
      { Key: "A", Value: "" },
    ];
    expect((await create("mine", { Tags })).Tags).toEqual(Tags);
    const tags = async () => (await client().send(new ListPolicyTagsCommand({ PolicyArn: ARN }))).Tags;
    expect(await tags()).toEqual([Tags[1], Tags[0]]);
    await client().send(new TagPolicyCommand({ PolicyArn: ARN, Tags: [{ Key: "a", Value: "new" }] }));
    await client().send(new UntagPolicyCommand({ PolicyArn: ARN, TagKeys: ["A"] }));
    expect(await tags()).toEqual([{ Key: "a", Value: "new" }]);
    const twice = [Tags[0]!, Tags[0]!];
    await expect(client().send(new TagPolicyCommand({ PolicyArn: ARN, Tags: twice }))).rejects.toMatchObject({
      name: "InvalidInputException",
      message: "Duplicate tag keys found.",
    });
  });
});

describe("AWS's own policies", () => {
  it("are there to be read and attached, and nobody's to change", async () => {
    expect(await list({ Scope: "AWS" })).toEqual([
      "AdministratorAccess",
      "AmazonBedrockFullAccess",
      "AmazonBedrockReadOnly",
      "AWSMarketplaceManageSubscriptions",
      "ReadOnlyAccess",
    ]);
    const { DefaultVersionId, Tags } = await get(awsPolicy("AmazonBedrockFullAccess"));
    expect(Tags).toEqual([]);
    const { PolicyVersion } = await version(DefaultVersionId!, awsPolicy("AmazonBedrockFullAccess"));
    expect(JSON.parse(decodeURIComponent(PolicyVersion!.Document!))).toMatchObject({
      Version: "2012-10-17",
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Sid: "MarketplaceOperationsFromBedrockFor3pModels",
          Condition: { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } },
        }),
      ]) as unknown,
    });
    await expect(remove(awsPolicy("ReadOnlyAccess"))).rejects.toMatchObject({ Code: "AccessDenied" });
    await expect(get(awsPolicy("PowerUserAccess"))).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });
});

describe("a listing of policies", () => {
  it("has those that are wanted", async () => {
    await create("b", { Path: "/x/" });
    await create("a");
    await makeRole(client(), "app", { PermissionsBoundary: policyArn("x/b") });
    await client().send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: policyArn("a") }));
    expect(await list({ Scope: "Local" })).toEqual(["a", "b"]);
    expect(await list({ Scope: "Local", PathPrefix: "/x/" })).toEqual(["b"]);
    expect(await list({ OnlyAttached: true })).toEqual(["a", "AdministratorAccess"]);
    expect(await list({ PolicyUsageFilter: "PermissionsBoundary" })).toEqual(["b"]);
    expect(await list({ PolicyUsageFilter: "PermissionsPolicy", Scope: "Local" })).toEqual(["a"]);
    const { Policies } = await client().send(new ListPoliciesCommand({ Scope: "Local" }));
    expect(Policies![0]).toMatchObject({ AttachmentCount: 1, PermissionsBoundaryUsageCount: 0 });
    expect(Policies![0]).not.toHaveProperty("Tags");
  });

  it("of who has one tells roles by name and id", async () => {
    await create();
    const { RoleId } = await makeRole(client(), "app");
    await makeRole(client(), "bounded", { PermissionsBoundary: ARN });
    await client().send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: ARN }));
    const entities = async (more = {}) => {
      const { PolicyRoles } = await client().send(
        new ListEntitiesForPolicyCommand({ PolicyArn: ARN, ...more }),
      );
      return PolicyRoles!.map(({ RoleName }) => RoleName);
    };
    expect(await client().send(new ListEntitiesForPolicyCommand({ PolicyArn: ARN }))).toMatchObject({
      PolicyGroups: [],
      PolicyUsers: [],
      PolicyRoles: [{ RoleName: "app", RoleId }, { RoleName: "bounded" }],
      IsTruncated: false,
    });
    expect(await entities({ PolicyUsageFilter: "PermissionsBoundary" })).toEqual(["bounded"]);
    expect(await entities({ PolicyUsageFilter: "PermissionsPolicy" })).toEqual(["app"]);
    expect(await entities({ EntityFilter: "User" })).toEqual([]);
    expect(await entities({ PathPrefix: "/x/" })).toEqual([]);
  });
});
