import * as v from "valibot";

import { known, members, oneOf, text } from "../../core/check";
import type { Props } from "../../core/props";
import { conditions } from "./policy-conditions";
import { some } from "./policy-elements";
import { asIssuePath, parsedText } from "./policy-text";

/** What a model's policy can allow, and nothing else. */
export const IMPORT_MODEL = "comprehend:ImportModel";

/** Roles and users, by whatever path, and their sessions. */
export const PRINCIPAL_ARN =
  /^arn:aws[\w-]*:(iam::\d{12}:(root|(user|role|federated-user)\/[^*?\s]+)|sts::\d{12}:(assumed-role\/[^*?\s/]+|federated-user)\/[^*?\s/]+)$/;
const AWS_PRINCIPAL = new RegExp(
  `^(\\*|\\d{12}|A[A-Z]{3}[A-Z0-9]{12,124}|${PRINCIPAL_ARN.source.slice(1, -1)})$`,
);
const A_PRINCIPAL = 'be an account, the ARN of a role, a user or a session, or "*" alone';
export const ACCOUNT_ID = /^\d{12}$/;

const principals = known(
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
);

const statement = known(
  v.pipe(
    members({
      // An empty one is none.
      Sid: v.optional(text(/^[0-9a-zA-Z]*$/, "be letters and digits")),
      Effect: oneOf(["Allow", "Deny"]),
      Principal: v.optional(principals),
      NotPrincipal: v.optional(principals),
      Action: some(
        text(/^comprehend:ImportModel$/i, `be ${IMPORT_MODEL}, all that a model's policy can allow`),
      ),
      Resource: some(text(/^(\*|arn:[^:\s]+:[^:\s]+:.*)$/, 'be "*", or an ARN')),
      Condition: v.optional(conditions),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { Effect, Principal, NotPrincipal } = dataset.value;
      const say = (key: string, message: string): void => addIssue({ message, path: asIssuePath([key]) });
      if (Principal === undefined && NotPrincipal === undefined) say("Principal", "is required");
      if (NotPrincipal === undefined) return;
      if (Principal !== undefined) say("NotPrincipal", "cannot stand beside Principal");
      if (Effect === "Allow") say("NotPrincipal", "can only be denied: it would let in everybody else");
    }),
  ),
);

/** An input that is a policy of a model: an object, or its JSON text. */
export const policyDocument = known(
  v.pipe(
    v.unknown(),
    parsedText,
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
  const sids = statements
    .map((one) => (one as Props)["Sid"])
    .filter((sid) => sid !== undefined && sid !== "");
  return new Set(sids).size === sids.length;
}
