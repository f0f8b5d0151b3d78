import { expect, it } from "@jest/globals";

import { enforce } from "#emulator/authorization/enforcement";
import { completeWorld, ManualClock } from "#emulator/index";
import type { AnyOperation, Call } from "#emulator/operation/operation";
import { services } from "#emulator/services/services";
import { Store } from "#emulator/state/store";
import { ACCOUNT, MEMBER, OUTSIDER, REGION } from "../../support/emulator/emulated";
import { UNIT } from "./stage";

const DENIED = "with an explicit deny in a resource control policy";

/** Everything but what the member's unit owns may be used by everybody. */
const world = completeWorld({
  organization: {
    id: "o-exampleorgid",
    managementAccountId: ACCOUNT,
    organizationalUnits: [{ id: UNIT, name: "Workloads", accounts: [MEMBER] }],
    policies: {
      "p-nobodyatall": {
        type: "RESOURCE_CONTROL_POLICY",
        targets: [UNIT],
        document: {
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            Principal: "*",
            Action: ["comprehend:*", "kms:*", "bedrock:*"],
            Resource: "*",
          },
        },
      },
      "p-nobodyoutside": {
        type: "RESOURCE_CONTROL_POLICY",
        targets: ["r-exam"],
        document: {
          Version: "2012-10-17",
          Statement: {
            Effect: "Deny",
            Principal: "*",
            Action: "sts:*",
            Resource: "*",
            Condition: { StringNotEquals: { "aws:PrincipalOrgID": "${aws:ResourceOrgID}" } },
          },
        },
      },
    },
  },
});

function tried(action: string, by: string, on: string, arn = `arn:aws:iam::${by}:user/emulated`): void {
  const operation: AnyOperation = {
    name: action.split(":")[1]!,
    access: "read",
    input: {},
    behaviours: [],
    permissions: [{ action, on: () => on }],
    run: () => ({}),
  };
  const call: Call = {
    account: by,
    region: REGION,
    principal: { account: by, arn, userId: "AIDA", kind: "user", secretAccessKey: "test" },
    origin: { address: "127.0.0.1", isEncrypted: true },
    url: "http://127.0.0.1",
    world,
    store: new Store(),
    clock: new ManualClock(),
  };
  enforce(services, services[0]!, operation, {}, call);
}

const owned = (service: string, owner: string) => `arn:aws:${service}:${REGION}:${owner}:thing/a`;

it.each([
  ["in the account itself", MEMBER],
  ["in the managing account", ACCOUNT],
  ["outside the organization", OUTSIDER],
])("a resource control policy denies what a member owns to callers %s", (_where, caller) => {
  expect(() => tried("kms:Decrypt", caller, owned("kms", MEMBER))).toThrow(DENIED);
  expect(() => tried("comprehend:ImportModel", caller, owned("comprehend", MEMBER))).toThrow(DENIED);
});

it.each([
  ["what the managing account owns", "kms:Decrypt", owned("kms", ACCOUNT)],
  ["what is owned outside the organization", "kms:Decrypt", owned("kms", OUTSIDER)],
  ["Bedrock, which does not support it", "bedrock:GetCustomModel", owned("bedrock", MEMBER)],
  ["actions that are about nothing", "kms:ListAliases", "*"],
])("a resource control policy says nothing of %s", (_what, action, resource) => {
  tried(action, MEMBER, resource);
});

it("a resource control policy can keep what the organization owns inside", () => {
  const role = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
  tried("sts:AssumeRole", ACCOUNT, role);
  expect(() => tried("sts:AssumeRole", OUTSIDER, role)).toThrow(DENIED);
});

it("a resource control policy says nothing to a service-linked role", () => {
  const linked = `arn:aws:sts::${MEMBER}:assumed-role/AWSServiceRoleForComprehend/run`;
  tried("kms:Decrypt", MEMBER, owned("kms", MEMBER), linked);
});
