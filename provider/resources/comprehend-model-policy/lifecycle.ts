import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { givenRole, regionAndRoleOf } from "../../aws/region-and-role";
import { rivalFor } from "../../aws/ownership/wanted-by";
import { ModelAccessError } from "../../core/errors";
import { replacedBy } from "../../core/declaration/replaced";
import type { Diff, Lifecycle } from "../../core/lifecycle";
import { parseModelArn } from "../../services/comprehend/model-arn";
import { policyOf, policyStillOf } from "./model-policies";
import { askedOf, checkInputs } from "./check";
import { declaration, type Inputs } from "./declaration";
import { reasonToKeepPolicy } from "./keep";
import { reconcile } from "./reconcile";
import { remove } from "./remove";
import { claimKey, meaningOf, modelOf, named, type State, stateOf } from "./state";
import { describedModel } from "../../services/comprehend/models";
import { judgedPolicy } from "./policy-marks";

/** The lifecycle of the policy by which the owner of a Comprehend model lets others import it. */
export const comprehendModelPolicy: Lifecycle<Inputs, State, Aws> = {
  declaration,

  observed: ({ statements }) => ({ statements }),

  async check(news, context) {
    const { inputs, failures, warnings } = await checkInputs(news, context);
    const { resourceArn } = inputs;
    for (const warning of warnings) context.report.warn(warning);
    const accountId = parseModelArn(resourceArn)?.accountId;
    const rival = await rivalFor(claimKey(inputs), regionAndRoleOf(inputs), context.urn, context, accountId);
    if (rival === undefined || accountId === undefined) return { inputs, failures };
    const reason = `is the model of the resource ${rival} as well, and a model has one policy: one of them has to name all importers`;
    return { inputs, failures: [...failures, { path: "resourceArn", reason }] };
  },

  diff(state, news, { claims }): Diff {
    if (!state.adopted) claims.remember(claimKey(state), state);
    return { replaces: replacedBy(declaration, state, news) };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), modelOf(inputs).accountId);
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
      const asked = askedOf(statements, model.partition);
      const inputs = { resourceArn: id, ...asked, statements, ...place };
      return { inputs, state: stateOf(inputs, live, { adopted: true }) };
    });
  },

  async read(_id, state, context) {
    const { cloud, report } = context;
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const client = cloud.comprehend(regionAndRoleOf(state));
      const live = await policyStillOf(client, modelOf(state), context);
      const { adopted, __mark } = state;
      if (live) {
        const whose = {
          adopted: adopted && judgedPolicy(live.mark, { ...state, urn: context.urn }) !== "ours",
          __mark,
        };
        return stateOf(state, live, whose, meaningOf(live, state));
      }
      if (!(await describedModel(client, modelOf(state)))) {
        report.warn("the model is gone, and its policy with it");
      }
      return undefined;
    });
  },

  async update(_id, state, inputs, context) {
    return doing(`updating ${named(inputs)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), state.accountId);
      return reconcile(inputs, state, context);
    });
  },

  async delete(_id, state, context) {
    await doing(`deleting ${named(state)}`, async () => {
      const { cloud, claims, report } = context;
      const isRetained = state.deletionPolicy === "retain";
      if (!isRetained) await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const client = cloud.comprehend(regionAndRoleOf(state));
      const live = isRetained ? undefined : await policyStillOf(client, modelOf(state), context);
      const kept = live || isRetained ? await reasonToKeepPolicy(state, live, context) : undefined;
      if (kept !== undefined) {
        report.warn(`kept the policy of ${state.resourceArn}: ${kept}`);
        return;
      }
      if (live) await remove(live, state, context);
      claims.forget(claimKey(state));
    });
  },
};
