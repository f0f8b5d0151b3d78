import type { Aws } from "../aws/aws";
import { doing } from "../aws/doing";
import { givenRole, movedBy, type Place, placeOf } from "../aws/place";
import { wantedBy } from "../aws/wanted";
import { resourceName } from "../core/claims";
import type { Context } from "../core/context";
import { ModelAccessError } from "../core/errors";
import type { Diff, Lifecycle } from "../core/lifecycle";
import { isUnknown } from "../core/props";
import { sleep } from "../core/wait";
import { type Availability, availabilityOf } from "./availability";
import { cancel } from "./model-agreement.cancel";
import { checkInputs, HEALTHY, type Inputs } from "./model-agreement.inputs";
import { observedStatus, stillNoted, takeNote } from "./model-agreement.health";
import { reconcile } from "./model-agreement.reconcile";
import {
  agreementId,
  claimKey,
  named,
  ownershipKey,
  parseAgreementId,
  type State,
} from "./model-agreement.state";
import { chooseOffer, listOffers, needsAgreement } from "./offers";

/** How an agreement to the terms of a foundation model lives: accepted by create, cancelled by delete. */
export const modelAgreement: Lifecycle<Inputs, State, Aws> = {
  type: "ModelAgreement",
  confidential: [],

  observed: observedStatus,

  async check(news, { cloud, claims }) {
    const checked = await checkInputs(news, cloud);
    const { modelId, __urn: urn } = checked.inputs;
    claims.claim(claimKey(modelId), { urn, place: placeOf(checked.inputs) });
    return checked;
  },

  diff(state, news, { claims, cloud }, asked): Diff {
    if (!state.adopted) claims.remember(ownershipKey(state), state);
    const moved = [
      ...(state.modelId !== news.modelId && !isUnknown(news.modelId) ? ["modelId"] : []),
      ...movedBy(state, news, cloud.config),
    ];
    // Which offer an agreement came from is known only where we accepted it; otherwise there is nothing to compare.
    const otherOffer =
      state.offerId !== undefined &&
      news.offerId !== undefined &&
      !isUnknown(news.offerId) &&
      asked.offerId !== news.offerId &&
      state.offerId !== news.offerId;
    if (!otherOffer) return { replaces: moved };
    // A model has one agreement: the old one has to go first, unless the new one is for another place anyway.
    if (moved.length === 0) claims.giveUp(claimKey(news.modelId), news.__urn, news);
    return { replaces: [...moved, "offerId"], deleteBeforeReplace: moved.length === 0 };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(placeOf(inputs));
      const id = agreementId({ ...inputs, accountId });
      return { id, state: await reconcile(id, accountId, inputs, undefined, context) };
    });
  },

  async find(id, given, context) {
    const { accountId, region, modelId } = parseAgreementId(id);
    return doing(`reading ${named({ modelId })}`, async () => {
      const inputs = { modelId, region, ...givenRole(given), ...HEALTHY, __urn: "" };
      const live = await readTwice({ ...inputs, accountId }, context);
      if (!live) throw new ModelAccessError(`account ${accountId} has no agreement in ${region}`);
      const required = await needsAgreement(context.cloud.bedrock(placeOf(inputs)), modelId);
      const noted = required ? undefined : takeNote(live, inputs, required, context);
      const state = { ...inputs, accountId, required, adopted: true, ...live };
      return { inputs, state: { ...state, ...(noted && { __noted: noted }) } };
    });
  },

  async read(_id, state, context) {
    return doing(`reading ${named(state)}`, async () => {
      const live = await readTwice(state, context);
      if (!live) return undefined;
      const { agreementErrorMessage: _, __noted: __, ...rest } = state;
      const noted = stillNoted(state, live);
      return { ...rest, ...live, ...(noted && { __noted: noted }) };
    });
  },

  async update(id, state, inputs, context) {
    return doing(`updating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(placeOf(inputs), state.accountId);
      return reconcile(id, state.accountId, inputs, state, context);
    });
  },

  async delete(_id, state, context) {
    if (!state.required && state.deletionPolicy !== "delete") return;
    context.claims.removing(state.__urn);
    await doing(`deleting ${named(state)}`, async () => {
      const kept = await reasonToKeep(state, context);
      if (kept === undefined) {
        await context.cloud.requireAccount(placeOf(state), state.accountId);
        await requireNextOffer(state, context);
        await cancel(state, context);
        context.claims.forget(ownershipKey(state));
        warnSiblings(state, context);
      } else {
        const what = `the agreement for ${state.modelId} in account ${state.accountId}`;
        context.report.warn(state.__urn, `kept ${what}: ${kept}`);
      }
    });
  },
};

/** What AWS says now; undefined when it says that there is no agreement, or no such model. */
async function readTwice(
  state: Place & Pick<State, "accountId" | "modelId">,
  { cloud, pace, signal }: Context<Aws>,
): Promise<Availability | undefined> {
  await cloud.requireAccount(placeOf(state), state.accountId);
  const client = cloud.bedrock(placeOf(state));
  const first = await availabilityOf(client, state.modelId);
  if (first?.agreementStatus !== "NOT_AVAILABLE") return first;
  // AWS contradicts itself for moments; only what it says twice is taken for gone.
  await sleep(pace.firstSeconds, signal);
  const second = await availabilityOf(client, state.modelId);
  return second?.agreementStatus === "NOT_AVAILABLE" ? undefined : second;
}

/** Why an agreement must survive the removal of its resource; undefined when it must not. */
async function reasonToKeep(state: State, context: Context<Aws>): Promise<string | undefined> {
  const policy = state.deletionPolicy ?? "delete-if-created";
  if (policy === "retain") return 'its deletionPolicy is "retain"';
  const wanted = await wantedBy(claimKey(state.modelId), state.accountId, context);
  if (wanted !== undefined) return `the resource ${wanted.name} wants it`;
  if (policy === "delete" || !state.adopted) return undefined;
  return [
    "it was there before this resource: accepted by hand, under another name, or by a run that could not save it.",
    `deletionPolicy: "delete" would cancel it; by hand: aws bedrock delete-foundation-model-agreement` +
      ` --region ${state.region} --model-id ${state.modelId}`,
  ].join("\n  ");
}

/** A destroy knows no other resource than the ones it removes; what was written down tells who may be left behind. */
function warnSiblings({ modelId, accountId, __siblings = [], __urn }: State, context: Context<Aws>): void {
  const left = __siblings.filter((urn) => !context.claims.isRemoved(urn)).map(resourceName);
  if (left.length === 0) return;
  context.report.warn(
    __urn,
    `cancelled the agreement for ${modelId}, which may hold in all Regions of account ${accountId}: ` +
      `${left.join(", ")} may have lost it as well, and the next \`pulumi up\` accepts it anew`,
  );
}

/** Who gives an agreement up for another offer must be able to have that one: a mistyped id must not cost the access. */
async function requireNextOffer(state: State, { claims, cloud }: Context<Aws>): Promise<void> {
  const next = claims.givenUpFor<Inputs>(claimKey(state.modelId), state.__urn);
  if (next?.modelId !== state.modelId) return;
  const offers = await listOffers(cloud.bedrock(placeOf(state)), state.modelId, next);
  if (offers) chooseOffer(offers, next);
}
