import * as v from "valibot";

import type { Aws } from "../../aws/aws";
import type { AssumeRole } from "../../aws/credentials/roles";
import { allFailures, defaultRegion, regionAndRoleEntries } from "../../aws/region-and-role";
import { isEnabledByDefault, whyNoBedrockAccess } from "../../aws/regions-and-partitions";
import { checkProps, known, oneOf } from "../../core/check";
import type { Checked } from "../../core/lifecycle";
import { type Props, UNKNOWN } from "../../core/props";
import { type Form, FORM_FIELDS } from "../../services/bedrock/use-case-fields";
import { encodeForm, withoutEmptyField } from "../../services/bedrock/use-case-form";

/** What the program asked for, completed by check. */
export interface Inputs extends Form {
  readonly companyName: string;
  readonly companyWebsite: string;
  readonly intendedUsers: string;
  readonly industryOption: string;
  readonly otherIndustryOption?: string;
  readonly useCases: string;
  readonly onExisting?: "fail" | "keep" | "overwrite";
  readonly region: string;
  readonly assumeRole?: AssumeRole;
}

/** Where the form is filed that holds in all Regions which every account has. */
export const HOME_REGION = "us-east-1";
/** The blob that carries the form. */
const MOST_BYTES = 16_384;

/** One line of a form. */
function line(longest: number) {
  return v.pipe(
    v.string("must be a string"),
    v.maxLength(longest, `must have at most ${longest} characters`),
    v.regex(/^\P{Cc}*$/u, "must have no line breaks or other control characters"),
  );
}

const filled = v.regex<string, string>(/\S/, "must not be empty");

const entries = {
  companyName: known(v.pipe(line(128), filled)),
  companyWebsite: known(v.pipe(line(128), filled)),
  intendedUsers: known(
    v.pipe(
      v.unknown(),
      v.transform((value) => (typeof value === "number" ? String(value) : value)),
      v.picklist(
        ["0", "1", "2"],
        'must be "0" (internal), "1" (external) or "2" (both): IntendedUsers names them',
      ),
    ),
  ),
  industryOption: known(v.pipe(line(128), filled)),
  otherIndustryOption: v.optional(known(line(128))),
  useCases: known(
    v.pipe(
      v.string("must be a string"),
      v.maxLength(8192, "must have at most 8192 characters"),
      v.regex(/^[\t\r\n\P{Cc}]*$/u, "must have no control characters other than line breaks and tabs"),
      filled,
    ),
  ),
  onExisting: v.optional(oneOf(["fail", "keep", "overwrite"])),
  ...regionAndRoleEntries,
};

export async function checkInputs(news: Props, aws: Aws): Promise<Checked<Inputs>> {
  const { props, failures } = checkProps(entries, news);
  const region = props.region ?? regionFor(await defaultRegion(aws.config));
  const inputs = { ...withoutEmptyField(props), region } as Inputs;
  const tooLong = failures.length === 0 && encodeForm(inputs).length > MOST_BYTES;
  const reason = `the whole form must have at most ${MOST_BYTES} bytes in UTF-8`;
  const all = [...failures, ...(tooLong ? [{ path: "", reason }] : [])];
  return { inputs, failures: allFailures(aws, all, inputs, whyNoBedrockAccess) };
}

/** Whether every field of the form is known, which in a preview it need not be. */
export function isKnown(form: Form): boolean {
  return FORM_FIELDS.every((field) => form[field] !== UNKNOWN);
}

function regionFor(configured: string | undefined): string {
  return configured === undefined || isEnabledByDefault(configured) ? HOME_REGION : configured;
}
