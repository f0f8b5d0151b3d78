import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import {
  accountAsked,
  CONFIGURED,
  givenRole,
  movedBy,
  type RegionAndRole,
  regionAndRoleOf,
} from "../../aws/region-and-role";
import type { Claim } from "../../core/claims";
import { resourceName } from "../../core/urn";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import { replacedBy } from "../../core/declaration/replaced";
import type { Diff, Lifecycle } from "../../core/lifecycle";
import { isUnknown } from "../../core/props";
import { sleep } from "../../core/wait";
import { type Availability, availabilityOf } from "../../services/bedrock/availability";
import { checkInputs } from "./check";
import { declaration, HEALTHY, type Inputs } from "./declaration";
import { isIncomplete, record, recordedIn, whyFailed } from "./evidence";
import { observedStatus, stillNoted, takeNote } from "./health";
import { sayWhatIsExpected } from "./terms";
import { reconcile } from "./reconcile";
import { letGo } from "./remove";
import {
  agreementId,
  claimKey,
  named,
  NO_AGREEMENT,
  ownershipKey,
  parseAgreementId,
  provenanceOf,
  type State,
} from "./state";
import { needsAgreement } from "../../services/bedrock/offers";

/** How an agreement to the terms of a foundation model lives: accepted by create, cancelled by delete. */
export const modelAgreement: Lifecycle<Inputs, State, Aws> = {
  declaration,

  unsettled: (state) =>
    isIncomplete(state)
      ? [
          ...(["evidence", "marketplaceAgreement", "satisfiedBy"] as const),
          ...(state.adopted ? (["offerId", "terms"] as const) : []),
        ]
      : [],

  observed: observedStatus,

  async check(news, context) {
    const { cloud, claims, report } = context;
    const { inputs, failures } = await checkInputs(news, cloud);
    const key = claimKey(inputs.modelId);
    const others = claims.claimsOf<RegionAndRole>(key);
    const claim = claimOf(inputs, context);
    const isNews = claims.claim(key, claim);
    const same = failures.length === 0 && isNews ? others.filter((other) => isSame(other, claim, cloud)) : [];
    if (same.length > 0) {
      const names = same.map(({ urn }) => resourceName(urn)).join(", ");
      const what = `the same agreement, for ${inputs.modelId} in Region ${inputs.region}`;
      report.warn(`${names} declares ${what}: one is enough; whichever is removed last cancels it`);
    }
    if (
      !context.oldInputs &&
      failures.length === 0 &&
      inputs.reviewedTerms &&
      !isUnknown(inputs.reviewedTerms)
    ) {
      sayWhatIsExpected("is accepted where it is not in force yet", inputs, undefined, context);
    }
    return { inputs, failures };
  },

  diff(state, news, context): Diff {
    const { claims, cloud } = context;
    // A refresh compares as well, before anybody has asked for anything.
    const isAsked = claims.claimsOf(claimKey(news.modelId)).some(({ urn }) => urn === context.urn);
    if (isAsked && state.required && NO_AGREEMENT.includes(state.agreementStatus)) {
      sayWhatIsExpected(`is ${state.agreementStatus} and has to be accepted again`, news, state, context);
    }
    const replaces = [
      ...replacedBy(declaration, state, news, {
        // Which offer an agreement came from is known only where we accepted it; otherwise there is nothing to compare.
        offerId: () =>
          state.offerId !== undefined &&
          news.offerId !== undefined &&
          context.oldInputs?.offerId !== news.offerId &&
          state.offerId !== news.offerId,
      }),
      ...movedBy(state, news, cloud.config),
    ];
    // A model has one agreement: the old one has to go first, unless the new one is for another place anyway.
    const isInTheWay = replaces.length === 1 && replaces[0] === "offerId";
    // It has gone, or goes now: what create finds is then another agreement, perhaps of a run that was killed.
    if (!state.adopted && !isInTheWay) claims.bequeath(ownershipKey(state), provenanceOf(state));
    if (isInTheWay) claims.giveUp(claimKey(news.modelId), context.urn, news);
    return { replaces, deleteBeforeReplace: isInTheWay };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(regionAndRoleOf(inputs));
      const id = agreementId({ ...inputs, accountId });
      return { id, state: await reconcile(id, accountId, inputs, undefined, context) };
    });
  },

  async find(id, given, context) {
    const { accountId, region, modelId } = parseAgreementId(id);
    return doing(`reading ${named({ modelId })}`, async () => {
      const inputs = { modelId, region, ...givenRole(given), ...HEALTHY };
      const live = await readTwice({ ...inputs, accountId }, context);
      if (!live || live.agreementStatus === "NOT_AVAILABLE")
        throw new ModelAccessError(`account ${accountId} has no agreement in ${region}`);
      const required = await needsAgreement(context.cloud.bedrock(regionAndRoleOf(inputs)), modelId);
      const noted = required ? undefined : takeNote(live, inputs, required, context);
      const found = { ...inputs, accountId, required, adopted: true, ...live };
      const { origin, ...recorded } = await record(found, context.cloud);
      return { inputs, state: { ...found, ...recorded, ...origin, ...(noted && { __noted: noted }) } };
    });
  },

  async read(_id, state, context) {
    return doing(`reading ${named(state)}`, async () => {
      const seen = await readTwice(state, context);
      if (!seen) return undefined;
      const live = await explainedError(seen, state, context);
      const {
        agreementErrorMessage: _,
        __noted: __,
        evidence: ___,
        marketplaceAgreement: ____,
        ...rest
      } = state;
      const noted = stillNoted(state, live);
      const { origin, ...recorded } = await recordedNow(state, live, context);
      return { ...rest, ...live, ...recorded, ...origin, ...(noted && { __noted: noted }) };
    });
  },

  async update(id, state, inputs, context) {
    return doing(`updating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), state.accountId);
      return reconcile(id, state.accountId, inputs, state, context);
    });
  },

  async delete(_id, state, context) {
    if (!state.required && state.deletionPolicy !== "delete") return;
    await doing(`deleting ${named(state)}`, () => letGo(state, context));
  },
};

function claimOf(inputs: Inputs, { cloud: { config }, urn }: Context<Aws>): Claim<RegionAndRole> {
  const account = accountAsked(inputs.assumeRole, config);
  const { region } = inputs;
  return {
    urn,
    place: regionAndRoleOf(inputs),
    accountId: account === CONFIGURED ? undefined : account,
    region: isUnknown(region) ? undefined : region,
  };
}

/** Whether both want one agreement of one account and Region, as far as that can be told without a call. */
function isSame(one: Claim<RegionAndRole>, other: Claim<RegionAndRole>, { config }: Aws): boolean {
  const [account, others] = [one, other].map(({ place }) => accountAsked(place.assumeRole, config));
  return (
    account !== undefined && account === others && one.region !== undefined && one.region === other.region
  );
}

/** An ERROR with its reason, where Bedrock tells none and AWS Marketplace does. */
async function explainedError(
  live: Availability,
  state: State,
  { cloud }: Context<Aws>,
): Promise<Availability> {
  if (live.agreementStatus !== "ERROR" || live.agreementErrorMessage !== undefined) return live;
  const why = await whyFailed(state, cloud);
  return why === undefined ? live : { ...live, agreementErrorMessage: why };
}

/** The evidence of what is in force; of what is not, there is none. */
async function recordedNow(state: State, live: Availability, { cloud }: Context<Aws>) {
  if (live.agreementStatus !== "AVAILABLE") return {};
  return isIncomplete(state) ? record(state, cloud) : recordedIn(state);
}

/** What AWS says now; undefined when it does not know the model. */
async function readTwice(
  state: RegionAndRole & Pick<State, "accountId" | "modelId"> & Partial<Pick<State, "agreementStatus">>,
  { cloud, pace, signal }: Context<Aws>,
): Promise<Availability | undefined> {
  await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
  const client = cloud.bedrock(regionAndRoleOf(state));
  const first = await availabilityOf(client, state.modelId);
  if (first?.agreementStatus !== "NOT_AVAILABLE" || state.agreementStatus === "NOT_AVAILABLE") return first;
  // AWS contradicts itself for moments; only what it says twice is believed, where it is news.
  await sleep(pace.firstSeconds, signal);
  return availabilityOf(client, state.modelId);
}
