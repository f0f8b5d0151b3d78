import { expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, type Emulator } from "../support/emulator/emulated";

/** Calls an operation of IAM by the name the service model gives it. */
type AskIam = (operation: string, input?: Readonly<Record<string, unknown>>) => Promise<unknown>;

const allowing = (Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "sts:AssumeRole" }],
};
const AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/** What every client can do with roles and policies: the same story, told by each in its own way. */
export function itManages(ask: AskIam, stage: () => Emulator & { clock: ManualClock }): void {
  it("makes a role, changes it, and deletes it", async () => {
    const role = { RoleName: "app" };
    const documents = { AssumeRolePolicyDocument: JSON.stringify(TRUST) };
    expect(await ask("CreateRole", { ...role, ...documents, Path: "/teams/" })).toMatchObject({
      // These clients decode documents.
      Role: { Arn: `arn:aws:iam::${ACCOUNT}:role/teams/app`, AssumeRolePolicyDocument: TRUST },
    });
    await ask("UpdateRole", { ...role, Description: "for tests" });
    await ask("UpdateAssumeRolePolicy", { ...role, PolicyDocument: JSON.stringify(TRUST) });
    await ask("TagRole", {
      ...role,
      Tags: [
        { Key: "a", Value: "b" },
        { Key: "c", Value: "d" },
      ],
    });
    await ask("UntagRole", { ...role, TagKeys: ["c"] });
    expect(await ask("ListRoleTags", role)).toMatchObject({ Tags: [{ Key: "a", Value: "b" }] });
    await ask("PutRolePermissionsBoundary", { ...role, PermissionsBoundary: AWS_POLICY });
    expect(await ask("GetRole", role)).toMatchObject({
      Role: { Description: "for tests", PermissionsBoundary: { PermissionsBoundaryArn: AWS_POLICY } },
    });
    await ask("DeleteRolePermissionsBoundary", role);
    expect(await ask("ListRoles", { PathPrefix: "/teams/" })).toMatchObject({ Roles: [role] });
    await ask("PutRolePolicy", {
      ...role,
      PolicyName: "own",
      PolicyDocument: JSON.stringify(allowing("s3:*")),
    });
    expect(await ask("ListRolePolicies", role)).toMatchObject({ PolicyNames: ["own"] });
    expect(await ask("GetRolePolicy", { ...role, PolicyName: "own" })).toMatchObject({
      PolicyDocument: allowing("s3:*"),
    });
    await ask("DeleteRolePolicy", { ...role, PolicyName: "own" });
    expect(await ask("ListInstanceProfilesForRole", role)).toMatchObject({ InstanceProfiles: [] });
    await ask("DeleteRole", role);
  });

  it("makes a policy and another version of it, attaches it, asks what that allows, and deletes it", async () => {
    const made = await ask("CreatePolicy", {
      PolicyName: "models",
      PolicyDocument: JSON.stringify(allowing("bedrock:*")),
    });
    const { Arn: PolicyArn } = (made as { Policy: { Arn: string } }).Policy;
    const policy = { PolicyArn };
    const version = { PolicyDocument: JSON.stringify(allowing("bedrock:Get*")), SetAsDefault: true };
    expect(await ask("CreatePolicyVersion", { ...policy, ...version })).toMatchObject({
      PolicyVersion: { VersionId: "v2", IsDefaultVersion: true },
    });
    expect(await ask("GetPolicyVersion", { ...policy, VersionId: "v2" })).toMatchObject({
      PolicyVersion: { Document: allowing("bedrock:Get*") },
    });
    await ask("SetDefaultPolicyVersion", { ...policy, VersionId: "v1" });
    await ask("DeletePolicyVersion", { ...policy, VersionId: "v2" });
    expect(await ask("ListPolicyVersions", policy)).toMatchObject({ Versions: [{ VersionId: "v1" }] });
    await ask("TagPolicy", { ...policy, Tags: [{ Key: "a", Value: "b" }] });
    expect(await ask("ListPolicyTags", policy)).toMatchObject({ Tags: [{ Key: "a", Value: "b" }] });
    await ask("UntagPolicy", { ...policy, TagKeys: ["a"] });
    expect(await ask("GetPolicy", policy)).toMatchObject({ Policy: { DefaultVersionId: "v1", Tags: [] } });

    const role = { RoleName: "app" };
    await ask("CreateRole", { ...role, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
    await ask("AttachRolePolicy", { ...role, ...policy });
    expect(await ask("ListAttachedRolePolicies", role)).toMatchObject({ AttachedPolicies: [policy] });
    expect(await ask("ListEntitiesForPolicy", policy)).toMatchObject({ PolicyRoles: [role] });
    expect(await ask("ListPolicies", { Scope: "Local" })).toMatchObject({
      Policies: [{ AttachmentCount: 1 }],
    });
    stage().clock.tick(10);
    const ActionNames = ["bedrock:GetGuardrail", "s3:GetObject"];
    const decided = { EvaluationResults: [{ EvalDecision: "allowed" }, { EvalDecision: "implicitDeny" }] };
    const PolicySourceArn = `arn:aws:iam::${ACCOUNT}:role/app`;
    expect(await ask("SimulatePrincipalPolicy", { PolicySourceArn, ActionNames })).toMatchObject(decided);
    const PolicyInputList = [JSON.stringify(allowing("bedrock:*"))];
    expect(await ask("SimulateCustomPolicy", { PolicyInputList, ActionNames })).toMatchObject(decided);
    await expect(ask("DeletePolicy", policy)).rejects.toThrow("DeleteConflict");
    await ask("DetachRolePolicy", { ...role, ...policy });
    await ask("DeletePolicy", policy);
  });
}
