import {
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
} from "@aws-sdk/client-organizations";
import * as v from "valibot";

import type { OperationName } from "../calls/calls";
import { isEmulated, isInOrganization, isManager, isOnlyMember } from "../vocabulary/conditions";
import { DENIED, rootOf } from "./organization";
import { assumed, botocore, community, type Condition, docs, type Row, single } from "../vocabulary/row";
import type { Stage } from "../vocabulary/stage";

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";
const FULL = "p-FullAWSAccess";
const RCP_FULL = "p-RCPFullAWSAccess";
const MISSING = "p-contract000";
const GUIDE = "https://docs.aws.amazon.com/organizations/latest/userguide/";

const refused = (code: string, message?: RegExp) => ({ status: 400, code, ...(message && { message }) });
const summary = v.looseObject({
  Id: v.pipe(v.string(), v.startsWith("p-")),
  Arn: v.string(),
  Name: v.string(),
  Type: v.string(),
  AwsManaged: v.boolean(),
});
const described = (id: v.GenericSchema = v.string()) => ({
  status: 200,
  shape: v.looseObject({
    Policy: v.looseObject({ PolicySummary: v.looseObject({ Id: id }), Content: v.string() }),
  }),
});
const list = { status: 200, shape: v.looseObject({ Policies: v.array(summary) }) };
const lists = (id: string) => ({
  status: 200,
  shape: v.looseObject({
    Policies: v.pipe(
      v.array(summary),
      v.someItem(({ Id }) => Id === id),
    ),
  }),
});
const onRoot = (more: object) => async (stage: Stage) => ({ TargetId: await rootOf(stage), ...more });
const ofRoot = (more: object) => async (stage: Stage) => ({ RootId: await rootOf(stage), ...more });

async function isEnabled(type: string, { clients }: Stage): Promise<boolean> {
  const { Roots = [] } = await clients.organizations.send(new ListRootsCommand({}));
  return Roots[0]?.PolicyTypes?.some(({ Type }) => Type === type) ?? false;
}

const rcpIsOff: Condition = {
  holds: async (stage) => !(await isEnabled(RCP, stage)),
  otherwise: "resource control policies are enabled",
};

const scpIsOn: Condition = {
  holds: (stage) => isEnabled(SCP, stage),
  otherwise: "service control policies are not enabled",
};

/** What is read of control policies. */
export const controlReading: readonly Row[] = [
  {
    operation: "organizations:ListPolicies",
    name: "lists AWS's own service control policy",
    input: { Filter: SCP },
    given: [isManager, scpIsOn],
    expects: lists(FULL),
    source: docs(`${GUIDE}orgs_reference_available-policies.html`),
  },
  {
    operation: "organizations:ListPolicies",
    name: "lists AWS's own of a type that is not enabled",
    input: { Filter: RCP },
    given: [isManager, rcpIsOff],
    settles: "organizations.managedPolicyListed",
    expects: lists(RCP_FULL),
    alternatives: { whenEnabled: list },
    source: assumed("it is there for whoever enables the type"),
  },
  {
    operation: "organizations:ListPolicies",
    name: "is not for members",
    input: { Filter: SCP },
    given: [isOnlyMember],
    expects: DENIED,
    source: botocore("organizations", "organizations:ListPolicies"),
  },
  {
    operation: "DescribePolicy",
    name: "describes AWS's own",
    input: { PolicyId: FULL },
    given: [isManager],
    expects: described(v.literal(FULL)),
    source: botocore("organizations", "DescribePolicy"),
  },
  {
    operation: "DescribePolicy",
    name: "does not find a policy that does not exist",
    input: { PolicyId: MISSING },
    given: [isManager],
    expects: refused("PolicyNotFoundException"),
    source: botocore("organizations", "DescribePolicy"),
  },
  {
    operation: "ListPoliciesForTarget",
    name: "lists what is attached to the root",
    input: onRoot({ Filter: SCP }),
    given: [isManager],
    expects: list,
    source: botocore("organizations", "ListPoliciesForTarget"),
  },
  {
    operation: "ListPoliciesForTarget",
    name: "does not find a unit that does not exist",
    input: { TargetId: "ou-zzzz-00000000", Filter: SCP },
    given: [isManager],
    expects: refused("TargetNotFoundException"),
    source: botocore("organizations", "ListPoliciesForTarget"),
  },
  {
    operation: "ListTargetsForPolicy",
    name: "lists what AWS's own is attached to",
    input: { PolicyId: FULL },
    given: [isManager],
    expects: {
      status: 200,
      shape: v.looseObject({
        Targets: v.array(
          v.looseObject({ TargetId: v.string(), Arn: v.string(), Name: v.string(), Type: v.string() }),
        ),
      }),
    },
    source: botocore("organizations", "ListTargetsForPolicy"),
  },
  {
    operation: "organizations:ListTagsForResource",
    name: "lists the tags of the root",
    input: async (stage) => ({ ResourceId: await rootOf(stage) }),
    given: [isManager],
    expects: { status: 200, shape: v.looseObject({ Tags: v.array(v.looseObject({ Key: v.string() })) }) },
    source: botocore("organizations", "organizations:ListTagsForResource"),
  },
  {
    operation: "DescribeEffectivePolicy",
    name: "takes no service control policies",
    input: { PolicyType: SCP },
    given: [isInOrganization],
    expects: refused("InvalidInputException"),
    source: botocore("organizations", "DescribeEffectivePolicy"),
  },
];

