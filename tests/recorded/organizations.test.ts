import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { organizations } from "../emulator/clients";
import { type Emulator, MEMBER } from "../support/emulated";
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
