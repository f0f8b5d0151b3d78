import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { iam } from "../support/aws/clients";
import { allow, awsPolicy, policyArn, trust } from "../emulator/iam/stage";
import type { Emulator } from "../support/emulator/emulated";
import { recorded } from "./iam";
import { expectShape, membersOf } from "./shape";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const client = () => iam(emulator);
const PLAIN = { AssumeRolePolicyDocument: trust() };
const full = { ...PLAIN, Description: "x", Tags: [{ Key: "a", Value: "b" }] };
const PolicyDocument = allow("s3:ListBucket");
const PolicyArn = policyArn("mine");
const role = { RoleName: "plain" };

/** How each situation is brought about, in this order. */
const situations: Record<string, () => Promise<object>> = {
  "iam CreateRole with a description, tags and a boundary": () =>
    client().send(
      new CreateRoleCommand({
        ...full,
        RoleName: "full",
        PermissionsBoundary: awsPolicy("ReadOnlyAccess"),
      }),
    ),
  "iam CreateRole with nothing but a trust policy": () =>
    client().send(new CreateRoleCommand({ ...PLAIN, ...role })),
  "iam GetRole with a description, tags and a boundary": () =>
    client().send(new GetRoleCommand({ RoleName: "full" })),
  "iam GetRole with nothing but a trust policy": () => client().send(new GetRoleCommand(role)),
  "iam ListRoles of which one has tags and a boundary": () => client().send(new ListRolesCommand({})),
  "iam ListRolePolicies of a role that has one": async () => {
    await client().send(new PutRolePolicyCommand({ ...role, PolicyName: "own", PolicyDocument }));
    return client().send(new ListRolePoliciesCommand(role));
  },
  "iam CreatePolicy with a description": () =>
    client().send(new CreatePolicyCommand({ PolicyName: "mine", PolicyDocument, Description: "x" })),
  "iam ListAttachedRolePolicies of a role that has one": async () => {
    await client().send(new AttachRolePolicyCommand({ ...role, PolicyArn: awsPolicy("ReadOnlyAccess") }));
    return client().send(new ListAttachedRolePoliciesCommand(role));
  },
  "iam GetPolicy with a description": () => client().send(new GetPolicyCommand({ PolicyArn })),
  "iam GetPolicy of AWS's own": () =>
    client().send(new GetPolicyCommand({ PolicyArn: awsPolicy("ReadOnlyAccess") })),
  "iam ListPolicies of AWS's own, the first page": () =>
    client().send(new ListPoliciesCommand({ Scope: "AWS", MaxItems: 2 })),
  "iam CreatePolicyVersion that becomes the default": () =>
    client().send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true })),
  "iam GetPolicyVersion of one of two": () =>
    client().send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" })),
  "iam ListPolicyVersions of two": () => client().send(new ListPolicyVersionsCommand({ PolicyArn })),
};

it.each(recorded.map((answer) => [`${answer.operation} ${answer.what}`, answer] as const))(
  "%s answers what was recorded",
  async (situation, answer) => {
    expect(Object.keys(situations)).toContain(situation);
    const given = await situations[situation]!();
    expectShape(given, answer);
    // A list that is empty would show nothing.
    expect(membersOf(given)).toEqual(expect.arrayContaining(answer.always));
  },
);
