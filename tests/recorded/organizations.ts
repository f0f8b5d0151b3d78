import type { RecordedAnswer } from "./recorded-answer";

const TREE = "README of aws-org-tree, the output of a real organization of 2023-06";
const EXAMPLES = "AWS CLI examples organizations";
const account = ["Id", "Arn", "Email", "Name", "Status", "JoinedMethod", "JoinedTimestamp"];
const summary = ["Id", "Arn", "Name", "Description", "Type", "AwsManaged"];

export const recorded: RecordedAnswer[] = [
  {
    operation: "organizations ListAccounts",
    what: "by the management account",
    source: "README of cspm-to-aws-s3-for-quicksight, an answer of 2022-07-27 with its headers",
    always: ["Accounts", ...account.map((member) => `Accounts.${member}`)],
    never: ["NextToken", "Accounts.Paths"],
  },
  {
    operation: "organizations ListAccountsForParent",
    what: "of a unit",
    source: TREE,
    always: ["Accounts", ...account.map((member) => `Accounts.${member}`)],
    never: ["Accounts.Paths"],
  },
  {
    operation: "organizations ListOrganizationalUnitsForParent",
    what: "of the root",
    source: TREE,
    always: ["OrganizationalUnits.Id", "OrganizationalUnits.Arn", "OrganizationalUnits.Name"],
    never: ["OrganizationalUnits.Path"],
  },
  {
    operation: "organizations ListRoots",
    what: "by the management account",
    source: `${TREE}; ${EXAMPLES}/list-roots.rst`,
    always: ["Id", "Arn", "Name", "PolicyTypes", "PolicyTypes.Type", "PolicyTypes.Status"].map(
      (member) => `Roots.${member}`,
    ),
    never: ["NextToken"],
  },
  {
    operation: "organizations ListParents",
    what: "of an account",
    source: `${EXAMPLES}/list-parents.rst`,
    always: ["Parents.Id", "Parents.Type"],
    never: ["NextToken"],
  },
  {
    operation: "organizations DescribeOrganization",
    what: "by a member",
    source: `${EXAMPLES}/describe-organization.rst`,
    always: [
      "Id",
      "Arn",
      "FeatureSet",
      "MasterAccountArn",
      "MasterAccountId",
      "MasterAccountEmail",
      "AvailablePolicyTypes",
    ].map((member) => `Organization.${member}`),
    never: [],
  },
  {
    operation: "organizations ListPolicies",
    what: "of one of AWS's own and another",
    source: `${EXAMPLES}/list-policies.rst`,
    always: summary.map((member) => `Policies.${member}`),
    never: ["NextToken", "Policies.Content"],
  },
  {
    operation: "organizations UpdatePolicy",
    what: "of a name and a description",
    source: `${EXAMPLES}/update-policy.rst`,
    always: ["Policy.Content", ...summary.map((member) => `Policy.PolicySummary.${member}`)],
    never: [],
  },
  {
    operation: "organizations ListTargetsForPolicy",
    what: "of a policy that is attached to a root, a unit and an account",
    source: `${EXAMPLES}/list-targets-for-policy.rst`,
    always: ["Arn", "Name", "TargetId", "Type"].map((member) => `Targets.${member}`),
    never: ["NextToken"],
  },
  {
    operation: "organizations ListChildren",
    what: "of a root",
    source: `${EXAMPLES}/list-children.rst`,
    always: ["Children.Id", "Children.Type"],
    never: ["NextToken"],
  },
];
