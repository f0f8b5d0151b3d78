import type { BedrockClient } from "@aws-sdk/client-bedrock";

import { adviceFor, catalogue, filled } from "../aws/catalogue";
import type { Aws } from "../aws/aws";
import { explained } from "../aws/doing";
import { placeOf } from "../aws/place";
import { type Context, waitOptions } from "../core/context";
import { ModelAccessError, UnfinishedError } from "../core/errors";
import { toPlain } from "../core/props";
import { type Seen, WaitError, waitFor, type WaitPlan } from "../core/wait";
import { type Availability, availabilityOf } from "./availability";
import { accept, existing } from "./model-agreement.accept";
import { DEFAULT_TIMEOUT_SECONDS, HEALTHY, type Inputs } from "./model-agreement.inputs";
import { named, NO_AGREEMENT, type Provenance, type State } from "./model-agreement.state";
import { listOffers } from "./offers";

const ACCEPTED: Plan = {
  goal: ["AVAILABLE"],
  refused: ["ERROR"],
  grace: { statuses: ["NOT_AVAILABLE"], seconds: 180 },
  inARow: 2,
};
/** What an agreement is in while nobody changes it. */
const SETTLED: Plan = { goal: ["AVAILABLE", ...NO_AGREEMENT], inARow: 2 };

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
  const client = context.cloud.bedrock(placeOf(inputs));
  let live = await lookInRegion(client, inputs);
  let provenance = known(id, previous, context) ?? { required: true, adopted: true };
  const withinSeconds = inputs.__timeouts?.[previous ? "update" : "create"] ?? DEFAULT_TIMEOUT_SECONDS;
  const wait = (what: string, plan: Plan): Promise<void> =>
    waitUntil(what, { ...plan, withinSeconds }, client, inputs, live, context, (seen) => (live = seen));
  const unfinished = (thrown: unknown): UnfinishedError => {
    const state: State = { ...inputs, offerId: undefined, accountId, ...provenance, ...live };
    return new UnfinishedError(id, toPlain(state), explained(thrown).while(`waiting for ${named(inputs)}`));
  };
  const isSettled = SETTLED.goal.includes(live.agreementStatus);
  if (!isSettled && inputs.onExisting === "fail" && !known(id, previous, context)) {
    throw existing(live.agreementStatus);
  }
  try {
    // Somebody, or a run of ours that was killed, is accepting or cancelling at this moment.
    if (!isSettled) await wait("to be settled", SETTLED);
  } catch (thrown) {
    throw unfinished(thrown);
  }
  provenance = await ensure(id, live, client, inputs, previous, withinSeconds, context);
  try {
    if (live.agreementStatus !== "AVAILABLE") await wait("to be AVAILABLE", ACCEPTED);
    requireHealthy(live);
  } catch (thrown) {
    throw unfinished(thrown);
  }
  warnAboutOtherOffer(inputs, provenance, context);
  return { ...inputs, offerId: undefined, accountId, ...provenance, ...live };
}

async function lookInRegion(client: BedrockClient, { modelId, region }: Inputs): Promise<Availability> {
  const found = await availabilityOf(client, modelId);
  if (found && found.regionAvailability !== "NOT_AVAILABLE") return found;
  const { says, next } = catalogue.modelNotInRegion;
  throw new ModelAccessError(filled(says, { region }), next);
}

/** Makes sure that an agreement is there or under way, and says what is known of it. */
async function ensure(
  id: string,
  found: Availability,
  client: BedrockClient,
  inputs: Inputs,
  previous: State | undefined,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<Provenance> {
  if (NO_AGREEMENT.includes(found.agreementStatus)) {
    return accept(client, inputs, withinSeconds, context);
  }
  const ours = known(id, previous, context);
  if (ours) return ours;
  // A model that needs no agreement reads AVAILABLE too; only the offers tell the difference.
  if ((await listOffers(client, inputs.modelId, inputs)) === undefined)
    return { required: false, adopted: false };
  if (inputs.onExisting !== "fail") return { required: true, adopted: true };
  throw existing(found.agreementStatus);
}

/** What our own state says of the agreement, this resource's or that of one it replaces. */
function known(id: string, previous: State | undefined, { claims }: Context<Aws>): Provenance | undefined {
  const ours = previous ?? claims.remembered<State>(id);
  return ours && { required: ours.required, adopted: ours.adopted, offerId: ours.offerId, terms: ours.terms };
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
    await waitFor(`${named(inputs)} ${what}`, look, plan, waitOptions(inputs.__urn, context));
  } catch (thrown) {
    if (!(thrown instanceof WaitError)) throw thrown;
    throw new ModelAccessError(thrown.summary, [...thrown.details, ...adviceFor(thrown)], true);
  }
}

function requireHealthy(live: Availability): void {
  const unhealthy = (Object.keys(HEALTHY) as (keyof typeof HEALTHY)[]).filter(
    (name) => live[name] !== HEALTHY[name],
  );
  if (unhealthy.length === 0) return;
  const seen = unhealthy.map((name) => `${name} is ${live[name]}`).join(", ");
  throw new ModelAccessError(`it is made, but ${seen}`, [
    "AWS may still be verifying a new account, or restrict it: run again later, or ask AWS Support.",
  ]);
}

function warnAboutOtherOffer(
  inputs: Inputs,
  { required, offerId }: Provenance,
  { report }: Context<Aws>,
): void {
  if (!required || inputs.offerId === undefined || inputs.offerId === offerId) return;
  report.warn(
    inputs.__urn,
    `offer ${inputs.offerId} of ${inputs.modelId} was not accepted, because an agreement was there already; ` +
      "Bedrock does not tell which offer it came from",
  );
}
