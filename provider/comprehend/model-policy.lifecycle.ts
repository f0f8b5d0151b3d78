import type { Aws } from "../aws/aws";
import { doing } from "../aws/doing";
import { givenRole, placeOf } from "../aws/place";
import type { CheckFailure } from "../core/check";
import { type Claim, resourceName } from "../core/claims";
import type { Context } from "../core/context";
import { ModelAccessError } from "../core/errors";
import type { Diff, Lifecycle } from "../core/lifecycle";
import { isUnknown } from "../core/props";
import { policyOf, policyStillOf } from "./model-policies";
import { checkInputs, type Inputs } from "./model-policy.inputs";
import { reconcile } from "./model-policy.reconcile";
import { remove } from "./model-policy.remove";
import { claimKey, meaningOf, modelOf, named, type State, stateOf } from "./model-policy.state";
import { describedModel } from "./models";
import { changesOf, policyTextOf, type Statements } from "./policy-statements";

/** How the policy lives by which the owner of a model of Comprehend lets others import it. */
export const comprehendModelPolicy: Lifecycle<Inputs, State, Aws> = {
  type: "ComprehendModelPolicy",
  confidential: [],

  observed: ({ statements }) => ({ statements }),

  async check(news, { cloud, claims }) {
    const { inputs, failures } = await checkInputs(news, cloud);
    const key = claimKey(inputs);
    const others = claims.claimsOf<Statements>(key).filter(({ urn }) => urn !== inputs.__urn);
    claims.claim(key, { urn: inputs.__urn, place: inputs.statements });
    // What is not known yet contradicts nothing.
    return failures.length > 0 || isUnknown(inputs.resourceArn)
      ? { inputs, failures }
      : { inputs, failures: contradictions(inputs, others) };
  },

  diff(state, news, { claims }): Diff {
    if (!state.adopted) claims.remember(claimKey(state), state);
    const isOther = state.resourceArn !== news.resourceArn && !isUnknown(news.resourceArn);
    return { replaces: isOther ? ["resourceArn"] : [] };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(placeOf(inputs), modelOf(inputs).accountId);
      return { id: inputs.resourceArn, state: await reconcile(inputs, undefined, context) };
    });
  },

  async find(id, given, { cloud }) {
    const model = modelOf({ resourceArn: id });
    const place = { region: model.region, ...givenRole(given) };
    return doing(`reading ${named({ resourceArn: id })}`, async () => {
      await cloud.requireAccount(place, model.accountId);
      const live = await policyOf(cloud.comprehend(place), model);
      if (!live) throw new ModelAccessError("the model has no policy, or does not exist");
      const { statements } = live;
      const policy = policyTextOf(statements, model.partition);
      const inputs = { resourceArn: id, policy, statements, ...place, __urn: "" };
      return { inputs, state: stateOf(inputs, live, true) };
    });
  },

  async read(_id, state, context) {
    const { cloud, report } = context;
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(placeOf(state), state.accountId);
      const client = cloud.comprehend(placeOf(state));
      const live = await policyStillOf(client, modelOf(state), context);
      if (live) return stateOf(state, live, state.adopted, meaningOf(live, state));
      if (!(await describedModel(client, modelOf(state)))) {
        report.warn(state.__urn, "the model is gone, and its policy with it");
      }
      return undefined;
    });
  },

  async update(_id, state, inputs, context) {
    return doing(`updating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(placeOf(inputs), state.accountId);
      return reconcile(inputs, state, context);
    });
  },

  async delete(_id, state, context) {
    await doing(`deleting ${named(state)}`, async () => {
      const kept = reasonToKeep(state, context);
      if (kept !== undefined) {
        context.report.warn(state.__urn, `kept the policy of ${state.resourceArn}: ${kept}`);
        return;
      }
      await context.cloud.requireAccount(placeOf(state), state.accountId);
      await remove(state, context);
      context.claims.forget(claimKey(state));
    });
  },
};

/** A model's version has one policy: two resources must not each want another. */
function contradictions({ statements }: Inputs, others: readonly Claim<Statements>[]): CheckFailure[] {
  const isKnown = (some: unknown): boolean => some !== undefined && !isUnknown(some);
  return others
    .filter(({ place }) => isKnown(place) && isKnown(statements) && changesOf(place, statements).length > 0)
    .map(({ urn, place }) => {
      const which = changesOf(place, statements).join(", ");
      const reason = `the resource ${resourceName(urn)} wants another policy for the same model; as against it: ${which}`;
      return { path: "", reason };
    });
}

/** Why a policy must survive the removal of its resource; undefined when it must not. */
function reasonToKeep(state: State, { claims }: Context<Aws>): string | undefined {
  const policy = state.deletionPolicy ?? "delete-if-created";
  if (policy === "retain") return 'its deletionPolicy is "retain"';
  const [wanting] = claims.claimsOf(claimKey(state));
  if (wanting !== undefined) return `the resource ${resourceName(wanting.urn)} wants it`;
  if (policy === "delete" || !state.adopted) return undefined;
  return [
    "it was there before this resource: put by hand, at the training, or by a run that could not save it.",
    `deletionPolicy: "delete" would delete it; by hand: aws comprehend delete-resource-policy` +
      ` --region ${state.region} --resource-arn ${state.resourceArn}`,
  ].join("\n  ");
}
