import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { isOtherKey } from "../../aws/kms/kms-key-id";
import { givenRole, movedBy, regionAndRoleOf } from "../../aws/region-and-role";
import { reasonToKeepMarked } from "../../aws/ownership/letting-go";
import { type Marked, MARKER_KEY, ownershipOf } from "../../aws/ownership/marks";
import { askedTags, noneIfGone, shownTags } from "../../aws/tags";
import { rivalFor, wantedBy } from "../../aws/ownership/wanted-by";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import { replacedBy } from "../../core/declaration/replaced";
import type { Diff, Lifecycle } from "../../core/lifecycle";
import { isUnknown } from "../../core/props";
import { withKnownShare } from "../../services/ram/share-of-this-run";
import { copyJob, copyJobsFor } from "../../services/bedrock/copy-jobs";
import { checkInputs } from "./check";
import { declaration, HEALTHY, type Inputs } from "./declaration";
import { findOrStart } from "./begin";
import { settle, shownAs, stateOf } from "./reconcile";
import { remove } from "./remove";
import { claimKey, deletedByHand, named, parseCopyId, type State } from "./state";
import { changeTags, customModel, tagsOf } from "../../services/bedrock/custom-models";

/** How the copy of a custom model lives, in the account and Region that use it. */
export const customModelCopy: Lifecycle<Inputs, State, Aws> = {
  declaration,

  observed: ({ status, tagsAll }) => ({ status, tagsAll }),

  async check(news, context) {
    const asked = withKnownShare(news, context);
    const { inputs, failures } = await checkInputs(asked, context);
    const rival = await rivalFor(claimKey(inputs), regionAndRoleOf(inputs), context.urn, context);
    if (rival === undefined || isUnknown(inputs.modelName) || isUnknown(inputs.region)) {
      return { inputs, failures };
    }
    const reason = `is the name of the copy that the resource ${rival} makes in the same account and Region; a name can be used there once`;
    return { inputs, failures: [...failures, { path: "modelName", reason }] };
  },

  diff(state, news, { claims, cloud, urn, oldInputs }): Diff {
    if (!state.adopted) claims.remember<Marked>(state.modelArn, { urn, __mark: state.__mark });
    const moved = movedBy(state, news, cloud.config);
    const replaces = [
      ...replacedBy(declaration, state, news, {
        modelKmsKeyId: () => isOtherKey(news.modelKmsKeyId, oldInputs?.modelKmsKeyId, state.modelKmsKeyArn),
      }),
      ...moved,
      // What could not be copied is not there; only another copying can help.
      ...(state.status === "Failed" ? ["status"] : []),
    ];
    // A name is there once. What works goes first only where the program says so; else nothing is made, and create says why.
    const mayGoFirst = news.replacePolicy === "delete-first" || state.status === "Failed";
    const isNamesake = moved.length === 0 && state.modelName === news.modelName;
    const isInTheWay = replaces.length > 0 && isNamesake && mayGoFirst;
    if (isInTheWay) claims.giveUp(claimKey(news), urn, news);
    return { replaces, deleteBeforeReplace: isInTheWay };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(regionAndRoleOf(inputs));
      const copy = await findOrStart(accountId, inputs, context);
      return { id: copy.modelArn, state: await settle(copy, accountId, inputs, undefined, context) };
    });
  },

  async find(id, given, { cloud }) {
    const { region, accountId } = parseCopyId(id);
    const place = { region, ...givenRole(given) };
    return doing(`reading custom model ${id}`, async () => {
      await cloud.requireAccount(place, accountId);
      const client = cloud.bedrock(place);
      const model = await customModel(client, id);
      if (!model) throw new ModelAccessError(`account ${accountId} has no such model in ${region}`);
      const { modelName } = model;
      const job = (await copyJobsFor(client, { modelName, region })).find(({ modelArn }) => modelArn === id);
      if (!job) {
        throw new ModelAccessError("AWS has no record that it was copied from another model", [
          "Only copies can be managed as CustomModelCopy; getCustomModel reads every custom model.",
        ]);
      }
      const { sourceModelArn, jobArn } = job;
      const tags = askedTags(await tagsOf(client, id), cloud.config);
      const shown = shownAs(model);
      const inputs: Inputs = {
        ...{ sourceModelArn, modelName, ...tags, ...HEALTHY, ...place },
        ...(shown.modelKmsKeyArn !== undefined && { modelKmsKeyId: shown.modelKmsKeyArn }),
      };
      return {
        inputs,
        state: { ...stateOf({ modelArn: id, jobArn, adopted: true }, accountId, inputs), ...shown },
      };
    });
  },

  async read(id, state, { cloud, urn }) {
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const client = cloud.bedrock(regionAndRoleOf(state));
      const model = await customModel(client, id);
      if (model) {
        const tags = await tagsOf(client, id);
        const { adopted } = ownershipOf(tags[MARKER_KEY], { ...state, urn });
        return { ...state, ...shownAs(model), tagsAll: shownTags(tags, cloud.config), adopted };
      }
      // While a model is copied, AWS need not show it.
      const job = state.jobArn === undefined ? undefined : await copyJob(client, state.jobArn);
      return job?.status === "InProgress" ? { ...state, status: "Creating" } : undefined;
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
      if (kept === undefined) return remove(state, context);
      context.report.warn(`kept the custom model ${state.modelArn}: ${kept}`);
    });
  },
};

/** Why a copy must survive the removal of its resource; undefined when it must not. */
async function reasonToKeep(state: State, context: Context<Aws>): Promise<string | undefined> {
  const { modelArn } = state;
  const client = context.cloud.bedrock(regionAndRoleOf(state));
  return reasonToKeepMarked(
    { ...state, urn: context.urn },
    await wantedBy(claimKey(state), state.accountId, context),
    {
      tags: () => tagsOf(client, modelArn).catch(noneIfGone),
      changeTags: (from, to) => changeTags(client, modelArn, from, to),
      byHand: deletedByHand(state),
    },
  );
}
