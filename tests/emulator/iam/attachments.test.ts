import {
  AttachRolePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, startStill } from "../../support/emulator/emulated";
import { webIdentityToken } from "../../support/aws/web-identity";
import { iam, sts } from "../../support/aws/clients";
import {
  allow,
  assume,
  attach,
  awsPolicy,
  listModels,
  makeRole,
  policyArn,
  roleArn,
  SETTLED,
  trust,
} from "./stage";

let emulator: Emulator & { clock: ManualClock };
beforeEach(async () => {
  emulator = await startStill();
});
afterEach(() => emulator.close());

const client = () => iam(emulator);
const settle = () => emulator.clock.tick(SETTLED);
const attached = async (RoleName = "app") =>
  (await client().send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies!;
const attachArn = (PolicyArn: string, RoleName = "app") =>
  client().send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
const detach = (PolicyArn: string, RoleName = "app") =>
  client().send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
const put = (PolicyName: string, PolicyDocument: string, RoleName = "app") =>
  client().send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
const LACKS = "because no identity-based policy allows the bedrock:ListFoundationModels action";

async function restart(world: WorldFile): Promise<void> {
  await emulator.close();
  emulator = await startStill({ world });
}

describe("managed policies of a role", () => {
  beforeEach(() => makeRole(client(), "app"));

  it("are attached, once however often, listed and detached", async () => {
    const arn = await attach(client(), "app", "mine", allow("s3:*"));
    await attachArn(arn);
    await attachArn(awsPolicy("AmazonBedrockReadOnly"));
    expect(await attached()).toEqual([
      { PolicyName: "mine", PolicyArn: arn },
      { PolicyName: "AmazonBedrockReadOnly", PolicyArn: awsPolicy("AmazonBedrockReadOnly") },
    ]);
    await expect(client().send(new DeleteRoleCommand({ RoleName: "app" }))).rejects.toThrow(
      "Cannot delete entity, must detach all policies first.",
    );
    await detach(arn);
    expect(await attached()).toHaveLength(1);
    await expect(detach(arn)).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: `Policy ${arn} was not found.`,
    });
  });

  it("must exist", async () => {
    const missing = policyArn("missing");
    await expect(attachArn(missing)).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: `Policy ${missing} does not exist or is not attachable.`,
    });
    await expect(attachArn(awsPolicy("NoSuchAccess"))).rejects.toThrow("does not exist or is not attachable");
    await expect(attachArn("longpolicynamebutnoarn")).rejects.toMatchObject({ Code: "ValidationError" });
  });

  it("are ten at most, unless AWS has raised the quota", async () => {
    const fill = async (from: number, to: number) => {
      for (let i = from; i < to; i++) await attach(client(), "app", `policy-${i}`, allow("s3:*"));
    };
    await fill(0, 10);
    await expect(attachArn(awsPolicy("ReadOnlyAccess"))).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "Cannot exceed quota for PoliciesPerRole: 10",
    });
    await restart({ organization: null, accounts: { [ACCOUNT]: { policiesPerRole: 11 } } });
    await makeRole(client(), "app");
    await fill(0, 11);
  });
});

