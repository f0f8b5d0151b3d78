import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { explained } from "../../aws/errors/explained";
import { hiding } from "../../aws/errors/hiding";
import { organizationOf } from "../../aws/organization";
import { type RegionAndRole, regionAndRoleOf } from "../../aws/region-and-role";
import { isRefusal, sendOnce } from "../../aws/clients/send-once";
import { bedrockSdk } from "../../aws/clients/sdk";
import { type Context, waitOptions } from "../../core/context";
import { messageOf, ModelAccessError, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { type Seen, waitFor } from "../../core/wait";
import type { FormSource } from "./form-source";
import { type Form, FORM_FIELDS } from "../../services/bedrock/use-case-fields";
import { differingFields, encodeForm, filedForm, UNREADABLE } from "../../services/bedrock/use-case-form";
import { type Inputs } from "./declaration";
import { named, type State, submissionId } from "./state";

/** How long AWS may take to show a form that was filed. */
const VISIBLE_WITHIN_SECONDS = 120;

/**
 * Looks, files the form where that has to be, and waits until AWS shows it. Security teams are alarmed whenever a form
 * is filed, so nothing is filed that is there already.
 * @param previous the state of an update; a create has none
 * @throws UnfinishedError once the form was filed and cannot be seen
 */
export async function reconcile(
  accountId: string,
  inputs: Inputs,
  previous: State | undefined,
  context: Context<Aws>,
): Promise<State> {
  const { cloud, report } = context;
  const place = regionAndRoleOf(inputs);
  const live = await filedForm(cloud.bedrock(place));
  const state = { ...inputs, accountId };
  const withinSeconds = context.timeouts[previous ? "update" : "create"] ?? VISIBLE_WITHIN_SECONDS;
  const isAsked = previous !== undefined && differingFields(previous, inputs).length === 0;
  if (isAsked && previous.formSource === "internal") return { ...state, ...originOf(previous) };
  const differing = live === undefined ? [] : differingFields(live, inputs);
  // A form that was filed and not shown in time is waited for again, and not filed again.
  const isLate = differing.length > 0 && previous?.__unshown === true && inputs.onExisting !== "keep";
  if (isAsked && (live === undefined || isLate)) {
    return shown({ ...state, ...originOf(previous) }, withinSeconds, context);
  }
  if (live === undefined) return file(state, withinSeconds, context);

  if (differing.length === 0 && previous) return { ...state, ...originOf(previous) };
  // Over a form that our state knows, a change is what the program asks for; unless it is to be kept, and is not ours.
  const isKept = inputs.onExisting === "keep" && (previous?.adopted ?? true);
  const isKnownToUs = !isKept && previous !== undefined && differingFields(live, previous).length === 0;
  if (differing.length > 0 && (isKnownToUs || inputs.onExisting === "overwrite")) {
    return file(state, withinSeconds, context);
  }

  // One that was replaced has left behind whose it is.
  const known = previous ?? context.claims.remembered<Origin>(submissionId(state));
  const origin = known ? originOf(known) : await foundOrigin(accountId, place, cloud);
  if (differing.length > 0) {
    if (inputs.onExisting !== "keep") throw otherForm(live, differing, origin.formSource, previous);
    report.info(`kept the form that is filed; it differs in ${differing.join(", ")}`);
  }
  return { ...state, ...origin };
}

/** Files the form and waits until AWS shows it. */
async function file(
  state: Omit<State, "adopted">,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<State> {
  const { cloud, pace, signal } = context;
  const place = regionAndRoleOf(state);
  const formData = encodeForm(state);
  const put = () =>
    cloud.bedrockOnce(place).send(new (bedrockSdk().PutUseCaseForModelAccessCommand)({ formData }));
  try {
    await sendOnce(put, () => isShown(state, cloud), { retries: cloud.retries, pace, signal });
  } catch (thrown) {
    if (isOfInternalAccount(thrown)) {
      context.report.info(catalogue.internalAccount.says);
      return { ...state, adopted: false, formSource: "internal" };
    }
    throw hiding(confidential(state), thrown);
  }

  return shown({ ...state, adopted: false, formSource: "account" }, withinSeconds, context);
}

async function isShown(form: Form & RegionAndRole, aws: Aws): Promise<boolean> {
  const live = await filedForm(aws.bedrock(regionAndRoleOf(form)));
  return live !== undefined && differingFields(live, form).length === 0;
}

/** Waits until AWS shows the form that was filed. */
async function shown(filed: State, withinSeconds: number, context: Context<Aws>): Promise<State> {
  const look = async (): Promise<Seen> => ({
    status: (await isShown(filed, context.cloud)) ? "FILED" : "NOT_SHOWN",
  });
  try {
    const options = waitOptions(context);
    await waitFor(`${named(filed)} to be shown by AWS`, look, { goal: ["FILED"], withinSeconds }, options);
  } catch (thrown) {
    const { summary, details } = explained(thrown).while(`waiting for ${named(filed)} to be shown by AWS`);
    const error = new ModelAccessError(summary, [
      ...details,
      "AWS has taken the form. Where it goes on showing an earlier one, only AWS Support can change that.",
      "The next `pulumi up` waits on and does not file it again.",
    ]);
    throw new UnfinishedError(submissionId(filed), toPlain({ ...filed, __unshown: true }), error);
  }
  return filed;
}

type Origin = Pick<State, "adopted" | "formSource">;

/** Of more, only that. */
export function originOf({ adopted, formSource }: Origin): Origin {
  return { adopted, formSource };
}

/** AWS does not tell an inherited form from the account's own; a member that finds one has most likely inherited it. */
export async function foundOrigin(accountId: string, place: RegionAndRole, aws: Aws): Promise<Origin> {
  const organization = await organizationOf(aws, place);
  if (organization === undefined) return { adopted: true };
  const isMember = organization !== "none" && organization.managementAccountId !== accountId;
  return { adopted: true, formSource: isMember ? "organization" : "account" };
}

function otherForm(
  live: Form | typeof UNREADABLE,
  differing: readonly string[],
  source: FormSource | undefined,
  previous: State | undefined,
): ModelAccessError {
  const which = live === UNREADABLE ? "and cannot be read" : `and differs in ${differing.join(", ")}`;
  return new ModelAccessError(`another form is filed already ${which}`, [
    previous
      ? "It was changed outside of this stack: `pulumi refresh` takes note of it."
      : 'Perhaps it is from a run that was interrupted: then onExisting: "overwrite" is the way out, until it has run once.',
    ...(source === "organization" ? ["The organization's management account may have filed it."] : []),
    'onExisting: "keep" leaves it as it is; "overwrite" files this one instead, which AWS may refuse.',
    "Nothing was changed.",
  ]);
}

/** "Internal Accounts should not submit use case details": such an account needs no form. */
function isOfInternalAccount(thrown: unknown): boolean {
  return isRefusal(thrown) && /internal accounts? should not/i.test(messageOf(thrown));
}

/** What must not be seen in a message, also line by line, and as it looks inside the form. */
function confidential(form: Form): string[] {
  const values = FORM_FIELDS.flatMap((field) => {
    const value = form[field] ?? "";
    return [value, ...value.split(/[\r\n]+/)];
  });
  const encoded = Buffer.from(encodeForm(form)).toString("base64");
  return [...values, ...values.map((value) => JSON.stringify(value).slice(1, -1)), encoded];
}
