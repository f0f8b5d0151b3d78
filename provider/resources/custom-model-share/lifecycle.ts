import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { givenRole, movedBy, regionAndRoleOf } from "../../aws/region-and-role";
import { reasonToKeepMarked } from "../../aws/ownership/letting-go";
import { askedTags, shownTags } from "../../aws/tags";
import { wantedBy } from "../../aws/ownership/wanted-by";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import type { Diff, Lifecycle } from "../../core/lifecycle";
import { findOrCreate } from "./create";
import { checkInputs } from "./check";
import { declaration, HEALTHY, type Inputs } from "./declaration";
import { converge, remove } from "./reconcile";
import { claimKey, named, type State, stateOf } from "./state";
import { warnOfLostModels } from "./lost-models";
import { looksAt, wholeShare } from "../../services/ram/looks";
import { entitiesOf, type LiveShare, tagShare, tagsOf } from "../../services/ram/shares";
import { shareAtFirstSight, sharesAtFirstSight } from "../../services/ram/share-listing";
import { warnOfTwins } from "./twins";

/** How the share of custom models with other accounts lives, on its owner's side. */
export const customModelShare: Lifecycle<Inputs, State, Aws> = {
  declaration,

  // Whoever is invited accepts at any time.
  unsettled: ({ associations }) =>
    associations.some(({ status }) => status !== "ASSOCIATED") ? ["associations"] : [],

  observed: (
    { name, allowExternalPrincipals, principals, resourceArns, status, tagsAll, permissionArns },
    asked,
  ) => ({
    ...{ name, allowExternalPrincipals, principals, resourceArns, status, tagsAll },
    // AWS chooses a permission where the program names none; that is nobody's drift.
    ...(asked.permissionArns && { permissionArns }),
  }),

  async check(news, { cloud }) {
    return checkInputs(news, cloud);
  },

  diff(state, news, { claims, cloud, urn }): Diff {
    claims.remember(state.arn, { urn });
    return { replaces: movedBy(state, news, cloud.config) };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(regionAndRoleOf(inputs));
      const found = await findOrCreate(inputs, context);
      const { arn } = found.share;
      // A replacement of this very resource finds its own share again: the delete that follows must leave it alone.
      context.claims.claim(claimKey(arn), {
        urn: context.urn,
        place: regionAndRoleOf(inputs),
        accountId,
        owns: true,
      });
      return { id: arn, state: await converge(accountId, inputs, found, context) };
    });
  },

  async find(id, given, { cloud }) {
    const [, region] = /^arn:aws[\w-]*:ram:([a-z0-9-]+):\d{12}:resource-share\/\S+$/.exec(id) ?? [];
    if (region === undefined)
      throw new ModelAccessError(`${JSON.stringify(id)} is no ARN of a resource share`);
    const place = { region, ...givenRole(given) };
    return doing(`reading resource share ${id}`, async () => {
      const { accountId } = await cloud.identity(place);
      const live = await wholeShare(looksAt(cloud, place), id);
      if (!live || live === "GONE")
        throw new ModelAccessError(`account ${accountId} has no such share in ${region}`);
      const inputs: Inputs = {
        name: live.name,
        resourceArns: entitiesOf(live, "RESOURCE"),
        principals: entitiesOf(live, "PRINCIPAL"),
        allowExternalPrincipals: live.allowExternalPrincipals,
        exclusive: true,
        ...askedTags(live.tags, cloud.config),
        ...HEALTHY,
        ...place,
      };
      return { inputs, state: stateOf(inputs, accountId, live) };
    });
  },

  async read(id, state, context) {
    const { cloud } = context;
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const live = await shareAtFirstSight(cloud, regionAndRoleOf(state), id);
      if (live) {
        const all = await sharesAtFirstSight(cloud, regionAndRoleOf(state));
        warnOfTwins([...all.values()], live, state, context);
        await warnOfLostModels(state, context);
      }
      return live && seenAs(state, live, cloud);
    });
  },

  async update(id, state, inputs, context) {
    return doing(`updating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), state.accountId);
      return converge(state.accountId, inputs, { ...state, arn: id }, context);
    });
  },

  async delete(_id, state, context) {
    await doing(`deleting ${named(state)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const kept = await reasonToKeep(state, context);
      if (kept === undefined) return remove(state, context);
      context.report.warn(`kept the share ${state.arn}: ${kept}`);
    });
  },
};

/** Why a share must survive the removal of its resource; undefined when it must not. */
async function reasonToKeep(state: State, context: Context<Aws>): Promise<string | undefined> {
  const { arn, region } = state;
  const place = regionAndRoleOf(state);
  const heir = await wantedBy(claimKey(arn), state.accountId, context);
  return reasonToKeepMarked({ ...state, urn: context.urn, adopted: false }, heir, {
    tags: async () => {
      const share = await looksAt(context.cloud, place).share(arn);
      return share ? tagsOf(share) : {};
    },
    // A share is never taken over, so it only gets marks.
    changeTags: (_, tags) => tagShare(context.cloud.ram(place), arn, tags),
    byHand: `aws ram delete-resource-share --region ${region} --resource-share-arn ${arn}`,
  });
}

/** The share in the terms of its state. What others have added counts only where the resource owns all of it. */
function seenAs(state: State, live: LiveShare, { config }: Aws): State {
  const ours = (entities: string[], asked: readonly string[]): string[] =>
    state.exclusive ? entities : entities.filter((entity) => asked.includes(entity));
  return {
    ...stateOf(state, state.accountId, live),
    name: live.name,
    allowExternalPrincipals: live.allowExternalPrincipals,
    principals: ours(entitiesOf(live, "PRINCIPAL"), state.principals),
    resourceArns: ours(entitiesOf(live, "RESOURCE"), state.resourceArns),
    tagsAll: shownTags(live.tags, config),
  };
}
