import {
  type EvaluationResult,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SimulateCustomPolicyCommand,
  type SimulateCustomPolicyCommandInput,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { ACCOUNT, type Emulator, MEMBER, startStill } from "../../support/emulator/emulated";
import { iam } from "../../support/aws/clients";
import { allow, attach, awsPolicy, makeRole, roleArn } from "./stage";

let emulator: Emulator;
const DENY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "bedrock:Create*", Resource: "*" }],
};
beforeEach(async () => {
  emulator = await startStill({ world: { timing: { identities: { effectiveAfterSeconds: 0 } } } });
});
afterEach(() => emulator.close());

const told = (results: EvaluationResult[] = []) =>
  results.map(({ EvalActionName, EvalResourceName, EvalDecision, MatchedStatements }) =>
    [
      EvalActionName,
      EvalResourceName,
      EvalDecision,
      ...MatchedStatements!.map(({ SourcePolicyId }) => SourcePolicyId),
    ].join(" "),
  );

const custom = async (input: SimulateCustomPolicyCommandInput) =>
  (await iam(emulator).send(new SimulateCustomPolicyCommand(input))).EvaluationResults!;
const principal = async (input: SimulatePrincipalPolicyCommandInput, as = {}) =>
  (await iam(emulator, as).send(new SimulatePrincipalPolicyCommand(input))).EvaluationResults!;

describe("a simulation of policies", () => {
  it("decides each action on each resource, and names the policies that did", async () => {
    const [key, other] = ["1", "2"].map((id) => `arn:aws:kms:us-east-1:${ACCOUNT}:key/${id}`);
    const results = await custom({
      PolicyInputList: [allow("kms:*", { Resource: key }), JSON.stringify(DENY)],
      ActionNames: ["kms:Decrypt", "bedrock:CreateGuardrail"],
      ResourceArns: [key!, other!],
    });
    expect(told(results)).toEqual([
      `kms:Decrypt ${key} allowed PolicyInputList.1`,
      `kms:Decrypt ${other} implicitDeny`,
      `bedrock:CreateGuardrail ${key} explicitDeny PolicyInputList.2`,
      `bedrock:CreateGuardrail ${other} explicitDeny PolicyInputList.2`,
    ]);
    expect(results[0]!.ResourceSpecificResults).toMatchObject([
      { EvalResourceName: key, EvalResourceDecision: "allowed" },
    ]);
  });

  it("knows the context that is given, and tells what lacks", async () => {
    const Condition = {
      StringEquals: { "aws:RequestedRegion": "us-east-1" },
      Bool: { "aws:SecureTransport": true },
    };
    const ask = (...entries: [string, string][]) =>
      custom({
        PolicyInputList: [allow("bedrock:*", { Condition })],
        ActionNames: ["bedrock:InvokeModel"],
        ContextEntries: entries.map(([ContextKeyName, value]) => ({
          ContextKeyName,
          ContextKeyValues: [value],
          ContextKeyType: "string",
        })),
      });
    const [lacking] = await ask(["aws:SecureTransport", "true"]);
    expect(lacking).toMatchObject({
      EvalResourceName: "*",
      EvalDecision: "implicitDeny",
      MissingContextValues: ["aws:RequestedRegion"],
    });
    const [whole] = await ask(["aws:SecureTransport", "true"], ["aws:RequestedRegion", "us-east-1"]);
    expect(whole).toMatchObject({ EvalDecision: "allowed", MissingContextValues: [] });
  });

  it("asks boundaries, control policies and the resource's own", async () => {
    const base = { PolicyInputList: [allow("kms:*")], ActionNames: ["kms:Decrypt"] };
    const none = [allow("s3:*")];
    const [bounded] = await custom({ ...base, PermissionsBoundaryPolicyInputList: none });
    expect(bounded).toMatchObject({
      EvalDecision: "implicitDeny",
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    const OrderedOrganizationPolicyInputList = [{ ServiceControlPolicyInputList: none }];
    const [controlled] = await custom({ ...base, OrderedOrganizationPolicyInputList });
    expect(controlled).toMatchObject({
      EvalDecision: "implicitDeny",
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    const ofAnother = {
      ...base,
      ResourceArns: [`arn:aws:kms:us-east-1:${MEMBER}:key/1`],
      CallerArn: roleArn("app"),
    };
    const Principal = { AWS: roleArn("app") };
    const [shared] = await custom({ ...ofAnother, ResourcePolicy: allow("kms:*", { Principal }) });
    expect(shared).toMatchObject({ EvalDecision: "allowed" });
    const [kept] = await custom({
      ...ofAnother,
      ResourcePolicy: allow("kms:Encrypt", { Principal }),
    });
    expect(kept).toMatchObject({ EvalDecision: "implicitDeny" });
  });

  it("refuses what is no policy", async () => {
    await expect(custom({ PolicyInputList: ["{"], ActionNames: ["s3:Get"] })).rejects.toMatchObject({
      name: "InvalidInputException",
    });
  });
});

describe("a simulation of a role", () => {
  it("asks all that it has, and what is given beside", async () => {
    const client = iam(emulator);
    await makeRole(client, "app");
    await attach(client, "app", "models", allow("bedrock:*"));
    const PolicyDocument = JSON.stringify(DENY);
    await client.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "no", PolicyDocument }));
    const ask = {
      PolicySourceArn: roleArn("app"),
      ActionNames: ["bedrock:GetGuardrail", "bedrock:CreateGuardrail", "s3:GetObject"],
    };
    expect(told(await principal(ask))).toEqual([
      "bedrock:GetGuardrail * allowed models",
      "bedrock:CreateGuardrail * explicitDeny role_app_no",
      "s3:GetObject * implicitDeny",
    ]);
    const PermissionsBoundary = awsPolicy("AWSMarketplaceManageSubscriptions");
    await client.send(new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary }));
    const more = await principal({ ...ask, PolicyInputList: [allow("s3:*")] });
    expect(more.map(({ EvalDecision }) => EvalDecision)).toEqual([
      "implicitDeny",
      "explicitDeny",
      "implicitDeny",
    ]);
    const page = await client.send(new SimulatePrincipalPolicyCommand({ ...ask, MaxItems: 2 }));
    expect(page).toMatchObject({ IsTruncated: true, EvaluationResults: [{}, {}] });
  });

  it("asks the organization's control policies", async () => {
    await emulator.close();
    emulator = await startStill({
      world: {
        organization: {
          id: "o-exampleorgid",
          managementAccountId: ACCOUNT,
          organizationalUnits: [{ id: "ou-exam-workload", name: "Workloads", accounts: [MEMBER] }],
          policies: { "p-00000001": { document: DENY, targets: [MEMBER] } },
        },
      },
    });
    const PolicySourceArn = roleArn("model-access-deployer", MEMBER);
    const ask = { PolicySourceArn, ActionNames: ["bedrock:CreateGuardrail", "bedrock:GetGuardrail"] };
    expect(await principal(ask, { account: MEMBER })).toMatchObject([
      { EvalDecision: "explicitDeny", OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
      { EvalDecision: "allowed", OrganizationsDecisionDetail: { AllowedByOrganizations: true } },
    ]);
  });

  it("does not find a role that is not there, and finds the account's user, who is allowed everything", async () => {
    const ActionNames = ["s3:GetObject"];
    await expect(principal({ PolicySourceArn: roleArn("none"), ActionNames })).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
    const PolicySourceArn = `arn:aws:iam::${ACCOUNT}:user/emulated`;
    expect(await principal({ PolicySourceArn, ActionNames })).toMatchObject([{ EvalDecision: "allowed" }]);
  });
});
