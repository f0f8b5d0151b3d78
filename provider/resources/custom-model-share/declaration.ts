import * as v from "valibot";

import { assumeRoleInput, deletionPolicyInput, regionInput, tagsInput, tagsKind } from "../../aws/declared";
import { known } from "../../core/check";
import { healthyOf } from "../../core/declaration/checked";
import {
  completed,
  declare,
  type InputsOf,
  optional,
  output,
  REPLACES,
  required,
  type StateOf,
  UPDATES,
  UPDATES_STATE,
} from "../../core/declaration/declaration";
import { flag, kind, listOf, said, saidText, text } from "../../core/declaration/kinds";
import { customModelArn } from "../../services/bedrock/custom-model-arn";
import type { Association } from "../../services/ram/association";

const PRINCIPAL =
  /^(\d{12}|arn:aws[\w-]*:organizations::\d{12}:(organization\/o-[a-z0-9]+|ou\/o-[a-z0-9]+\/ou-[a-z0-9-]+)|arn:aws[\w-]*:iam::\d{12}:(role|user)\/[!-~]+)$/;

const principal = known(
  v.pipe(
    v.string("must be a string"),
    v.check(
      (id) => !/^(o|ou|r)-/.test(id),
      "is a bare id, which AWS refuses; give the ARN: arn:aws:organizations::<management account>:organization/o-… or :ou/o-…/ou-…",
    ),
    v.check(
      (id) => /^(o|ou|r)-/.test(id) || PRINCIPAL.test(id),
      "must be an account id of 12 digits, or the ARN of an organization, an organizational unit, a role or a user",
    ),
  ),
);

const shareName = known(
  v.pipe(
    v.string("must be a string"),
    v.regex(/\S/, "must not be empty"),
    v.maxLength(255, "must have at most 255 characters"),
    v.regex(/^\P{Cc}*$/u, "must have no control characters"),
  ),
);

const PERMISSION_ARN = /^arn:aws[\w-]*:ram:[a-z0-9-]*:(aws|\d{12}):permission\/[\w.-]+$/;

