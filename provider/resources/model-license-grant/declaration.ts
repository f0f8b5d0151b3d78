import { assumeRoleInput, deletionPolicyInput, tagsInput, tagsKind } from "../../aws/declared";
import {
  completed,
  declare,
  type InputsOf,
  optional,
  output,
  perhaps,
  replaces,
  required,
  type StateOf,
  UPDATES,
  updatesState,
} from "../../core/declaration/declaration";
import { flag, listOf, oneOf, saidText, text } from "../../core/declaration/kinds";

const ACTIVATIONS = ["grantor", "none"] as const;
const OVERRIDES = ["DISTRIBUTED_GRANTS_ONLY", "ALL_GRANTS_PERMITTED_BY_ISSUER"] as const;
export const DEFAULT_OVERRIDE = "DISTRIBUTED_GRANTS_ONLY";

/** What a member needs to use a model by the licence. */
const DEFAULT_OPERATIONS = [
  "CheckInLicense",
  "CheckoutLicense",
  "CreateToken",
  "ExtendConsumptionLicense",
  "ListPurchasedLicenses",
];
const OPERATIONS = [...DEFAULT_OPERATIONS, "CheckoutBorrowLicense", "CreateGrant", "ListReceivedLicenses"];

const PRINCIPAL =
  /^(\d{12}|arn:aws:iam::\d{12}:root|arn:aws:organizations::\d{12}:(organization\/o-[a-z0-9]{10,32}|ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9-]{8,68}))$/;
const LICENSE_ARN = /^arn:aws:license-manager:[a-z0-9-]*:\d{12}:license:l-[0-9a-f]{1,64}$/;

export const declaration = declare({
  type: "ModelLicenseGrant",
  thing: "grant",
  docs: `
A managed entitlement: one account of the organization subscribes to a model, and the others use it, without rights in
AWS Marketplace and at the subscriber's price. Made in the organization's management account, or in the one that it has
delegated to; always in us-east-1, wherever the models are called.

- **Create** finds the grant of this licence to this principal, or makes it, waits until AWS has distributed it, and activates
  it. That takes minutes, and half an hour or more in an organization of thousands; what is not finished in time is kept,
  and the next \`pulumi up\` goes on.
- **Refresh** shows a grant that was deactivated, renamed or changed; one that was deleted is shown as deleted. A grant that
  was rejected or has failed is replaced.
- **Delete** deletes what this resource has made; see \`deletionPolicy\`. **That blocks nobody**: a member with rights in AWS
  Marketplace subscribes by itself, at public prices, with its next call.

AWS needs, once: an organization with all features, License Manager trusted in it, and the service-linked roles of License
Manager and of AWS Marketplace.

The deploy identity needs license-manager:CreateGrant, CreateGrantVersion, GetGrant, DeleteGrant, ListDistributedGrants,
ListReceivedLicenses, ListTagsForResource, TagResource and UntagResource.`,
  example: `new ModelLicenseGrant("claude-for-ml", { productId: "prod-abcdefghijklm", principal: unit.arn }, { dependsOn: agreement });`,
  see: ["https://docs.aws.amazon.com/license-manager/latest/APIReference/API_CreateGrant.html"],
  id: "the grant's ARN",
  get: `Reads a grant of others without managing it; \`pulumi up\` fails when there is none.`,

  inputs: {
    licenseArn: optional(
      text(LICENSE_ARN, "be the ARN of a licence: arn:aws:license-manager::…:license:l-…"),
      {
        docs: `The ARN of the licence that the account has subscribed to. Exactly one of \`licenseArn\` and \`productId\` is given.`,
        change: replaces("Changing it replaces the resource."),
      },
    ),
    productId: optional(
      text(/^[\w-]{1,255}$/, "be the id of a product of AWS Marketplace, such as prod-abcdefghijklm"),
      {
        docs: `The id of the product of AWS Marketplace (on the model's page in AWS's documentation): the newest licence of it is
        granted, and create waits until there is one.`,
        change: replaces("Changing it replaces the resource."),
      },
    ),
    principal: required(
      text(
        PRINCIPAL,
        "be the id of an account, or the ARN of an account's root, an organizational unit or an organization",
      ),
      {
        docs: `Who may use the models of the licence: an account's id or root, the ARN of an organizational unit, or of the
        organization.`,
        change: replaces("Changing it replaces the resource."),
      },
    ),
    grantName: completed(text(/^[^\p{Cc}]{1,255}$/u, "have 1 to 255 characters and no line breaks"), {
      docs: "The grant's name, for people only.",
      change: UPDATES,
      default: "derived from what is granted to whom",
    }),
    allowedOperations: completed(listOf(oneOf(OPERATIONS), "must name at least one operation"), {
      docs: "What License Manager lets the members do with the licence.",
      change: UPDATES,
      defaultValue: DEFAULT_OPERATIONS,
    }),
    activation: completed(oneOf(ACTIVATIONS), {
      docs: `Who activates the grant: \`"grantor"\`, this resource, so that members use models at once; or \`"none"\`: this resource
        neither activates nor deactivates it.`,
      change: updatesState(
        'Changing it to `"grantor"` activates; changing it to `"none"` updates the state only.',
      ),
      defaultValue: "grantor",
    }),
    activationOverrideBehavior: optional(oneOf(OVERRIDES), {
      docs: `What becomes of a member's own subscription when the grant is activated: it stays (\`DISTRIBUTED_GRANTS_ONLY\`), or it is
        switched off for this grant (\`ALL_GRANTS_PERMITTED_BY_ISSUER\`). Not to be given where \`activation\` is \`"none"\`: whoever
        activates the grant chooses.`,
      change: UPDATES,
      default: '"DISTRIBUTED_GRANTS_ONLY"',
    }),
    tags: tagsInput("grant"),
    deletionPolicy: deletionPolicyInput(
      `Whether removing the resource deletes the grant: only one that this resource has made, always, or never.`,
    ),
    assumeRole: assumeRoleInput("grant"),
  },

  shows: ["licenseArn", "productId", "grantName", "allowedOperations", "activationOverrideBehavior"],
  outputs: {
    principal: output(saidText(), "The ARN of the principal."),
    status: output(saidText(), "`ACTIVE` when the members can use the models.", {
      compared: true,
      follows: ["status", "activation"],
    }),
    statusReason: perhaps(saidText(), "Why the grant has its status, where AWS says so.", {
      follows: ["status", "grantName", "allowedOperations", "activation", "activationOverrideBehavior"],
    }),
    grantArn: output(saidText(), "The ARN of the grant."),
    version: output(saidText(), "AWS's number of the grant's newest version.", {
      follows: ["status", "grantName", "allowedOperations", "activation", "activationOverrideBehavior"],
    }),
    adopted: output(flag(), "Whether the grant was there before this resource.", { follows: ["status"] }),
    tagsAll: output(tagsKind, "The tags of the grant, the configuration's included.", { compared: true }),
    accountId: output(saidText(), "The account that has granted."),
    region: output(saidText(), "The Region that is called: us-east-1.", { compared: true }),
  },
});

/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
