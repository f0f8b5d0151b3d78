import {
  CreatePolicyCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { organizations } from "../support/aws/clients";
import { type Emulator, MEMBER } from "../support/emulator/emulated";
import { recorded } from "./organizations";
import { expectShape, membersOf } from "./shape";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const manager = () => organizations(emulator);
const root = { ParentId: "r-exam" };
const unit = { ParentId: "ou-exam-workload" };
const policy = {
  Type: "SERVICE_CONTROL_POLICY",
  Description: "",
  Content: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
} as const;

/** How each situation is brought about. */
const situations: Record<string, () => Promise<object>> = {
  "organizations ListAccounts by the management account": () => manager().send(new ListAccountsCommand({})),
  "organizations ListAccountsForParent of a unit": () =>
    manager().send(new ListAccountsForParentCommand(unit)),
  "organizations ListOrganizationalUnitsForParent of the root": () =>
    manager().send(new ListOrganizationalUnitsForParentCommand(root)),
  "organizations ListRoots by the management account": () => manager().send(new ListRootsCommand({})),
  "organizations ListParents of an account": () =>
    manager().send(new ListParentsCommand({ ChildId: MEMBER })),
  "organizations DescribeOrganization by a member": () =>
    organizations(emulator, { account: MEMBER }).send(new DescribeOrganizationCommand({})),
  "organizations ListPolicies of one of AWS's own and another": async () => {
    await manager().send(new CreatePolicyCommand({ ...policy, Name: "listed" }));
    return manager().send(new ListPoliciesCommand({ Filter: policy.Type }));
  },
  "organizations UpdatePolicy of a name and a description": async () => {
    const { Policy } = await manager().send(new CreatePolicyCommand({ ...policy, Name: "to be renamed" }));
    const PolicyId = Policy!.PolicySummary!.Id!;
    return manager().send(new UpdatePolicyCommand({ PolicyId, Name: "renamed", Description: "new" }));
  },
  "organizations ListTargetsForPolicy of a policy that is attached to a root, a unit and an account": () =>
    manager().send(new ListTargetsForPolicyCommand({ PolicyId: "p-FullAWSAccess" })),
  "organizations ListChildren of a root": () =>
    manager().send(new ListChildrenCommand({ ...root, ChildType: "ORGANIZATIONAL_UNIT" })),
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

it("a world may have AWS tell paths, which are newer than any recording", async () => {
  const told = await startEmulator({ world: { assumptions: { "organizations.paths": "told" } } });
  const { Accounts } = await organizations(told).send(new ListAccountsCommand({}));
  const { OrganizationalUnits } = await organizations(told).send(
    new ListOrganizationalUnitsForParentCommand(root),
  );
  await told.close();
  expect(Accounts!.map(({ Paths }) => Paths)).toEqual([
    ["o-exampleorgid/r-exam/111122223333/"],
    [`o-exampleorgid/r-exam/ou-exam-workload/${MEMBER}/`],
  ]);
  expect(OrganizationalUnits!.map(({ Path }) => Path)).toEqual(["o-exampleorgid/r-exam/ou-exam-workload/"]);
});
