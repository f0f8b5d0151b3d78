import type { BedrockClient } from "@aws-sdk/client-bedrock";

import { adviceFor, catalogue, filled } from "../../aws/errors/catalogue";
import type { Aws } from "../../aws/aws";
import { explained } from "../../aws/errors/explained";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { isRefusal } from "../../aws/clients/send-once";
import { allWanting } from "../../aws/ownership/wanted-by";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { type Seen, WaitError, waitFor, type WaitPlan } from "../../core/wait";
import { type Availability, availabilityOf } from "../../services/bedrock/availability";
import { accept, existing } from "./accept";
import { isIncomplete, record, recordedIn, whyFailed } from "./evidence";
import { takeNote } from "./health";
import { warnAboutOtherTerms } from "./terms";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import type { Inputs } from "./declaration";
import {
  claimKey,
  named,
  NO_AGREEMENT,
  ownershipKey,
  type Provenance,
  provenanceOf,
  type State,
} from "./state";
import { needsAgreement } from "../../services/bedrock/offers";

const ACCEPTED: Plan = {
  goal: ["AVAILABLE"],
  refused: ["ERROR"],
  grace: { statuses: ["NOT_AVAILABLE"], seconds: 180 },
};
/** Mostly between half a minute and two; AWS shows an acceptance only after moments. */
const USUALLY = { firstLook: 2, from: 30, to: 120 };
/** What an agreement is in while nobody changes it. */
const SETTLED: Plan = { goal: ["AVAILABLE", ...NO_AGREEMENT], inARow: 2 };

const KEPT = "The state keeps it as it is: the next `pulumi up` waits on and accepts nothing anew.";

type Plan = Omit<WaitPlan, "withinSeconds">;

/**
 * Looks, accepts where nothing is accepted, and waits until the agreement is in force.
 * @param previous the state of an update; a create has none
 * @throws UnfinishedError once an agreement is there and is not what it should be
 */
export async function reconcile(
  id: string,
  accountId: string,
  inputs: Inputs,
  previous: State | undefined,
  context: Context<Aws>,
): Promise<State> {
  const client = context.cloud.bedrock(regionAndRoleOf(inputs));
  const owner = ownershipKey({ accountId, modelId: inputs.modelId });
  let live = await lookInRegion(client, inputs);
  let provenance = known(owner, previous, context) ?? { required: true, adopted: true };
  const withinSeconds = context.timeouts[previous ? "update" : "create"] ?? DEFAULT_TIMEOUT_SECONDS;
  const wait = (what: string, plan: Plan): Promise<void> =>
    waitUntil(what, { ...plan, withinSeconds }, client, inputs, live, context, (seen) => (live = seen));
  const unfinished = async (thrown: unknown): Promise<UnfinishedError> => {
    const isDark = live.agreementStatus === "ERROR" && live.agreementErrorMessage === undefined;
    const why = isDark ? await whyFailed({ ...inputs, ...provenance }, context.cloud) : undefined;
    if (why !== undefined) live = { ...live, agreementErrorMessage: why };
    const state: State = { ...inputs, offerId: undefined, accountId, ...provenance, ...live };
    const { summary, details } = explained(thrown).while(`waiting for ${named(inputs)}`);
    const isUnderWay = !["AVAILABLE", "ERROR"].includes(live.agreementStatus);
    const told = new ModelAccessError(summary, [
      ...details,
      ...(why === undefined ? [] : [why, ...adviceFor(new Error(why))]),
      ...(isUnderWay ? [KEPT] : []),
    ]);
    return new UnfinishedError(id, toPlain(state), told);
  };
  const isSettled = SETTLED.goal.includes(live.agreementStatus);
  if (!isSettled && inputs.onExisting === "fail" && !known(owner, previous, context)) {
    throw existing(live.agreementStatus);
  }
  try {
    // Somebody, or a run of ours that was killed, is accepting or cancelling at this moment.
    if (!isSettled) await wait("to be settled", SETTLED);
  } catch (thrown) {
    throw await unfinished(thrown);
  }
  const isInForce = !NO_AGREEMENT.includes(live.agreementStatus);
  provenance = await ensure(owner, live, client, inputs, previous, withinSeconds, context);
  let noted;
  let found: Awaited<ReturnType<typeof record>>;
  try {
    const isNew = live.agreementStatus !== "AVAILABLE";
    if (isNew) await wait("to be AVAILABLE", { ...ACCEPTED, usually: USUALLY });
    const before = isInForce && previous && !isIncomplete(previous) ? recordedIn(previous) : undefined;
    found = before ?? (await record({ ...inputs, ...provenance }, context.cloud));
    if (isNew) await lookAgain(client, inputs, (seen) => (live = seen));
    // AWS contradicts itself: only what it says twice is believed then.
    if (isNew && live.agreementStatus !== "AVAILABLE")
      await wait("to be AVAILABLE", { ...ACCEPTED, inARow: 2 });
    noted = takeNote(live, inputs, provenance.required, context);
  } catch (thrown) {
    throw await unfinished(thrown);
  }
  const { origin, ...recorded } = found;
  provenance = { ...provenance, ...origin };
  warnAboutOtherOffer(inputs, provenance, context);
  if (isInForce) warnAboutOtherTerms(inputs, provenance, context);
  const wanting = await allWanting(claimKey(inputs.modelId), accountId, context);
  const siblings = wanting.map(({ urn }) => urn).filter((urn) => urn !== context.urn);
  return {
    ...inputs,
    offerId: undefined,
    accountId,
    ...provenance,
    ...live,
    ...recorded,
    ...(noted && { __noted: noted }),
    ...(siblings.length > 0 && { __siblings: siblings }),
  };
}

