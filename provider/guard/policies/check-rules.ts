import * as v from "valibot";

import { isInPartition, KNOWN_REGIONS, whyNoBedrock } from "../../aws/regions-and-partitions";
import { MODEL_ID, MODEL_ID_LENGTH, PROFILE_ID } from "../../services/bedrock/model-id";
import { type CheckFailure, checkProps, oneOf, strictObject, text, sentenceOf } from "../../core/check";
import { nearest } from "../../core/names";
import { ModelAccessError } from "../../core/errors";
import type { ModelGuardRules, Models } from "./rules";
import { covers, partitionOfRoles } from "./models";

/** Input that makes no guard. */
export class GuardInputError extends ModelAccessError {
  override readonly name = "GuardInputError";

  /** @param guard the name of the resource whose input it is */
  constructor(
    readonly failures: readonly CheckFailure[],
    guard?: string,
  ) {
    const lines = failures.map(sentenceOf);
    super(
      guard === undefined
        ? "modelGuard cannot make policies of this"
        : `the ModelGuard ${guard} cannot be made of this`,
      lines,
    );
  }
}

const modelId = v.pipe(
  text(),
  v.check(
    (id) => id === "*" || !id.startsWith("arn:"),
    "must be a model id such as cohere.command-r-v1:0, not an ARN",
  ),
  v.check(
    (id) => !PROFILE_ID.test(id),
    'is the id of an inference profile: name the model without the geography in front, with via "profile" or "global"',
  ),
  v.check(
    (id) => id === "*" || (MODEL_ID.test(id) && id.length <= MODEL_ID_LENGTH),
    'must be a Bedrock base model id (provider.model, lower case), or "*" alone',
  ),
);
const models = {
  modelId: v.optional(modelId),
  provider: v.optional(
    text(
      /^[a-z0-9-]{1,63}$/,
      'be what model ids begin with, such as "anthropic"; every model is modelId "*"',
    ),
  ),
};
const isOne = ({ modelId: id, provider }: { modelId?: unknown; provider?: unknown }) =>
  (id === undefined) !== (provider === undefined);
const EXACTLY_ONE = "must have either modelId or provider";

/** The role's own ARN, with wildcards anywhere but in what makes it a role; a name must say something. */
const ROLE_ARN = /^arn:aws[\w-]*:iam::[\d*?]{1,12}:role\/[\w+=,.@*?/-]*$/;
const SAYS_SOMETHING = /[^*?/]/;
const PRODUCT_ID =
  /^(prod-[a-z0-9]{8,}|prodview-[a-z0-9]{8,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

const exemptRole = v.pipe(
  text(),
  v.check(
    (arn) => !arn.includes(":assumed-role/"),
    "is a session: name its role, arn:aws:iam::<account>:role/<path and name>",
  ),
  v.regex(ROLE_ARN, "must be the ARN of a role, arn:aws:iam::<account>:role/<path and name>"),
  v.check(
    (arn) => SAYS_SOMETHING.test(arn.split(":role/")[1] ?? ""),
    "exempts every role: name the one that deploys",
  ),
);

const some = <T>(schema: v.GenericSchema<unknown, T>, none: string) =>
  v.pipe(v.array(schema, "must be a list"), v.minLength(1, none));

const entries = {
  allow: v.array(
    v.pipe(
      strictObject({ ...models, via: v.optional(oneOf(["direct", "profile", "global"])) }),
      v.check((one) => isOne(one), EXACTLY_ONE),
    ),
    (issue) =>
      issue.input === undefined ? "is required; an empty list blocks every model" : "must be a list",
  ),
  deny: v.optional(
    v.array(
      v.pipe(
        strictObject(models),
        v.check((one) => isOne(one), EXACTLY_ONE),
        v.check(({ modelId: id }) => id !== "*", "denies every model: leave allow empty instead"),
      ),
      "must be a list",
    ),
  ),
  regions: v.optional(some(text(), "is empty: leave it out to allow all")),
  exemptRoles: v.pipe(
    v.array(exemptRole, (issue) => (issue.input === undefined ? "is required" : "must be a list")),
    v.minLength(
      1,
      "names no role, and who is not exempt may write no agreement: whoever deploys could neither accept one nor give it back",
    ),
  ),
  productIds: v.optional(
    some(
      text(PRODUCT_ID, "be the id of a product in AWS Marketplace: prod-…, prodview-… or a UUID"),
      "is empty: leave it out to keep Subscribe to exemptRoles",
    ),
  ),
  mantle: v.optional(
    v.literal(true, "must be true, or be left out: then there is no inference on bedrock-mantle"),
  ),
  bearerTokens: v.optional(oneOf(["deny"])),
};

/**
 * Everything that is wrong with the rules.
 * @param more what may stand beside them
 */
export function whatIsWrong(rules: ModelGuardRules, more: v.ObjectEntries = {}): readonly CheckFailure[] {
  const { failures } = checkProps({ ...entries, ...more }, rules as unknown as Record<string, unknown>);
  return failures.length > 0 ? failures : [...places(rules), ...contradictions(rules)];
}

/** An organization lies in one partition, and the roles say which. */
function* places({ allow, regions = [], exemptRoles }: ModelGuardRules): Generator<CheckFailure> {
  const partition = partitionOfRoles(exemptRoles);
  for (const [i, arn] of exemptRoles.entries()) {
    if (!arn.startsWith(`arn:${partition}:`))
      yield { path: `exemptRoles[${i}]`, reason: `is not in ${partition}, where exemptRoles[0] is` };
  }
  for (const [i, region] of regions.entries()) {
    const reason = whyNot(region, partition);
    if (reason !== undefined) yield { path: `regions[${i}]`, reason };
  }
  for (const [i, { via }] of allow.entries()) {
    if (via === "global" && partition !== "aws")
      yield {
        path: `allow[${i}].via`,
        reason: `is "global", and global profiles are in commercial Regions alone`,
      };
  }
}

function whyNot(region: string, partition: string): string | undefined {
  if (!KNOWN_REGIONS.includes(region)) {
    const near = nearest(region, KNOWN_REGIONS);
    return `is no Region of AWS${near === undefined ? "" : `; did you mean ${near}?`}`;
  }
  if (!isInPartition(region, partition)) return `is not in ${partition}, where the exempt roles are`;
  return whyNoBedrock(region);
}

/** What is allowed and denied at once: the denial would win, and the other be a lie. */
function* contradictions({ allow, deny = [] }: ModelGuardRules): Generator<CheckFailure> {
  for (const [i, denied] of deny.entries()) {
    const at = allow.findIndex((allowed) => covers(denied, allowed));
    if (at >= 0)
      yield {
        path: `deny[${i}]`,
        reason: `denies all that allow[${at}] allows (${named(allow[at]!)}): leave one of them out`,
      };
  }
}

function named({ modelId: id, provider }: Models): string {
  return id ?? `${provider}.*`;
}
