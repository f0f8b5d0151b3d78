import { ListRootsCommand } from "@aws-sdk/client-organizations";
import * as v from "valibot";

import { isEmulated, isManager, isOnlyMember } from "../vocabulary/conditions";
import { assumed, botocore, docs, type Row } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

export const DENIED = { status: 400, code: "AccessDeniedException" };
const TERMS = docs("https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListRoots.html");

const account = v.looseObject({ Id: v.pipe(v.string(), v.regex(/^\d{12}$/)), Arn: v.string() });
const accounts = { status: 200, shape: v.looseObject({ Accounts: v.array(account) }) };
const root = v.looseObject({ Id: v.pipe(v.string(), v.regex(/^r-/)), Arn: v.string() });

/** The root of the caller's organization. */
export async function rootOf({ clients }: Stage): Promise<string> {
  const { Roots = [] } = await clients.organizations.send(new ListRootsCommand({}));
  return Roots[0]!.Id!;
}
const parent = async (stage: Stage) => ({ ParentId: await rootOf(stage) });
const itself = (stage: Stage) => stage.account;

/** Who is in an organization, and which services may look into it. */
export const organization: readonly Row[] = [
  {
    operation: "ListRoots",
    name: "lists the one root to the managing account",
    input: {},
    given: [isManager],
    expects: { status: 200, shape: v.looseObject({ Roots: v.tuple([root]) }) },
    source: botocore("organizations", "ListRoots"),
  },
  {
    operation: "ListRoots",
    name: "is not for members",
    input: {},
    given: [isOnlyMember],
    expects: DENIED,
    source: TERMS,
  },
  {
    operation: "ListOrganizationalUnitsForParent",
    name: "lists the units of the root",
    input: parent,
    given: [isManager],
    expects: { status: 200, shape: v.looseObject({ OrganizationalUnits: v.array(v.looseObject({})) }) },
    source: botocore("organizations", "ListOrganizationalUnitsForParent"),
  },
  {
    operation: "ListAccounts",
    name: "lists the accounts",
    input: {},
    given: [isManager],
    expects: accounts,
    source: botocore("organizations", "ListAccounts"),
  },
  {
    operation: "ListAccountsForParent",
    name: "lists the accounts of the root",
    input: parent,
    given: [isManager],
    expects: accounts,
    source: botocore("organizations", "ListAccountsForParent"),
  },
  {
    operation: "ListAccountsForParent",
    name: "does not find a unit that does not exist",
    input: { ParentId: "ou-zzzz-00000000" },
    given: [isManager],
    expects: { status: 400, code: "ParentNotFoundException" },
    source: botocore("organizations", "ListAccountsForParent"),
  },
  {
    operation: "ListChildren",
    name: "lists the accounts of the root",
    input: async (stage) => ({ ...(await parent(stage)), ChildType: "ACCOUNT" }),
    given: [isManager],
    expects: {
      status: 200,
      shape: v.looseObject({ Children: v.array(v.strictObject({ Id: v.string(), Type: v.string() })) }),
    },
    source: botocore("organizations", "ListChildren"),
  },
  {
    operation: "ListDelegatedAdministrators",
    name: "lists accounts to the managing one",
    input: {},
    given: [isManager],
    expects: { status: 200, shape: v.looseObject({ DelegatedAdministrators: v.array(account) }) },
    source: botocore("organizations", "ListDelegatedAdministrators"),
  },
  {
    operation: "ListParents",
    name: "tells what the managing account lies in",
    input: (stage) => ({ ChildId: itself(stage) }),
    given: [isManager],
    expects: {
      status: 200,
      shape: v.looseObject({ Parents: v.tuple([v.looseObject({ Id: v.string(), Type: v.string() })]) }),
    },
    source: botocore("organizations", "ListParents"),
  },
  {
    operation: "DescribeOrganizationalUnit",
    name: "does not find a unit that does not exist",
    input: { OrganizationalUnitId: "ou-zzzz-00000000" },
    given: [isManager],
    expects: { status: 400, code: "OrganizationalUnitNotFoundException" },
    source: botocore("organizations", "DescribeOrganizationalUnit"),
  },
  {
    operation: "DescribeAccount",
    name: "describes an account to the managing one",
    input: (stage) => ({ AccountId: itself(stage) }),
    given: [isManager],
    expects: { status: 200, shape: v.looseObject({ Account: account }) },
    source: botocore("organizations", "DescribeAccount"),
  },
  {
    operation: "DescribeAccount",
    name: "tells no Paths",
    input: (stage) => ({ AccountId: itself(stage) }),
    given: [isManager],
    settles: "organizations.paths",
    expects: {
      status: 200,
      shape: v.looseObject({ Account: v.looseObject({ Paths: v.optional(v.never()) }) }),
    },
    alternatives: {
      told: { status: 200, shape: v.looseObject({ Account: v.looseObject({ Paths: v.array(v.string()) }) }) },
    },
    source: assumed("Paths are in the service model, and in no published listing"),
  },
  {
    operation: "ListAWSServiceAccessForOrganization",
    name: "lists service principals to the managing account",
    input: {},
    given: [isManager],
    expects: {
      status: 200,
      shape: v.looseObject({
        EnabledServicePrincipals: v.array(
          v.looseObject({ ServicePrincipal: v.string(), DateEnabled: v.date() }),
        ),
      }),
    },
    source: botocore("organizations", "ListAWSServiceAccessForOrganization"),
  },
  {
    operation: "ListAWSServiceAccessForOrganization",
    name: "is not for members",
    input: {},
    given: [isOnlyMember],
    expects: DENIED,
    source: docs(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html",
    ),
  },
];

/** What lets a service in. */
export const organizationWriting: readonly Row[] = [
  {
    operation: "EnableAWSServiceAccess",
    name: "gives a service access, and answers nothing",
    input: { ServicePrincipal: "sso.amazonaws.com" },
    given: [isEmulated, isManager],
    expects: { status: 200, shape: v.strictObject({}) },
    source: botocore("organizations", "EnableAWSServiceAccess"),
  },
  {
    operation: "EnableAWSServiceAccess",
    name: "is not for members",
    input: { ServicePrincipal: "sso.amazonaws.com" },
    given: [isEmulated, isOnlyMember],
    expects: DENIED,
    source: docs(
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html",
    ),
  },
  {
    operation: "DisableAWSServiceAccess",
    name: "takes away what a service does not have without a word",
    input: { ServicePrincipal: "health.amazonaws.com" },
    given: [isEmulated, isManager],
    settles: "organizations.withdrawnTwice",
    expects: { status: 200, shape: v.strictObject({}) },
    alternatives: { refused: { status: 400, code: "InvalidInputException" } },
    source: assumed("the reference says of no error what it is for"),
  },
];
