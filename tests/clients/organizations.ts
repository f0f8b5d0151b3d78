import { expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER } from "../support/emulator/emulated";

const ROOT = "r-exam";
const UNIT = "ou-exam-workload";
const FULL = "p-FullAWSAccess";
const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";

/** Calls an operation by the name the service model gives it. */
type Ask = (
  service: "organizations" | "bedrock",
  operation: string,
  input?: Readonly<Record<string, unknown>>,
  account?: string,
) => Promise<unknown>;

const deny = (Action: string, more: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action, Resource: "*", ...more }],
  });

/** What every client can do with control policies: the same story, told by each in its own way. */
export function itControls(ask: Ask, stage: () => Emulator & { clock: ManualClock }): void {
  const manage = (operation: string, input: Readonly<Record<string, unknown>> = {}) =>
    ask("organizations", operation, input) as Promise<Record<string, never>>;
  const use = () => ask("bedrock", "ListFoundationModels", {}, MEMBER);

  it("blocks Bedrock for a unit with a control policy, and lets it through again", async () => {
    const Tags = [
      { Key: "team", Value: "ml" },
      { Key: "stage", Value: "test" },
    ];
    const named = { Name: "no models", Description: "", Type: SCP, Content: deny("s3:*"), Tags };
    const { Policy } = (await manage("CreatePolicy", named)) as unknown as {
      Policy: { PolicySummary: { Id: string } };
    };
    const PolicyId = Policy.PolicySummary.Id;
    await manage("UpdatePolicy", { PolicyId, Content: deny("bedrock:*") });
    await manage("TagResource", { ResourceId: PolicyId, Tags: [{ Key: "owner", Value: "me" }] });
    await manage("UntagResource", { ResourceId: PolicyId, TagKeys: ["stage", "owner"] });
    expect(await manage("ListTagsForResource", { ResourceId: PolicyId })).toMatchObject({
      Tags: [{ Key: "team", Value: "ml" }],
    });
    await manage("AttachPolicy", { PolicyId, TargetId: UNIT });
    stage().clock.tick(5);
    await expect(use()).rejects.toThrow("with an explicit deny in a service control policy");
    expect(await manage("DescribePolicy", { PolicyId })).toMatchObject({
      Policy: { PolicySummary: { Name: "no models" }, Content: deny("bedrock:*") },
    });
    expect(await manage("ListPolicies", { Filter: SCP })).toMatchObject({
      Policies: [{ Id: FULL }, { Id: PolicyId }],
    });
    expect(await manage("ListPoliciesForTarget", { TargetId: UNIT, Filter: SCP })).toMatchObject({
      Policies: [{ Id: FULL }, { Id: PolicyId }],
    });
    expect(await manage("ListTargetsForPolicy", { PolicyId })).toMatchObject({
      Targets: [{ TargetId: UNIT, Type: "ORGANIZATIONAL_UNIT" }],
    });
    await manage("DetachPolicy", { PolicyId, TargetId: UNIT });
    stage().clock.tick(5);
    await use();
    await manage("DeletePolicy", { PolicyId });
  });

  it("enables and disables resource control policies, of which no account has an effective one", async () => {
    const type = { RootId: ROOT, PolicyType: RCP };
    await manage("EnablePolicyType", type);
    stage().clock.tick(5);
    expect(await manage("ListRoots")).toMatchObject({
      Roots: [{ PolicyTypes: [{ Type: SCP }, { Type: RCP, Status: "ENABLED" }] }],
    });
    expect(await manage("DisablePolicyType", type)).toMatchObject({
      Root: { PolicyTypes: [{ Type: SCP, Status: "ENABLED" }] },
    });
    await expect(manage("DescribeEffectivePolicy", { PolicyType: "TAG_POLICY" })).rejects.toThrow(
      "EffectivePolicyNotFoundException",
    );
  });

  it("looks for children and delegated administrators, and takes access away from a service", async () => {
    expect(await manage("ListChildren", { ParentId: ROOT, ChildType: "ACCOUNT" })).toMatchObject({
      Children: [{ Id: ACCOUNT, Type: "ACCOUNT" }],
    });
    expect(await manage("ListDelegatedAdministrators")).toMatchObject({ DelegatedAdministrators: [] });
    await manage("DisableAWSServiceAccess", { ServicePrincipal: "ram.amazonaws.com" });
    expect(JSON.stringify(await manage("ListAWSServiceAccessForOrganization"))).not.toContain("ram.");
  });
}
