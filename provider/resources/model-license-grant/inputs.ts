import * as v from "valibot";

import type { Aws } from "../../aws/aws";
import type { AssumeRole } from "../../aws/credentials/roles";
import { allFailures, regionAndRoleEntries } from "../../aws/region-and-role";
import { mergedTags, tagFailures, type Tags, tagsEntry } from "../../aws/tags";
import { type CheckFailure, checkProps, known, oneOf, text, withComputed } from "../../core/check";
import { digest } from "../../core/digest";
import type { Checked } from "../../core/lifecycle";
import { DELETION_POLICIES, type DeletionPolicy } from "../../core/ownership";
import { type Props, UNKNOWN } from "../../core/props";

/** What the program asked for, completed by check. */
export interface Inputs {
  readonly licenseArn?: string;
  readonly productId?: string;
  readonly principal: string;
  readonly grantName: string;
  readonly allowedOperations: readonly string[];
  readonly activation: (typeof ACTIVATIONS)[number];
  /** Absent where this resource activates nothing. */
  readonly activationOverrideBehavior?: (typeof OVERRIDES)[number];
  readonly tags?: Tags;
  readonly tagsAll: Tags;
  readonly deletionPolicy?: DeletionPolicy;
  /** What a healthy grant reads. */
  readonly status: string;
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

/** Licences of AWS Marketplace live here, and so must their grants, wherever the models are called. */
export const HOME_REGION = "us-east-1";
/** AWS speaks of minutes for an account, and of half an hour and more for thousands of them. */
export const DEFAULT_SECONDS = 30 * 60;

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

const ACCOUNT = /^\d{12}$/;
const PRINCIPAL =
  /^(\d{12}|arn:aws:iam::\d{12}:root|arn:aws:organizations::\d{12}:(organization\/o-[a-z0-9]{10,32}|ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9-]{8,68}))$/;
const LICENSE_ARN = /^arn:aws:license-manager:[a-z0-9-]*:\d{12}:license:l-[0-9a-f]+$/;

const entries = {
  licenseArn: v.optional(
    text(LICENSE_ARN, "be the ARN of a licence: arn:aws:license-manager::…:license:l-…"),
  ),
  productId: v.optional(
    text(/^[\w-]{1,255}$/, "be the id of a product of AWS Marketplace, such as prod-abcdefghijklm"),
  ),
  principal: text(
    PRINCIPAL,
    "be the id of an account, or the ARN of an account's root, an organizational unit or an organization",
  ),
  grantName: v.optional(text(/^[^\p{Cc}]{1,255}$/u, "have 1 to 255 characters and no line breaks")),
  allowedOperations: v.optional(
    known(
      v.pipe(
        v.array(oneOf(OPERATIONS), "must be a list"),
        v.minLength(1, "must name at least one operation"),
      ),
    ),
  ),
  activation: v.optional(oneOf(ACTIVATIONS)),
  activationOverrideBehavior: v.optional(oneOf(OVERRIDES)),
  tags: tagsEntry,
  deletionPolicy: v.optional(oneOf(DELETION_POLICIES)),
  assumeRole: regionAndRoleEntries.assumeRole,
};

export function checkInputs(news: Props, aws: Aws): Checked<Inputs> {
  const { asked, computed } = withComputed(news, {
    tagsAll: undefined,
    region: HOME_REGION,
    status: news["activation"] === "none" ? "DISABLED" : "ACTIVE",
  });
  const { props, failures } = checkProps(entries, asked);
  const { allowedOperations = DEFAULT_OPERATIONS } = props;
  const principal = ACCOUNT.test(props.principal ?? "")
    ? `arn:aws:iam::${props.principal}:root`
    : props.principal;
  const inputs = {
    activation: "grantor",
    ...(props.activation !== "none" && { activationOverrideBehavior: DEFAULT_OVERRIDE }),
    grantName: defaultName({ ...props, principal }),
    ...props,
    ...computed,
    tagsAll: computed.tagsAll ?? mergedTags(props.tags, aws.config),
    ...(principal !== undefined && { principal }),
    // AWS keeps a set, in no order that it documents.
    allowedOperations: Array.isArray(allowedOperations)
      ? [...new Set(allowedOperations)].sort()
      : allowedOperations,
  } as unknown as Inputs;
  const all = [...failures, ...tagFailures(props.tags, aws.config), ...contradictions(news)];
  return { inputs, failures: allFailures(aws, all, inputs, () => undefined) };
}

/** The same for every resource that grants this: two stacks, or a rename, do not take turns in naming the grant. */
function defaultName(of: Partial<Inputs>): string {
  const { licenseArn, productId, principal } = of;
  if (!isWhole(of)) return UNKNOWN;
  return `model-access-${digest(JSON.stringify([licenseArn ?? productId, principal])).slice(0, 12)}`;
}

/** What each input alone does not tell. */
function contradictions({
  licenseArn,
  productId,
  activation,
  activationOverrideBehavior,
}: Partial<Props>): CheckFailure[] {
  return [...whichLicense(licenseArn, productId), ...whoOverrides(activation, activationOverrideBehavior)];
}

/** AWS takes the override with the activation alone. */
function whoOverrides(activation: unknown, override: unknown): CheckFailure[] {
  if (activation !== "none" || override === undefined) return [];
  const reason = "is what happens at the activation: leave it out, or activation";
  return [{ path: "activationOverrideBehavior", reason }];
}

function whichLicense(licenseArn: unknown, productId: unknown): CheckFailure[] {
  if (licenseArn !== undefined && productId !== undefined) {
    return [{ path: "productId", reason: "must be left out where licenseArn is given, which says it all" }];
  }
  if (licenseArn === undefined && productId === undefined) {
    const reason =
      "is required, or productId instead: the licence of an agreement is in its output licenseArn, a minute or two after it was accepted";
    return [{ path: "licenseArn", reason }];
  }
  return [];
}

/** The principals that an `UNKNOWN` may turn out to be are any. */
export function isWhole({ licenseArn, productId, principal }: Partial<Inputs>): boolean {
  return ![licenseArn, productId, principal].includes(UNKNOWN);
}
