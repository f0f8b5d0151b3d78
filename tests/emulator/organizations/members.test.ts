import {
  type ChildType,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListChildrenCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { CreateResourceShareCommand } from "@aws-sdk/client-ram";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER, OUTSIDER } from "../../support/emulator/emulated";
import { organizations, ram } from "../../support/aws/clients";

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

it.each<[parent: string, type: ChildType, children: string[]]>([
  [ROOT, "ACCOUNT", [ACCOUNT]],
  [ROOT, "ORGANIZATIONAL_UNIT", [UNIT]],
  [UNIT, "ACCOUNT", [MEMBER]],
  [UNIT, "ORGANIZATIONAL_UNIT", []],
])("ListChildren of %s that are a %s is %j", async (ParentId, Type, children) => {
  const { Children } = await manager.send(new ListChildrenCommand({ ParentId, ChildType: Type }));
  expect(Children).toEqual(children.map((Id) => ({ Id, Type })));
});

it("nobody administers anything for the managing account", async () => {
  const ask = new ListDelegatedAdministratorsCommand({ ServicePrincipal: "sso.amazonaws.com" });
  expect((await manager.send(ask)).DelegatedAdministrators).toEqual([]);
  await expect(as(MEMBER).send(ask)).rejects.toMatchObject({ name: "AccessDeniedException" });
});

describe("services", () => {
  const LICENSING = ["license-manager.amazonaws.com", "license-management.marketplace.amazonaws.com"];
  const list = async () => {
    const { EnabledServicePrincipals } = await manager.send(
      new ListAWSServiceAccessForOrganizationCommand({}),
    );
    return EnabledServicePrincipals!.map(({ ServicePrincipal }) => ServicePrincipal).toSorted();
  };
  const enable = (ServicePrincipal: string) =>
    manager.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  const disable = (ServicePrincipal: string) =>
    manager.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));

  it("are given access, RAM's among them, and it is taken away again", async () => {
    expect(await list()).toEqual([...LICENSING, "ram.amazonaws.com"].toSorted());
    await enable("sso.amazonaws.com");
    expect(await list()).toEqual([...LICENSING, "ram.amazonaws.com", "sso.amazonaws.com"].toSorted());
    await disable("sso.amazonaws.com");
    await disable("sso.amazonaws.com");
    await disable(LICENSING[0]!);
    expect(await list()).toEqual([LICENSING[1], "ram.amazonaws.com"]);
    await enable(LICENSING[0]!);
  });

  it("share within the organization no longer when RAM's access is taken away, and again when it is given back", async () => {
    const share = async () => {
      const { resourceShare } = await ram(emulator).send(
        new CreateResourceShareCommand({
          name: "within",
          principals: [MEMBER],
          allowExternalPrincipals: false,
        }),
      );
      return resourceShare;
    };
    await share();
    await disable("ram.amazonaws.com");
    await expect(share()).rejects.toMatchObject({ name: "InvalidParameterException" });
    await enable("ram.amazonaws.com");
    await share();
  });

  it("without access are refused in a world that says so", async () => {
    const strict = await startEmulator({
      world: { assumptions: { "organizations.withdrawnTwice": "refused" } },
    });
    const command = new DisableAWSServiceAccessCommand({ ServicePrincipal: "sso.amazonaws.com" });
    await expect(organizations(strict).send(command)).rejects.toMatchObject({
      name: "InvalidInputException",
    });
    await strict.close();
  });
});