export const declaration = declare({
  type: "CustomModelShare",
  thing: "share",
  docs: `
A share of custom Bedrock models with other accounts, by way of AWS Resource Access Manager: the owner's side.

- **Create** makes the share with one call and waits until it and all its associations are there, up to ten minutes. What
  a killed run has made is found by a tag, and continued.
- **Refresh** shows each property that somebody has changed. All shares of an account and Region are read together.
- **Update** makes one call for each kind of change.
- **Delete** deletes the share; see \`deletionPolicy\`. The models stay; the principals lose access to them, and keep what
  they have copied.

A recipient inside the organization sees the models at once or minutes later, and has to copy one before it can be
used. The organization must have resource sharing switched on (\`aws ram enable-sharing-with-aws-organization\`); as far as
the caller may look into the organization, that and the principals' membership are checked before anything is written.

The deploy identity needs ram:CreateResourceShare, UpdateResourceShare, DeleteResourceShare, AssociateResourceShare,
DisassociateResourceShare, AssociateResourceSharePermission, GetResourceShares, GetResourceShareAssociations,
ListResourceSharePermissions, ListPermissionAssociations, TagResource and UntagResource, and bedrock:PutResourcePolicy,
GetResourcePolicy, DeleteResourcePolicy, GetCustomModel and ListCustomModels. With organizations:DescribeOrganization,
ListAccounts and ListAWSServiceAccessForOrganization it can look into the organization.`,
  example: `const share = new CustomModelShare("support-model", {
  name: "support-model",
  resourceArns: [customModel.arn],
  principals: ["444455556666"],
});`,
  see: [
    "https://docs.aws.amazon.com/bedrock/latest/userguide/share-model.html",
    "https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html",
  ],
  id: "the share's ARN",
  get: `Reads a share without managing it: \`pulumi up\` never changes it, and fails when there is none.`,
  argsDocs: "Unless said otherwise, a change updates the share in place.",

  inputs: {
    name: required(kind(shareName, { type: "string" }), {
      docs: "The name of the share, up to 255 characters. AWS allows several shares of the same name.",
      change: UPDATES,
    }),
    resourceArns: required(listOf(kind(customModelArn, { type: "string" }), "must name a custom model"), {
      docs: "The ARNs of the custom models to share, all of the share's Region. The order does not matter.",
      change: UPDATES,
    }),
    principals: required(listOf(kind(principal, { type: "string" })), {
      docs: `Whom to share with: account ids of 12 digits, ARNs of the organization or of organizational units (not their bare
        ids), of roles or of users. The order does not matter. What is added is added before anything is removed.`,
      change: UPDATES,
    }),
    allowExternalPrincipals: completed(flag(), {
      docs: `Whether accounts outside the organization may be among the principals. Bedrock shares custom models inside one
        organization only. Unlike AWS's own default this is false.`,
      change: UPDATES,
      defaultValue: false,
    }),
    permissionArns: optional(
      listOf(
        text(PERMISSION_ARN, "be the ARN of a RAM permission"),
        "must name a permission; leave it out for AWS's default",
      ),
      {
        docs: "The RAM permissions that recipients get, one for each type of resource.",
        change: UPDATES,
        default: "AWS's default for custom models",
      },
    ),
    exclusive: completed(flag(), {
      docs: `Whether this resource owns the whole share: principals and models that somebody else has added are drift then, and
        are removed. Otherwise only its own are looked after.`,
      change: UPDATES,
      defaultValue: true,
    }),
    verifyKeyPolicies: optional(flag(), {
      docs: `Whether to check, before anything is shared, that the policies or grants of the models' KMS keys let the principals
        decrypt, and to refuse otherwise: without that nobody can copy a model. Needs bedrock:GetCustomModel, kms:GetKeyPolicy
        and kms:ListGrants; what the caller may not read is not checked.`,
      change: UPDATES_STATE,
      default: "false",
    }),
    tags: tagsInput("share"),
    deletionPolicy:
      deletionPolicyInput(`What becomes of the share when the resource is removed: deleted if it was made for this resource or imported into it
        (\`delete\` does the same), or kept. What another resource has taken over is kept always.`),
    region: regionInput("The AWS Region to call, which must be that of the models.", REPLACES),
    assumeRole: assumeRoleInput("share"),
  },

  shows: ["name", "resourceArns", "principals", "allowExternalPrincipals", "region"],
  outputs: {
    arn: output(saidText(), "The ARN of the share."),
    resourceShareArn: output(
      saidText(),
      "The ARN of the share, by the name it has as an input of `aws.ram` resources.",
    ),
    accountId: output(saidText(), "The account that was called."),
    owningAccountId: output(saidText(), "The account that owns the share."),
    status: output(
      saidText(),
      "`ACTIVE` when in force; also `PENDING`, `FAILED`, or a status that AWS adds later.",
      { healthy: "ACTIVE" },
    ),
    featureSet: output(
      saidText(),
      "`STANDARD`, or what RAM shows for a share that it has made from a resource policy.",
      {
        follows: ["permissionArns"],
      },
    ),
    permissionArns: output(listOf(saidText()), "The permissions in force.", { follows: ["permissionArns"] }),
    tagsAll: output(tagsKind, "All tags but AWS's own and those that are ignored.", { compared: true }),
    associations: output(
      said<readonly Association[]>({
        type: "any",
        ts: { output: "Association[]", from: { Association: "services/ram/association" } },
      }),
      "Each principal and each model with its status.",
      { follows: ["principals", "resourceArns", "permissionArns", "allowExternalPrincipals"] },
    ),
  },
});

/** What a healthy object reads. */
export const HEALTHY = healthyOf(declaration);

/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
