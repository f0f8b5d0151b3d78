import * as v from "valibot";

import { known, members, oneOf, text } from "../core/check";
import type { Props } from "../core/props";

/** What a model's policy can allow, and nothing else. */
export const IMPORT_MODEL = "comprehend:ImportModel";

const AWS_PRINCIPAL = new RegExp(
  "^(\\*|\\d{12}|A[A-Z]{3}[A-Z0-9]{12,124}|" +
    "arn:aws[\\w-]*:iam::\\d{12}:(root|(user|role|federated-user)/[^*?]+)|" +
    "arn:aws[\\w-]*:sts::\\d{12}:(assumed-role/[^*?/]+/[^*?]+|federated-user/[^*?]+))$",
);
const A_PRINCIPAL = 'be an account, the ARN of a role, a user or a session, or "*" alone';
export const PRINCIPAL_ARN = /^arn:aws[\w-]*:iam::\d{12}:(root|(user|role)\/[^*?]+)$/;
export const ACCOUNT_ID = /^\d{12}$/;

/** One thing, or a list of such things that is not empty. */
function some(one: v.GenericSchema<unknown, string>) {
  return known(
    v.pipe(
      v.unknown(),
      v.transform((given): unknown[] => (Array.isArray(given) ? (given as unknown[]) : [given])),
      v.array(one),
      v.minLength(1, "must not be empty"),
    ),
  );
}

const scalar = known(
  v.pipe(
    v.union([v.string(), v.number(), v.boolean()], "must be a text or a list of texts"),
    v.transform(String),
  ),
);

const statement = members({
  Sid: v.optional(text(/^[0-9a-zA-Z]+$/, "be letters and digits")),
  Effect: oneOf(["Allow", "Deny"]),
  Principal: known(
    v.union(
      [
        v.literal("*"),
        v.pipe(
          v.strictObject({
            AWS: v.optional(some(text(AWS_PRINCIPAL, A_PRINCIPAL))),
            Service: v.optional(some(text())),
            Federated: v.optional(some(text())),
            CanonicalUser: v.optional(some(text())),
          }),
          v.check((kinds) => Object.keys(kinds).length > 0),
        ),
      ],
      'must be "*", or name accounts, roles or users: { "AWS": … }',
    ),
  ),
  Action: some(text(/^comprehend:ImportModel$/i, `be ${IMPORT_MODEL}, all that a model's policy can allow`)),
  Resource: some(text(/^(\*|arn:[^:\s]+:[^:\s]+:.*)$/, 'be "*", or an ARN')),
  Condition: v.optional(
    known(
      v.record(
        v.string(),
        known(v.record(v.string(), some(scalar), "must be an object")),
        "must be an object",
      ),
    ),
  ),
});

/** An input that is a policy of a model: an object, or its JSON text. */
export const policyDocument = known(
  v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): unknown => {
      if (typeof dataset.value !== "string") return dataset.value;
      try {
        return JSON.parse(dataset.value);
      } catch {
        // The parser's message would repeat the text.
        addIssue({ message: "must be JSON" });
        return NEVER;
      }
    }),
    members({
      Version: v.optional(oneOf(["2012-10-17", "2008-10-17"])),
      Id: v.optional(text()),
      Statement: known(
        v.pipe(
          v.unknown(),
          v.transform((given): unknown[] => (Array.isArray(given) ? (given as unknown[]) : [given])),
          v.array(statement),
          v.minLength(1, "must not be empty"),
          v.check((all) => haveOwnSids(all), "must not have a Sid twice"),
        ),
      ),
    }),
  ),
);

function haveOwnSids(statements: readonly unknown[]): boolean {
  const sids = statements.map((one) => (one as Props)["Sid"]).filter((sid) => sid !== undefined);
  return new Set(sids).size === sids.length;
}

const LONGEST_POLICY = 20_000;

/** Why AWS would not take a policy's text; undefined when it would. */
export function whyNotSendable(policy: string): string | undefined {
  if (policy.length > LONGEST_POLICY) {
    return `must have at most ${LONGEST_POLICY} characters as it is sent; it has ${policy.length}`;
  }
  return /^[ -ÿ]*$/.test(policy) ? undefined : "must have no characters outside of Latin-1";
}
