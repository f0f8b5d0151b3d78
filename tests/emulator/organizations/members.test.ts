import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, OUTSIDER } from "../../support/emulated";
import { organizations } from "../clients";

const ROOT = "r-exam";
const UNIT = "ou-exam-workload";

let emulator: Emulator;
let manager: OrganizationsClient;
beforeAll(async () => {
  emulator = await startEmulator();
  manager = organizations(emulator);
});
afterAll(() => emulator.close());

const as = (account: string) => organizations(emulator, { account });
const describeAs = (account: string) => as(account).send(new DescribeOrganizationCommand({}));

it.each([ACCOUNT, MEMBER])(
  "DescribeOrganization tells %s which organization it belongs to",
  async (account) => {
    const { Organization } = await describeAs(account);
    expect(Organization).toMatchObject({ Id: "o-exampleorgid", MasterAccountId: ACCOUNT, FeatureSet: "ALL" });
  },
);

it("DescribeOrganization tells an account outside that it belongs to none", async () => {
  await expect(describeAs(OUTSIDER)).rejects.toMatchObject({ name: "AWSOrganizationsNotInUseException" });
});

it("the managing account finds root, unit and accounts", async () => {
  const { Roots } = await manager.send(new ListRootsCommand({}));
  expect(Roots).toMatchObject([
    { Id: ROOT, Arn: `arn:aws:organizations::${ACCOUNT}:root/o-exampleorgid/${ROOT}` },
  ]);
  const { OrganizationalUnits } = await manager.send(
    new ListOrganizationalUnitsForParentCommand({ ParentId: ROOT }),
  );
  expect(OrganizationalUnits).toMatchObject([
    { Id: UNIT, Name: "Workloads", Arn: `arn:aws:organizations::${ACCOUNT}:ou/o-exampleorgid/${UNIT}` },
  ]);
  const unit = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: UNIT });
  expect((await manager.send(unit)).OrganizationalUnit).toEqual(OrganizationalUnits![0]);
  const { Accounts, NextToken } = await manager.send(new ListAccountsCommand({ MaxResults: 1 }));
  expect(Accounts).toMatchObject([{ Id: ACCOUNT, Status: "ACTIVE" }]);
  expect((await manager.send(new ListAccountsCommand({ NextToken }))).Accounts).toMatchObject([
    { Id: MEMBER },
  ]);
  const inside = await manager.send(new ListAccountsForParentCommand({ ParentId: UNIT }));
  expect(inside.Accounts!.map(({ Id }) => Id)).toEqual([MEMBER]);
  expect((await manager.send(new DescribeAccountCommand({ AccountId: MEMBER }))).Account).toMatchObject({
    Name: "workloads",
    Arn: `arn:aws:organizations::${ACCOUNT}:account/o-exampleorgid/${MEMBER}`,
  });
});

it.each([
  [MEMBER, { Id: UNIT, Type: "ORGANIZATIONAL_UNIT" }],
  [UNIT, { Id: ROOT, Type: "ROOT" }],
  [ACCOUNT, { Id: ROOT, Type: "ROOT" }],
])("ListParents of %s is %j", async (ChildId, parent) => {
  expect((await manager.send(new ListParentsCommand({ ChildId }))).Parents).toEqual([parent]);
});

it("what is not in the organization is not found, each with a code of its own", async () => {
  const refusals = [
    [new ListParentsCommand({ ChildId: OUTSIDER }), "ChildNotFoundException"],
    [new DescribeAccountCommand({ AccountId: OUTSIDER }), "AccountNotFoundException"],
    [new ListAccountsForParentCommand({ ParentId: "r-none" }), "ParentNotFoundException"],
    [
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: "ou-exam-00000000" }),
      "OrganizationalUnitNotFoundException",
    ],
    [new ListAccountsCommand({ NextToken: "nonsense" }), "InvalidInputException"],
  ] as const;
  for (const [command, name] of refusals) {
    await expect(manager.send(command as ListParentsCommand)).rejects.toMatchObject({ name });
  }
});

it("a member may not look around, and an account outside has nothing to look at", async () => {
  await expect(as(MEMBER).send(new ListRootsCommand({}))).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
  await expect(as(OUTSIDER).send(new ListRootsCommand({}))).rejects.toMatchObject({
    name: "AWSOrganizationsNotInUseException",
  });
});

it("services are given access, RAM's among them", async () => {
  const list = async () =>
    (await manager.send(new ListAWSServiceAccessForOrganizationCommand({}))).EnabledServicePrincipals!.map(
      ({ ServicePrincipal }) => ServicePrincipal,
    );
  const LICENSING = ["license-manager.amazonaws.com", "license-management.marketplace.amazonaws.com"];
  expect((await list()).toSorted()).toEqual([...LICENSING, "ram.amazonaws.com"].toSorted());
  await manager.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "sso.amazonaws.com" }));
  expect((await list()).toSorted()).toEqual(
    [...LICENSING, "ram.amazonaws.com", "sso.amazonaws.com"].toSorted(),
  );
});
