import type { Aws } from "../../aws/aws";
import { allFailures, defaultRegion } from "../../aws/region-and-role";
import { isEnabledByDefault, whyNoBedrockAccess } from "../../aws/regions-and-partitions";
import type { Checked } from "../../core/lifecycle";
import { type Props, UNKNOWN } from "../../core/props";
import { type Form, FORM_FIELDS } from "../../services/bedrock/use-case-fields";
import { encodeForm, withoutEmptyField } from "../../services/bedrock/use-case-form";
import { checkDeclared } from "../../core/declaration/checked";
import { declaration, type Inputs } from "./declaration";

/** Where the form is filed that holds in all Regions which every account has. */
export const HOME_REGION = "us-east-1";
/** The blob that carries the form. */
const MOST_BYTES = 16_384;

export async function checkInputs(news: Props, aws: Aws): Promise<Checked<Inputs>> {
  const { props, failures } = checkDeclared(declaration, news);
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
