import * as v from "valibot";

import { assumeOwnersRoleInput, deletionPolicyInput, regionInput } from "../../aws/declared";
import { known } from "../../core/check";
import {
  declare,
  type InputsOf,
  optional,
  output,
  perhaps,
  required,
  REPLACES,
  type StateOf,
  UPDATES,
  UPDATES_STATE,
} from "../../core/declaration/declaration";
import {
  flag,
  kind,
  listOf,
  member,
  object,
  oneOf,
  said,
  saidText,
  text,
  type TypeOf,
} from "../../core/declaration/kinds";
import { modelArn } from "../../services/comprehend/model-arn";
import { ACCOUNT_ID, policyDocument, PRINCIPAL_ARN } from "./policy-document";
import type { Statements } from "./policy-statements";

const either = object("Importer", {
  accountId: member(
    text(ACCOUNT_ID, "be an account id of 12 digits"),
    "An account, whose identities may then import as far as its own IAM lets them.",
  ),
  principalArn: member(
    text(PRINCIPAL_ARN, "be the ARN of a role, a user, a session, or an account's root"),
    "The ARN of a role, a user, or a session of one (`arn:aws:sts::…:assumed-role/…`).",
  ),
});

/** Who may import: a whole account, or one of its roles, users or sessions. */
const importer = kind(
  known(
    v.pipe(
      either.schema,
      v.check(
        ({ accountId, principalArn }) => (accountId === undefined) !== (principalArn === undefined),
        "must have either accountId or principalArn",
      ),
    ),
  ),
  either.shape,
);

export const declaration = declare({
  type: "ComprehendModelPolicy",
  thing: "policy",
  docs: `
The policy of a version of a custom Comprehend model (document classifier or entity recognizer), by which its owner lets
other accounts import it.

- **Create** adopts a policy that means the same; otherwise puts this one and waits until AWS shows it. What a killed
  run has put is recognized by its Sids.
- **Refresh** shows, by principal, which statement somebody has added, removed or changed; a policy that is gone, which
  is looked at twice, is shown as deleted.
- **Update** puts the policy in place, with the revision that was just read: what somebody has changed meanwhile is
  never overwritten unseen, but named in an error.
- **Delete** deletes the policy: nobody can import the model any more. What was imported stays. A policy that another
  resource of the run wants becomes that one's.

Policies are compared by meaning. These make no difference: the order of statements and lists, a list of one or the thing
itself, an account by its id or by the ARN of its root, and Sids, which grant nothing. A statement without a Sid is sent
with one that marks its owner; no output shows it. AWS may answer in another form than was put.

The deploy identity needs comprehend:PutResourcePolicy, DescribeResourcePolicy, DeleteResourcePolicy,
DescribeDocumentClassifier and DescribeEntityRecognizer.`,
  example: `const policy = new ComprehendModelPolicy("ticket-topics", {
  resourceArn: classifierVersionArn,
  importers: [{ accountId: "444455556666" }],
});
// By its source's ARN the import waits for the policy.
new ComprehendModelImport("ticket-topics", { sourceModelArn: policy.resourceArn }, { provider: importer });`,
  see: [
    "https://docs.aws.amazon.com/comprehend/latest/dg/custom-copy-sharing.html",
    "https://docs.aws.amazon.com/comprehend/latest/APIReference/API_PutResourcePolicy.html",
  ],
  id: "the ARN of the model's version",
  get: `Reads a policy without managing it: \`pulumi up\` never changes it, and fails when there is none.`,
  argsDocs: "It has either `importers` or `policy`.",

  inputs: {
    resourceArn: required(kind(modelArn, { type: "string" }), {
      docs: `The ARN of the model's version, or of a model without versions. Each version has a policy of its own.`,
      change: REPLACES,
    }),
    importers: optional(listOf(importer, "must name somebody"), {
      docs: `Who may import the model. They are a set: their order plays no part. They are compared as \`statements\`, which shows them
        in clear: to leave other people's changes alone, \`ignoreChanges: ["importers", "statements"]\`.`,
      change: UPDATES,
      default: "none; then `policy` is needed",
    }),
    policy: optional(
      kind(policyDocument as unknown as v.GenericSchema<unknown, string>, {
        type: "any",
        ts: { input: "string | Record<string, unknown>", output: "string" },
      }),
      {
        docs: `The whole policy, an object or its JSON text, for what \`importers\` cannot say, such as conditions. Its only action can
        be \`comprehend:ImportModel\`, its only resource this model. JSON text must not repeat a key. \`Principal: "*"\` without a
        condition causes a warning. Compared by its meaning; a change updates it in place.`,
        change: UPDATES,
        default: "none; then `importers` is needed",
      },
    ),
    onExisting: optional(oneOf(["fail", "overwrite"]), {
      docs: `What to do when *another* policy is there already; one that means the same is always adopted, and nothing is put.
        \`"fail"\` names the statements that differ; \`"overwrite"\` puts this one instead, with a warning that names them.`,
      change: UPDATES_STATE,
      default: '"fail"',
    }),
    deletionPolicy:
      deletionPolicyInput(`What becomes of the policy when the resource is removed: deleted if it was put by this resource, which the Sids of its
        statements say, or else the state; deleted in any case; or kept.`),
    region: regionInput(
      "The AWS Region to call, which can be no other than the model's.",
      UPDATES_STATE,
      "the Region of `resourceArn`",
    ),
    assumeRole: assumeOwnersRoleInput(),
  },

  shows: ["resourceArn", "region"],
  outputs: {
    statements: output(
      said<Statements>({
        type: "any",
        ts: {
          output: "Statements",
          from: { Statements: "resources/comprehend-model-policy/policy-statements" },
        },
      }),
      "What the policy says, by principal, in normal form: what drift shows.",
      { compared: true },
    ),
    policy: output(saidText(), "The policy's JSON text, in normal form.", { follows: ["statements"] }),
    policyRevisionId: output(
      saidText(),
      "AWS's id of this revision of the policy; each change makes a new one.",
      { follows: ["statements"] },
    ),
    creationTime: perhaps(saidText(), "When the model got a policy, in ISO 8601.", {
      follows: ["statements"],
    }),
    lastModifiedTime: perhaps(saidText(), "When the policy was last put, in ISO 8601.", {
      follows: ["statements"],
    }),
    adopted: output(flag(), "Whether an equal policy was there before this resource.", {
      follows: ["statements"],
    }),
    accountId: output(saidText(), "The account that owns the model."),
  },
});

export type Importer = TypeOf<typeof importer>;
/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