describe("inline policies of a role", () => {
  const names = async () =>
    (await client().send(new ListRolePoliciesCommand({ RoleName: "app" }))).PolicyNames;
  beforeEach(() => makeRole(client(), "app"));

  it("are put, replaced, read and deleted", async () => {
    await put("b", allow("s3:*"));
    await put("a", allow("s3:*"));
    await put("b", allow("ec2:*"));
    expect(await names()).toEqual(["a", "b"]);
    const read = (PolicyName: string) =>
      client().send(new GetRolePolicyCommand({ RoleName: "app", PolicyName }));
    const { PolicyDocument, ...rest } = await read("b");
    expect(rest).toMatchObject({ RoleName: "app", PolicyName: "b" });
    expect(decodeURIComponent(PolicyDocument!)).toBe(allow("ec2:*"));
    await expect(client().send(new DeleteRoleCommand({ RoleName: "app" }))).rejects.toThrow(
      "Cannot delete entity, must delete policies first.",
    );
    const remove = new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "b" });
    await client().send(remove);
    const missing = {
      name: "NoSuchEntityException",
      message: "The role policy with name b cannot be found.",
    };
    await expect(client().send(remove)).rejects.toMatchObject(missing);
    await expect(read("b")).rejects.toMatchObject(missing);
  });

  it("have 10,240 characters together", async () => {
    const long = (length: number) => allow("s3:*", { Sid: "x".repeat(length) });
    await put("a", long(6000));
    await put("b", long(10_240 - 2 * long(0).length - 6000));
    await expect(put("b", long(10_241 - 2 * long(0).length - 6000))).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "Maximum policy size of 10240 bytes exceeded for role app",
    });
  });

  it("may be in the language of 2008, unless a world has AWS refuse that", async () => {
    const old = JSON.stringify({ Statement: { Effect: "Allow", Action: "s3:*", Resource: "*" } });
    await put("old", old);
    await expect(put("bad", "{")).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
    await restart({ assumptions: { "iam.inlineVersion": "refused" } });
    await expect(put("old", old, "model-access-deployer")).rejects.toThrow("must be version 2012-10-17");
  });
});

