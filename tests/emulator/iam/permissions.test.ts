import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetPolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { services } from "#emulator/services/services";
import { ACCOUNT, type Emulator, startStill } from "../../support/emulator/emulated";
import { iam } from "../../support/aws/clients";
import { allow, assume, awsPolicy, makeRole, policyArn, roleArn, trust } from "./stage";

let emulator: Emulator & { clock: ManualClock };
beforeEach(async () => {
  emulator = await startStill({ world: { timing: { identities: { effectiveAfterSeconds: 0 } } } });
});
afterEach(() => emulator.close());

/** Somebody who is allowed that and nothing else. */
async function allowed(Action: string | string[], more: object = {}) {
  const root = iam(emulator);
  await makeRole(root, "admin", { Path: "/ops/" });
  const PolicyDocument = allow(Action, more);
  await root.send(new PutRolePolicyCommand({ RoleName: "admin", PolicyName: "own", PolicyDocument }));
  return iam(emulator, await assume(emulator, "ops/admin"));
}

it("every operation of IAM says what it needs", () => {
  const iamService = services.find(({ signingName }) => signingName === "iam")!;
  const silent = iamService.operations.filter(({ permissions }) => !permissions);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

describe("whoever manages roles", () => {
  it("is told which role and which policy he lacks", async () => {
    const client = await allowed("iam:GetPolicy");
    await client.send(new GetPolicyCommand({ PolicyArn: awsPolicy("ReadOnlyAccess") }));
    const make = new CreateRoleCommand({ RoleName: "x", Path: "/p/", AssumeRolePolicyDocument: trust() });
    await expect(client.send(make)).rejects.toMatchObject({
      Code: "AccessDenied",
      message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/admin/test is not authorized to perform: iam:CreateRole on resource: ${roleArn("p/x")} because no identity-based policy allows the iam:CreateRole action`,
    });
    const policy = new CreatePolicyCommand({ PolicyName: "x", PolicyDocument: allow("s3:*") });
    await expect(client.send(policy)).rejects.toThrow(`iam:CreatePolicy on resource: ${policyArn("x")}`);
    const tag = new TagRoleCommand({ RoleName: "admin", Tags: [{ Key: "a", Value: "b" }] });
    await expect(client.send(tag)).rejects.toThrow(`iam:TagRole on resource: ${roleArn("ops/admin")}`);
    await expect(client.send(new ListRolesCommand({}))).rejects.toThrow("iam:ListRoles on resource: *");
  });

  it("may be let attach certain policies only", async () => {
    const Condition = { ArnEquals: { "iam:PolicyARN": awsPolicy("ReadOnlyAccess") } };
    const client = await allowed("iam:AttachRolePolicy", { Condition });
    await makeRole(iam(emulator), "app");
    const attach = (name: string) =>
      client.send(new AttachRolePolicyCommand({ RoleName: "app", PolicyArn: awsPolicy(name) }));
    await attach("ReadOnlyAccess");
    await expect(attach("AdministratorAccess")).rejects.toThrow("is not authorized");
  });

  it("may be let make roles with a certain boundary only", async () => {
    const PermissionsBoundary = awsPolicy("ReadOnlyAccess");
    const Condition = { StringEquals: { "iam:PermissionsBoundary": PermissionsBoundary } };
    const client = await allowed(["iam:CreateRole", "iam:PutRolePolicy"], { Condition });
    await makeRole(client, "app", { PermissionsBoundary });
    await expect(makeRole(client, "other")).rejects.toThrow("iam:CreateRole");
    const policy = (RoleName: string) =>
      client.send(new PutRolePolicyCommand({ RoleName, PolicyName: "x", PolicyDocument: allow("s3:*") }));
    await policy("app");
    await expect(policy("admin")).rejects.toThrow("iam:PutRolePolicy");
  });

  it("may be let change what has certain tags, and give certain ones", async () => {
    const Condition = {
      StringEquals: { "aws:ResourceTag/team": "ml" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["stage"] },
    };
    const client = await allowed("iam:TagRole", { Condition });
    await makeRole(iam(emulator), "app", { Tags: [{ Key: "team", Value: "ml" }] });
    await makeRole(iam(emulator), "other");
    const tag = (RoleName: string, Key: string) =>
      client.send(new TagRoleCommand({ RoleName, Tags: [{ Key, Value: "x" }] }));
    await tag("app", "stage");
    await expect(tag("app", "cost")).rejects.toThrow("iam:TagRole");
    await expect(tag("other", "stage")).rejects.toThrow("iam:TagRole");
  });

  it("is told by the tags of his role", async () => {
    const Condition = { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } };
    const client = await allowed("iam:GetRole", { Condition });
    const tag = (RoleName: string, Value: string) =>
      iam(emulator).send(new TagRoleCommand({ RoleName, Tags: [{ Key: "team", Value }] }));
    await makeRole(iam(emulator), "app", { Tags: [{ Key: "team", Value: "ml" }] });
    const look = () => client.send(new GetRoleCommand({ RoleName: "app" }));
    await expect(look()).rejects.toThrow("iam:GetRole");
    await tag("admin", "ml");
    await look();
    await tag("app", "data");
    await expect(look()).rejects.toThrow("iam:GetRole");
  });

  it("is in the Region of IAM, wherever he signs for", async () => {
    const Condition = { StringEquals: { "aws:RequestedRegion": "us-east-1" } };
    await allowed("iam:ListRoles", { Condition });
    const elsewhere = iam(emulator, { ...(await assume(emulator, "ops/admin")), region: "eu-west-1" });
    await elsewhere.send(new ListRolesCommand({}));
  });
});
