import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { isOtherKey } from "../../aws/kms/kms-key-id";
import { reasonToKeepMarked } from "../../aws/ownership/letting-go";
import { type Marked, MARKER_KEY, ownershipOf } from "../../aws/ownership/marks";
import { givenRole, movedBy, regionAndRoleOf } from "../../aws/region-and-role";
import { askedTags, noneIfGone, shownTags } from "../../aws/tags";
import { rivalFor, wantedBy } from "../../aws/ownership/wanted-by";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import { replacedBy } from "../../core/declaration/replaced";
import type { Diff, Lifecycle } from "../../core/lifecycle";
import { UNKNOWN } from "../../core/props";
import { checkInputs } from "./check";
import { declaration, HEALTHY, type Inputs } from "./declaration";
import { findOrImport, settle } from "./reconcile";
import { remove } from "./remove";
import {
  BROKEN,
  claimKey,
  deletedByHand,
  named,
  parseImportId,
  seenAs,
  type State,
  stateOf,
  targetOf,
  USABLE,
} from "./state";
import { changeTags, tagsOf } from "./model-tags";
import { describedModel } from "../../services/comprehend/models";

/** How the import of a model of Comprehend lives, in the account that uses it. */
export const comprehendModelImport: Lifecycle<Inputs, State, Aws> = {
  declaration,

  // A model with warnings can be used: that is no drift.
  observed: ({ status, tagsAll }) => ({ status: USABLE.includes(status) ? HEALTHY.status : status, tagsAll }),

  async check(news, context) {
    const { inputs, failures } = await checkInputs(news, context);
    const key = claimKey(inputs);
    const rival = await rivalFor(key, regionAndRoleOf(inputs), context.urn, context);
    if (rival === undefined || key.includes(UNKNOWN)) return { inputs, failures };
    const reason = `is the name that the import of the resource ${rival} has as well, and a model has a version of a name once`;
    return { inputs, failures: [...failures, { path: "versionName", reason }] };
  },

  diff(state, news, { claims, cloud, urn, oldInputs }): Diff {
    if (!state.adopted) claims.remember<Marked>(state.modelArn, { urn, __mark: state.__mark });
    const moved = movedBy(state, news, cloud.config);
    const replaces = [
      ...replacedBy(declaration, state, news, {
        modelKmsKeyId: () => isOtherKey(news.modelKmsKeyId, oldInputs?.modelKmsKeyId, state.modelKmsKeyArn),
      }),
      ...moved,
      // What failed stays so; only another import can help.
      ...(BROKEN.includes(state.status) ? ["status"] : []),
    ];
    // A version is there once, so the old one has to go first.
    const isInTheWay = replaces.length > 0 && moved.length === 0 && claimKey(state) === claimKey(news);
    if (isInTheWay) claims.giveUp(claimKey(news), urn, news);
    return { replaces, deleteBeforeReplace: isInTheWay };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(regionAndRoleOf(inputs));
      const found = await findOrImport(accountId, inputs, context);
      return { id: found.modelArn, state: await settle(found, accountId, inputs, undefined, context) };
    });
  },

  async find(id, given, { cloud }) {
    const version = parseImportId(id);
    const { region, accountId, modelName, versionName } = version;
    const place = { region, ...givenRole(given) };
    return doing(`reading Comprehend model ${id}`, async () => {
      await cloud.requireAccount(place, accountId);
      const client = cloud.comprehend(place);
      const live = await describedModel(client, version);
      if (!live) throw new ModelAccessError(`account ${accountId} has no such model in ${region}`);
      const { SourceModelArn: sourceModelArn, ModelKmsKeyId, DataAccessRoleArn } = live;
      if (sourceModelArn === undefined) {
        throw new ModelAccessError("it was not imported from another model", [
          "Only imports can be managed as ComprehendModelImport; getComprehendModel reads every model.",
        ]);
      }
      const tags = askedTags(await tagsOf(client, id), cloud.config);
      const inputs: Inputs = {
        ...{ sourceModelArn, modelName, versionName, ...tags, ...HEALTHY, ...place },
        ...(ModelKmsKeyId !== undefined && { modelKmsKeyId: ModelKmsKeyId }),
        ...(DataAccessRoleArn !== undefined && { dataAccessRoleArn: DataAccessRoleArn }),
      };
      return { inputs, state: stateOf({ modelArn: id, adopted: true }, accountId, inputs, live) };
    });
  },

  async read(id, state, { cloud, urn }) {
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const client = cloud.comprehend(regionAndRoleOf(state));
      const live = await describedModel(client, targetOf(state, state.accountId));
      if (!live || live.Status === "DELETING") return undefined;
      const tags = await tagsOf(client, id);
      const { adopted } = ownershipOf(tags[MARKER_KEY], { ...state, urn });
      return { ...seenAs(state, live), tagsAll: shownTags(tags, cloud.config), adopted };
    });
  },

  async update(_id, state, inputs, context) {
    return doing(`updating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), state.accountId);
      return settle(state, state.accountId, inputs, state, context);
    });
  },

  async delete(_id, state, context) {
    await doing(`deleting ${named(state)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const kept = await reasonToKeep(state, context);
      if (kept === undefined) return remove(targetOf(state, state.accountId), state, context);
      context.report.warn(`kept the model ${state.modelArn}: ${kept}`);
    });
  },
};

/** Why an import must survive the removal of its resource; undefined when it must not. */
async function reasonToKeep(state: State, context: Context<Aws>): Promise<string | undefined> {
  const { modelArn, kind, region } = state;
  const client = context.cloud.comprehend(regionAndRoleOf(state));
  return reasonToKeepMarked(
    { ...state, urn: context.urn },
    await wantedBy(claimKey(state), state.accountId, context),
    {
      tags: () => tagsOf(client, modelArn).catch(noneIfGone),
      changeTags: (from, to) => changeTags(client, modelArn, from, to, waitOptions(context)),
      byHand: deletedByHand(kind, region, modelArn),
    },
  );
}