describe("whoever has assumed a role", () => {
  it("is refused whatever its policies lack, and nothing else", async () => {
    await makeRole(client(), "app");
    await attach(client(), "app", "models", allow("bedrock:ListFoundationModels"));
    settle();
    const session = await assume(emulator, "app");
    await listModels(emulator, session);
    await expect(
      iam(emulator, session).send(new ListRolePoliciesCommand({ RoleName: "app" })),
    ).rejects.toThrow(
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/app/test is not authorized to perform: iam:ListRolePolicies on resource: ${roleArn("app")} because no identity-based policy allows the iam:ListRolePolicies action`,
    );
  });

  it("is allowed nothing without policies", async () => {
    await makeRole(client(), "app");
    settle();
    await expect(listModels(emulator, await assume(emulator, "app"))).rejects.toThrow(LACKS);
  });

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ["an inline policy", () => put("models", allow("bedrock:*")), () => put("models", allow("s3:*"))],
    [
      "a managed policy",
      () => attach(client(), "app", "models", allow("bedrock:*")),
      () => detach(policyArn("models")),
    ],
    [
      "one of AWS's own policies",
      () => attachArn(awsPolicy("AmazonBedrockReadOnly")),
      () => detach(awsPolicy("AmazonBedrockReadOnly")),
    ],
    [
      "the default version of a policy",
      async () => {
        const PolicyArn = await attach(client(), "app", "models", allow("s3:*"));
        const wider = { PolicyArn, PolicyDocument: allow("bedrock:*"), SetAsDefault: true };
        await client().send(new CreatePolicyVersionCommand(wider));
      },
      () =>
        client().send(
          new SetDefaultPolicyVersionCommand({ PolicyArn: policyArn("models"), VersionId: "v1" }),
        ),
    ],
    [
      "a boundary",
      async () => {
        await put("models", allow("bedrock:*"));
        const PermissionsBoundary = awsPolicy("AmazonBedrockReadOnly");
        await client().send(new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary }));
      },
      () => {
        const PermissionsBoundary = awsPolicy("AWSMarketplaceManageSubscriptions");
        return client().send(new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary }));
      },
    ],
  ])("is told of %s only after a while", async (_what, widen, narrow) => {
    await makeRole(client(), "app");
    settle();
    const session = await assume(emulator, "app");
    const refused = () => expect(listModels(emulator, session)).rejects.toThrow("is not authorized");
    await widen();
    await refused();
    settle();
    await listModels(emulator, session);
    await narrow();
    await listModels(emulator, session);
    settle();
    await refused();
  });

  it("in a world where that takes no time is told at once", async () => {
    await restart({ timing: { identities: { effectiveAfterSeconds: 0 } } });
    await makeRole(client(), "app");
    const session = await assume(emulator, "app");
    await attachArn(awsPolicy("AdministratorAccess"));
    await listModels(emulator, session);
  });

  it("survives a snapshot with what it is allowed", async () => {
    await makeRole(client(), "app");
    await put("models", allow("bedrock:*"));
    settle();
    const session = await assume(emulator, "app");
    const control = `${emulator.url}/_emulator/snapshot`;
    const before = await (await fetch(control)).text();
    await put("models", allow("s3:*"));
    settle();
    await expect(listModels(emulator, session)).rejects.toThrow(LACKS);
    await fetch(control, { method: "PUT", body: before });
    await listModels(emulator, session);
  });

  it.each([
    [{}, LACKS],
    [{ "iam.sessionsOfDeleted": "unknown" }, "The security token included in the request is invalid."],
  ])(
    "may do nothing when the role is gone, also when there is a new one (%j)",
    async (assumptions, message) => {
      await restart({ assumptions });
      await makeRole(client(), "app");
      settle();
      const session = await assume(emulator, "app");
      await client().send(new DeleteRoleCommand({ RoleName: "app" }));
      settle();
      await expect(listModels(emulator, session)).rejects.toThrow(message);
      await makeRole(client(), "app");
      await attachArn(awsPolicy("AdministratorAccess"));
      settle();
      await expect(listModels(emulator, session)).rejects.toThrow(message);
      await listModels(emulator, await assume(emulator, "app"));
    },
  );

  it("is allowed nothing when the boundary was deleted, in a world where it can be", async () => {
    await restart({ assumptions: { "iam.boundaryInUse": "deleted" } });
    await makeRole(client(), "app");
    const PolicyArn = await attach(client(), "app", "models", allow("bedrock:*"));
    await put("models", allow("bedrock:*"));
    const bounded = { RoleName: "app", PermissionsBoundary: PolicyArn };
    await client().send(new PutRolePermissionsBoundaryCommand(bounded));
    await detach(PolicyArn);
    await client().send(new DeletePolicyCommand({ PolicyArn }));
    settle();
    await expect(listModels(emulator, await assume(emulator, "app"))).rejects.toThrow(
      "because no permissions boundary allows",
    );
  });
});

describe("a role of the world", () => {
  it("has AdministratorAccess where the world says no policies, and is narrowed when that is detached", async () => {
    const RoleName = "model-access-deployer";
    const session = await assume(emulator, RoleName);
    await listModels(emulator, session);
    expect(await attached(RoleName)).toEqual([
      { PolicyName: "AdministratorAccess", PolicyArn: awsPolicy("AdministratorAccess") },
    ]);
    await detach(awsPolicy("AdministratorAccess"), RoleName);
    await put("s3", allow("s3:*"), RoleName);
    await listModels(emulator, session);
    settle();
    await expect(listModels(emulator, session)).rejects.toThrow(LACKS);
  });

  it("has the policies that the world says as inline ones", async () => {
    const policies = [JSON.parse(allow("bedrock:*")), JSON.parse(allow("s3:*"))] as Record<string, unknown>[];
    await restart({ organization: null, accounts: { [ACCOUNT]: { roles: { app: { policies } } } } });
    const { PolicyNames } = await client().send(new ListRolePoliciesCommand({ RoleName: "app" }));
    expect(PolicyNames).toEqual(["world-1", "world-2"]);
    expect(await attached()).toEqual([]);
    const session = await assume(emulator, "app");
    await listModels(emulator, session);
    await client().send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "world-1" }));
    settle();
    await expect(listModels(emulator, session)).rejects.toThrow(LACKS);
  });
});

describe("a role that was made", () => {
  const update = (PolicyDocument: string) =>
    client().send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument }));

  it("can be assumed some time later, by whom its trust policy names", async () => {
    await makeRole(client(), "app");
    await expect(assume(emulator, "app")).rejects.toThrow("sts:AssumeRole");
    settle();
    await assume(emulator, "app");
    await expect(assume(emulator, "app", {}, { account: MEMBER })).rejects.toThrow("sts:AssumeRole");
    await update(trust(MEMBER));
    settle();
    await assume(emulator, "app", {}, { account: MEMBER });
    await expect(assume(emulator, "app")).rejects.toThrow("sts:AssumeRole");
  });

  it("has the conditions of its trust policy", async () => {
    const wanted = { StringEquals: { "sts:ExternalId": "one-two", "sts:RoleSessionName": "test" } };
    await makeRole(client(), "app", {
      AssumeRolePolicyDocument: trust(ACCOUNT, { Condition: wanted }),
      MaxSessionDuration: 7200,
    });
    settle();
    await expect(assume(emulator, "app")).rejects.toThrow("sts:AssumeRole");
    await assume(emulator, "app", { ExternalId: "one-two", DurationSeconds: 7200 });
    const other = { ExternalId: "one-two", RoleSessionName: "other" };
    await expect(assume(emulator, "app", other)).rejects.toThrow("sts:AssumeRole");
    const longer = { ExternalId: "one-two", DurationSeconds: 7201 };
    await expect(assume(emulator, "app", longer)).rejects.toThrow("MaxSessionDuration");
  });

  it("takes the tags that its trust policy allows", async () => {
    const Tags = [{ Key: "team", Value: "ml" }];
    await makeRole(client(), "app");
    settle();
    await expect(assume(emulator, "app", { Tags })).rejects.toThrow("sts:TagSession");
    const Condition = { StringEquals: { "aws:RequestTag/team": "ml" } };
    await update(trust(ACCOUNT, { Action: ["sts:AssumeRole", "sts:TagSession"], Condition }));
    settle();
    await assume(emulator, "app", { Tags });
    await expect(assume(emulator, "app", { Tags: [{ Key: "team", Value: "x" }] })).rejects.toThrow("sts:");
  });

  it("can be assumed by a web identity that its trust policy names", async () => {
    const named = (sub: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example.com/x` },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { "ci.example.com/x:sub": sub, "ci.example.com/x:aud": "aws" } },
        },
      });
    await makeRole(client(), "app", { AssumeRolePolicyDocument: named("me") });
    settle();
    const show = (claims: object) =>
      sts(emulator).send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: roleArn("app"),
          RoleSessionName: "test",
          WebIdentityToken: webIdentityToken({
            iss: "https://ci.example.com/x",
            sub: "me",
            aud: "aws",
            ...claims,
          }),
        }),
      );
    expect(await show({})).toMatchObject({ SubjectFromWebIdentityToken: "me" });
    await expect(show({ sub: "you" })).rejects.toThrow("Not authorized to perform");
    await expect(show({ iss: "https://ci.example.com/y" })).rejects.toThrow("Not authorized to perform");
    await expect(assume(emulator, "app")).rejects.toThrow("sts:AssumeRole");
  });

  it("is found by its whole path, which conditions are told and the session's ARN is not", async () => {
    const Condition = { ArnEquals: { "aws:PrincipalArn": roleArn("teams/app") } };
    const { RoleId } = await makeRole(client(), "app", { Path: "/teams/" });
    await put("models", allow(["bedrock:*", "sts:GetCallerIdentity"], { Condition }));
    settle();
    await expect(assume(emulator, "app")).rejects.toThrow("sts:AssumeRole");
    const session = await assume(emulator, "teams/app");
    await listModels(emulator, session);
    expect(await sts(emulator, session).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/test`,
      UserId: `${RoleId}:test`,
    });
  });
});
