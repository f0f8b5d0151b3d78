import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribePolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  type OrganizationsClient,
  TagResourceCommand,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, OUTSIDER, startStill } from "../../support/emulator/emulated";
import { organizations, sts } from "../../support/aws/clients";
import { deny, denyAll, document, managing, RCP, ROOT, SCP, UNIT } from "./stage";

const ARN = `arn:aws:organizations::${ACCOUNT}`;
const POLICIES = `${ARN}:policy/o-exampleorgid/service_control_policy`;

let emulator: Emulator & { clock: ManualClock };
afterEach(() => emulator.close());

/** Somebody of the managing account who is allowed no more than this. */
async function allowed(...Statement: object[]): Promise<OrganizationsClient> {
  const policies = [{ Version: "2012-10-17", Statement }];
  const accounts = { [ACCOUNT]: { roles: { narrow: { policies } } }, [MEMBER]: {}, [OUTSIDER]: {} };
  emulator = await startStill({ world: { accounts, keys: {} } as WorldFile });
  const role = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/narrow`, RoleSessionName: "test" };
  const { Credentials } = await sts(emulator).send(new AssumeRoleCommand(role));
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  return organizations(emulator, {
    account: AccessKeyId!,
    secretAccessKey: SecretAccessKey!,
    sessionToken: SessionToken!,
  });
}

const allow = (action: string, more: object = {}) => ({
  Effect: "Allow",
  Action: `organizations:${action}`,
  Resource: "*",
  ...more,
});
const ofType = (type: string) => ({ Condition: { StringEquals: { "organizations:PolicyType": type } } });
const denied = (action: string, resource: string) => ({
  name: "AccessDeniedException",
  message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/narrow/test is not authorized to perform: organizations:${action} on resource: ${resource} because no identity-based policy allows the organizations:${action} action`,
});

describe("who may manage policies", () => {
  it("attaches by policy, target and type", async () => {
    const on = { Resource: [`${POLICIES}/*`, `${ARN}:ou/o-exampleorgid/*`], ...ofType(SCP) };
    const narrow = await allowed(allow("AttachPolicy", on));
    const manager = managing(organizations(emulator));
    const PolicyId = await manager.create(document(deny("s3:*")));
    await narrow.send(new AttachPolicyCommand({ PolicyId, TargetId: UNIT }));
    await expect(narrow.send(new AttachPolicyCommand({ PolicyId, TargetId: MEMBER }))).rejects.toMatchObject(
      denied("AttachPolicy", `${ARN}:account/o-exampleorgid/${MEMBER}`),
    );
    const other = await manager.create(document(denyAll("s3:*")), RCP);
    const attach = narrow.send(new AttachPolicyCommand({ PolicyId: other, TargetId: UNIT }));
    await expect(attach).rejects.toMatchObject(
      denied("AttachPolicy", `${ARN}:policy/o-exampleorgid/resource_control_policy/${other}`),
    );
  });

  it("creates by type, and with tags only by leave to tag", async () => {
    const narrow = await allowed(allow("CreatePolicy", ofType(SCP)));
    const policy = { Name: "a", Description: "", Content: document(deny("s3:*")), Type: SCP } as const;
    await narrow.send(new CreatePolicyCommand(policy));
    const tagged = { ...policy, Name: "b", Tags: [{ Key: "team", Value: "ml" }] };
    await expect(narrow.send(new CreatePolicyCommand(tagged))).rejects.toMatchObject(
      denied("TagResource", `${POLICIES}/*`),
    );
    const other = { ...policy, Content: document(denyAll("s3:*")), Type: RCP } as const;
    await expect(narrow.send(new CreatePolicyCommand(other))).rejects.toMatchObject(
      denied("CreatePolicy", "*"),
    );
  });

  it("tags by the keys and values of tags", async () => {
    const narrow = await allowed(
      allow("TagResource", {
        Condition: {
          StringEquals: { "aws:RequestTag/team": "ml" },
          "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] },
        },
      }),
    );
    const tag = (Key: string, Value: string, ResourceId = UNIT) =>
      narrow.send(new TagResourceCommand({ ResourceId, Tags: [{ Key, Value }] }));
    await tag("team", "ml");
    await expect(tag("team", "hr", ROOT)).rejects.toMatchObject(
      denied("TagResource", `${ARN}:root/o-exampleorgid/${ROOT}`),
    );
    await expect(tag("stage", "ml", "p-FullAWSAccess")).rejects.toMatchObject(
      denied("TagResource", "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"),
    );
  });

  it("enables, disables, lists and describes by type", async () => {
    const narrow = await allowed(allow("*", ofType(RCP)));
    const refused = (action: string) => denied(action, `${ARN}:root/o-exampleorgid/${ROOT}`);
    const type = { RootId: ROOT, PolicyType: RCP } as const;
    await narrow.send(new EnablePolicyTypeCommand(type));
    await narrow.send(new DisablePolicyTypeCommand(type));
    const other = { ...type, PolicyType: SCP } as const;
    await expect(narrow.send(new DisablePolicyTypeCommand(other))).rejects.toMatchObject(
      refused("DisablePolicyType"),
    );
    await narrow.send(new ListPoliciesCommand({ Filter: RCP }));
    await expect(narrow.send(new ListPoliciesCommand({ Filter: SCP }))).rejects.toMatchObject(
      denied("ListPolicies", "*"),
    );
    const ofRoot = { TargetId: ROOT, Filter: SCP } as const;
    await expect(narrow.send(new ListPoliciesForTargetCommand(ofRoot))).rejects.toMatchObject(
      refused("ListPoliciesForTarget"),
    );
    await narrow.send(new DescribePolicyCommand({ PolicyId: "p-RCPFullAWSAccess" }));
    // Nothing tells the type of what is not there.
    const missing = narrow.send(new DescribePolicyCommand({ PolicyId: "p-doesnotexist" }));
    await expect(missing).rejects.toMatchObject(denied("DescribePolicy", "*"));
  });
});