let made = 0;
const policy = (Statement: object, more: object = {}) => ({
  Name: `contract ${(made += 1)}`,
  Description: "",
  Type: SCP,
  Content: JSON.stringify({ Version: "2012-10-17", Statement }),
  ...more,
});
const DENY = { Effect: "Deny", Action: "bedrock:*", Resource: "*" };

/** Something that is refused whatever is there. */
const refusing = (
  operation: OperationName,
  name: string,
  input: Row["input"],
  expects: Row["expects"],
  source = botocore("organizations", operation),
): Row => ({ operation, name, input, given: [isEmulated, isManager], expects, source });

/** What changes control policies. */
export const controlWriting: readonly Row[] = [
  {
    operation: "organizations:CreatePolicy",
    name: "answers with the policy, its content as it was sent",
    input: () => policy(DENY),
    given: [isEmulated, isManager],
    expects: described(),
    source: botocore("organizations", "organizations:CreatePolicy"),
  },
  refusing(
    "organizations:CreatePolicy",
    "refuses a principal in a service control policy",
    () => policy({ ...DENY, Principal: "*" }),
    refused(
      "MalformedPolicyDocumentException",
      /^The provided policy document does not meet the requirements of the specified policy type\.$/,
    ),
    community("CloudFormation's error in infiquetra-aws-infra, run 24927809223 (2026-04)"),
  ),
  refusing(
    "organizations:CreatePolicy",
    "refuses a resource control policy that allows",
    () => policy({ ...DENY, Effect: "Allow", Principal: "*" }, { Type: RCP }),
    refused("MalformedPolicyDocumentException"),
    docs(`${GUIDE}orgs_manage_policies_rcps_syntax.html`),
  ),
  refusing(
    "organizations:CreatePolicy",
    "refuses more than 10,240 characters, blanks included",
    () => {
      const { Content, ...rest } = policy(DENY);
      return { ...rest, Content: Content.padEnd(10_241) };
    },
    refused("ConstraintViolationException", /^You have exceeded the maximum policy size\.$/),
    community(
      "hashicorp/terraform-provider-aws issue 12597; the limit since 2026-05-15 is AWS's announcement",
    ),
  ),
  refusing(
    "organizations:CreatePolicy",
    "refuses a name that is taken",
    () => policy(DENY, { Name: "FullAWSAccess" }),
    refused("DuplicatePolicyException", /^A policy with the specified name and type already exists\.$/),
    community("aws-cloudformation/cloudformation-coverage-roadmap issue 2245"),
  ),
  refusing(
    "UpdatePolicy",
    "leaves AWS's own alone",
    { PolicyId: FULL, Name: "contract" },
    refused("InvalidInputException"),
  ),
  refusing(
    "organizations:DeletePolicy",
    "does not find a policy that does not exist",
    { PolicyId: MISSING },
    refused("PolicyNotFoundException"),
  ),
  refusing(
    "AttachPolicy",
    "refuses what is attached already",
    onRoot({ PolicyId: FULL }),
    refused(
      "DuplicatePolicyAttachmentException",
      /^A policy with the specified name and type already exists\.$/,
    ),
    single("pasted in a log of attach-policy (AWS-DataScience, 2026)"),
  ),
  {
    operation: "AttachPolicy",
    name: "is refused while the type is being enabled",
    async input(stage) {
      const { organizations } = stage.clients;
      const type = { RootId: await rootOf(stage), PolicyType: RCP } as const;
      if (await isEnabled(RCP, stage)) await organizations.send(new DisablePolicyTypeCommand(type));
      await organizations.send(new EnablePolicyTypeCommand(type));
      return { PolicyId: RCP_FULL, TargetId: type.RootId };
    },
    given: [isEmulated, isManager],
    settles: "organizations.typeIsPending",
    expects: refused("PolicyChangesInProgressException"),
    source: assumed("the reference lists both errors for the operation"),
  },
  refusing(
    "DetachPolicy",
    "leaves a target its last service control policy",
    onRoot({ PolicyId: FULL }),
    refused(
      "ConstraintViolationException",
      /^You cannot remove the last policy attached to the specified target\. You must have at least one attached at all times\.$/,
    ),
    community("hashicorp/terraform-provider-aws issue 26797; README of trussworks/terraform-aws-org-scp"),
  ),
  refusing(
    "EnablePolicyType",
    "refuses what is enabled already",
    ofRoot({ PolicyType: SCP }),
    refused("PolicyTypeAlreadyEnabledException"),
  ),
  refusing(
    "DisablePolicyType",
    "refuses what is not enabled",
    ofRoot({ PolicyType: "TAG_POLICY" }),
    refused(
      "PolicyTypeNotEnabledException",
      /^This operation can be performed only for enabled policy types\.$/,
    ),
    community("pasted of AttachPolicy in the README of trussworks/terraform-aws-org-scp and many others"),
  ),
  refusing(
    "organizations:TagResource",
    "does not find a unit that does not exist",
    { ResourceId: "ou-zzzz-00000000", Tags: [{ Key: "contract", Value: "" }] },
    refused("TargetNotFoundException"),
  ),
  refusing(
    "organizations:UntagResource",
    "does not find a policy that does not exist",
    { ResourceId: MISSING, TagKeys: ["contract"] },
    refused("TargetNotFoundException"),
  ),
  {
    ...refusing("AttachPolicy", "is not for members", { PolicyId: FULL, TargetId: "r-exam" }, DENIED),
    given: [isEmulated, isOnlyMember],
  },
];
