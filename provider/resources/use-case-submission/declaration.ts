import { FORM_FIELDS } from "../../services/bedrock/use-case-fields";
import * as v from "valibot";

import { assumeRoleInput, regionInput } from "../../aws/declared";
import { known } from "../../core/check";
import {
  declare,
  type InputsOf,
  optional,
  output,
  perhaps,
  required,
  type StateOf,
  UPDATES,
  replaces,
  UPDATES_STATE,
} from "../../core/declaration/declaration";
import { flag, kind, oneOf, said, saidText } from "../../core/declaration/kinds";
import type { FormSource } from "./form-source";

/** One line of a form. */
function line(longest: number) {
  return v.pipe(
    v.string("must be a string"),
    v.maxLength(longest, `must have at most ${longest} characters`),
    v.regex(/^\P{Cc}*$/u, "must have no line breaks or other control characters"),
  );
}

const filled = v.regex<string, string>(/\S/, "must not be empty");

const intendedUsers: v.GenericSchema<unknown, string> = known(
  v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === "number" ? String(value) : value)),
    v.picklist(
      ["0", "1", "2"],
      'must be "0" (internal), "1" (external) or "2" (both): IntendedUsers names them',
    ),
  ),
);

const useCases = known(
  v.pipe(
    v.string("must be a string"),
    v.maxLength(8192, "must have at most 8192 characters"),
    v.regex(/^[\t\r\n\P{Cc}]*$/u, "must have no control characters other than line breaks and tabs"),
    filled,
  ),
);

export const declaration = declare({
  type: "UseCaseSubmission",
  thing: "resource",
  docs: `
The account's answer to Anthropic's first-use form, without which AWS refuses agreements for Anthropic's models.

It is needed once per account, or once in the organization's management account, whose members then inherit it, and
again in each opt-in Region. Security teams are alarmed when a form is filed, so it is filed only where that changes
something.

- **Create** adopts a form that means the same (case and line breaks count, spaces around do not); otherwise files
  the form and waits until AWS shows it, up to two minutes. One of AWS's internal accounts needs no form and succeeds.
- **Refresh** shows a form that was changed by somebody else, field by field and never a value.
- **Update** files the form again where AWS shows another one, reads it back, and fails if nothing has changed.
- **Delete** forgets the resource, and says so: AWS has no way to withdraw a form.

The deploy identity needs bedrock:GetUseCaseForModelAccess and bedrock:PutUseCaseForModelAccess, and for
\`formSource\` organizations:DescribeOrganization, which may be missing.`,
  example: `const form = new UseCaseSubmission("anthropic", {
  companyName: "Example Corp",
  companyWebsite: "https://example.com",
  intendedUsers: IntendedUsers.Internal,
  industryOption: "Technology",
  useCases: config.requireSecret("useCases"),
});
const sonnet = new ModelAgreement("sonnet", { modelId: "anthropic.claude-sonnet-4-20250514-v1:0" }, { dependsOn: form });`,
  see: [
    "https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html",
    "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutUseCaseForModelAccess.html",
  ],
  id: "`accountId/global`, or `accountId/region` in an opt-in Region",
  get: `Reads a form without managing it: \`pulumi up\` never changes it, and fails when there is none.`,
  argsDocs: `The six fields of the form are secret, whether or not the
        program says so: in the state they are encrypted, and no message repeats them. Changing one of them files the form
        again, which AWS may refuse.`,

  inputs: {
    companyName: required(kind(known(v.pipe(line(128), filled)), { type: "string" }), {
      docs: "The company's name, up to 128 characters.",
      change: UPDATES,
      secret: true,
    }),
    companyWebsite: required(kind(known(v.pipe(line(128), filled)), { type: "string" }), {
      docs: `The company's address in the web, up to 128 characters; a portfolio or repository page will do.`,
      change: UPDATES,
      secret: true,
    }),
    intendedUsers: required(
      kind(intendedUsers, {
        type: "enum",
        values: ["0", "1", "2"],
        ts: {
          input: "IntendedUsers | 0 | 1 | 2",
          output: "IntendedUsers",
          from: { IntendedUsers: "resources/use-case-submission/intended-users" },
        },
      }),
      {
        docs: 'Whom the application is for: {@link IntendedUsers}, or AWS\'s own `"0"`, `"1"`, `"2"`.',
        change: UPDATES,
        secret: true,
      },
    ),
    industryOption: required(kind(known(v.pipe(line(128), filled)), { type: "string" }), {
      docs: "The industry, up to 128 characters, as the console's list calls it: `Technology`, `Other`, …",
      change: UPDATES,
      secret: true,
    }),
    otherIndustryOption: optional(kind(known(line(128)), { type: "string" }), {
      docs: "The industry in own words where the option is `Other`, up to 128 characters.",
      change: UPDATES,
      default: '""',
      secret: true,
    }),
    useCases: required(kind(useCases, { type: "string" }), {
      docs: "What the models are used for, up to 8192 characters. Line breaks and tabs are allowed.",
      change: UPDATES,
      secret: true,
    }),
    onExisting: optional(oneOf(["fail", "keep", "overwrite"]), {
      docs: `What to do when *another* form is filed already; one that means the same is always adopted, and nothing is filed.
        \`"fail"\` names the fields that differ; \`"keep"\` leaves it as it is and does not watch it; \`"overwrite"\` files this
        one instead.`,
      change: UPDATES_STATE,
      default: '"fail"',
    }),
    region: regionInput(
      "The AWS Region to call. A form holds in all Regions that are enabled by default. Each opt-in Region needs a form of its own.",
      replaces(
        "Changing to or from an opt-in Region replaces the resource; other changes update the state only.",
      ),
      "the configured Region if it is an opt-in Region, else `us-east-1`",
    ),
    assumeRole: assumeRoleInput("resource"),
  },

  shows: [
    "companyName",
    "companyWebsite",
    "intendedUsers",
    "industryOption",
    "otherIndustryOption",
    "useCases",
    "region",
  ],
  outputs: {
    accountId: output(saidText(), "The account whose form it is."),
    adopted: output(flag(), "Whether a form was there before this resource.", {
      follows: [...FORM_FIELDS, "onExisting"],
    }),
    formSource: perhaps(
      said<FormSource>({
        type: "any",
        ts: { output: "FormSource", from: { FormSource: "resources/use-case-submission/form-source" } },
      }),
      `\`account\`: filed for this account. \`organization\`: found in a member account, which most likely inherits it; AWS does
        not tell the two apart. \`internal\`: one of AWS's own accounts, which needs none. Absent where it cannot be told.`,
      { follows: [...FORM_FIELDS, "onExisting"] },
    ),
  },
});

/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