async function lookInRegion(
  client: BedrockClient,
  { modelId, region, requireAuthorized }: Inputs,
): Promise<Availability> {
  const found = await availabilityOf(client, modelId);
  if (found && (found.regionAvailability !== "NOT_AVAILABLE" || requireAuthorized === false)) return found;
  const { says, next } = catalogue.modelNotInRegion;
  const canBeUsed = found?.agreementStatus === "AVAILABLE";
  throw new ModelAccessError(filled(says, { region }), [
    ...next,
    ...(canBeUsed
      ? ["Its agreement is AVAILABLE all the same: requireAuthorized: false makes this a warning."]
      : []),
  ]);
}

/** The second look at what has just come into force, after all else that takes time: nobody sleeps for it. */
async function lookAgain(
  client: BedrockClient,
  { modelId }: Inputs,
  onSeen: (live: Availability) => void,
): Promise<void> {
  const live = await availabilityOf(client, modelId);
  if (live) onSeen(live);
}

/** Makes sure that an agreement is there or under way, and says what is known of it. */
async function ensure(
  owner: string,
  found: Availability,
  client: BedrockClient,
  inputs: Inputs,
  previous: State | undefined,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<Provenance> {
  if (NO_AGREEMENT.includes(found.agreementStatus)) {
    const { claims } = context;
    // In its turn, so that what a sibling has just accepted is known.
    const inTurn = () =>
      accept(owner, client, inputs, known(owner, previous, context), withinSeconds, context);
    return claims.inTurn(owner, inTurn).catch((thrown: unknown) => {
      throw whereUnauthorized(found, thrown);
    });
  }
  const ours = known(owner, previous, context);
  if (ours) return ours;
  // A model that needs no agreement reads AVAILABLE too; only the offers tell the difference.
  if (!(await needsAgreement(client, inputs.modelId))) return { required: false, adopted: false };
  // By now a resource in another Region may have told whose it is.
  const siblings = known(owner, previous, context);
  if (siblings) return siblings;
  if (inputs.onExisting !== "fail") return { required: true, adopted: true };
  throw existing(found.agreementStatus);
}

/** Why AWS may refuse an account that it does not authorize, where its own words are none that we know. */
function whereUnauthorized({ authorizationStatus }: Availability, thrown: unknown): unknown {
  const isUnexplained = isRefusal(thrown) && adviceFor(thrown).length === 0;
  if (authorizationStatus !== "NOT_AUTHORIZED" || !isUnexplained) return thrown;
  const { says, next } = catalogue.notAuthorized;
  const { summary, details } = explained(thrown);
  return new ModelAccessError(summary, [
    ...details,
    `${says}, which looks like (c) of what has been seen:`,
    ...next,
  ]);
}

/** What our own states say of the agreement: this resource's, or one's that has left it, or has it in another Region. */
function known(owner: string, previous: State | undefined, { claims }: Context<Aws>): Provenance | undefined {
  const ours = previous ?? claims.remembered<Provenance>(owner);
  return ours && provenanceOf(ours);
}

async function waitUntil(
  what: string,
  plan: WaitPlan,
  client: BedrockClient,
  inputs: Inputs,
  before: Availability,
  context: Context<Aws>,
  onSeen: (live: Availability) => void,
): Promise<void> {
  let moved = before.agreementStatus !== "ERROR";
  const look = async (): Promise<Seen> => {
    const live = await availabilityOf(client, inputs.modelId);
    if (!live) return { status: "NOT_AVAILABLE" };
    onSeen(live);
    const { agreementStatus: status, agreementErrorMessage: message } = live;
    // The failure of an earlier agreement can still be read right after a new one was accepted.
    moved ||= status !== "ERROR" || message !== before.agreementErrorMessage;
    return { status: moved ? status : "NOT_AVAILABLE", ...(message !== undefined && { message }) };
  };
  try {
    await waitFor(`${named(inputs)} ${what}`, look, plan, waitOptions(context));
  } catch (thrown) {
    if (!(thrown instanceof WaitError)) throw thrown;
    throw thrown.advising(...adviceFor(thrown));
  }
}

function warnAboutOtherOffer(
  inputs: Inputs,
  { required, offerId }: Provenance,
  { report }: Context<Aws>,
): void {
  if (!required || inputs.offerId === undefined || inputs.offerId === offerId) return;
  report.warn(
    `offer ${inputs.offerId} of ${inputs.modelId} was not accepted, because an agreement was there already; ` +
      "Bedrock does not tell which offer it came from",
  );
}
