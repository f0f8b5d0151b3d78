import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import {
  accountAsked,
  givenRole,
  movedBy,
  type RegionAndRole,
  regionAndRoleOf,
} from "../../aws/region-and-role";
import { type CheckFailure } from "../../core/check";
import type { Claim } from "../../core/claims";
import { resourceName } from "../../core/urn";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import type { Diff, Lifecycle } from "../../core/lifecycle";
import { type Form, FORM_FIELDS } from "../../services/bedrock/use-case-fields";
import {
  differingFields,
  filedForm,
  UNREADABLE,
  withoutEmptyField,
} from "../../services/bedrock/use-case-form";
import { checkInputs, isKnown } from "./check";
import { declaration, type Inputs } from "./declaration";
import { foundOrigin, originOf, reconcile } from "./reconcile";
import { claimKey, named, parseSubmissionId, scopeOf, type State, submissionId } from "./state";

/** How Anthropic's first-use form lives: filed by create, for ever. */
export const useCaseSubmission: Lifecycle<Inputs, State, Aws> = {
  declaration,

  observed: (state) => Object.fromEntries(FORM_FIELDS.map((field) => [field, state[field]])),

  async check(news, context) {
    const { cloud, claims, report, urn, oldInputs: olds } = context;
    const { inputs, failures } = await checkInputs(news, cloud);
    const isChanged =
      olds?.companyName !== undefined && isKnown(inputs) && differingFields(olds, inputs).length > 0;
    if (isChanged && inputs.onExisting !== "keep") {
      report.warn("a form that was filed is filed again; AWS does not document that it can be changed");
    }
    const key = claimKey(inputs.region);
    const others = ofSameAccount(inputs, claims.claimsOf<Wanted>(key), context);
    const isNews = claims.claim(key, { urn, place: wanted(inputs) });
    const same = others.filter(({ place }) => isKnown(inputs) && isKnown(place.form));
    const contradicted = contradictions(inputs, others);
    if (isNews && same.length > 0 && failures.length + contradicted.length === 0) {
      const names = same.map((other) => resourceName(other.urn)).join(", ");
      report.warn(`${names} declares the same form for the same account: one is enough`);
    }
    return { inputs, failures: [...failures, ...contradicted] };
  },

  diff(state, news, { cloud, claims }): Diff {
    claims.remember(submissionId(state), originOf(state));
    return { replaces: movedBy(state, news, cloud.config, scopeOf) };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(regionAndRoleOf(inputs));
      await refuseContradiction(accountId, inputs, context);
      const state = await reconcile(accountId, inputs, undefined, context);
      return { id: submissionId(state), state };
    });
  },

  async find(id, given, { cloud }) {
    const { accountId, region } = parseSubmissionId(id);
    const place = { ...givenRole(given), region };
    return doing(`reading ${named({ ...place, accountId })}`, async () => {
      await cloud.requireAccount(place, accountId);
      const live = await filedForm(cloud.bedrock(place));
      if (live === undefined) throw new ModelAccessError(`account ${accountId} has filed no form`);
      if (live === UNREADABLE) throw unreadable();
      const inputs = { ...withoutEmptyField(live as Required<Form>), ...place };
      return { inputs, state: { ...inputs, accountId, ...(await foundOrigin(accountId, place, cloud)) } };
    });
  },

  async read(_id, { __unshown: _, ...state }, { cloud }) {
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      if (state.formSource === "internal") return state;
      const live = await filedForm(cloud.bedrock(regionAndRoleOf(state)));
      if (live === undefined) return undefined;
      if (state.onExisting === "keep") return state;
      if (live === UNREADABLE) throw unreadable();
      const changed = differingFields(live, state);
      return { ...state, ...Object.fromEntries(changed.map((field) => [field, live[field]])) };
    });
  },

  async update(_id, state, inputs, context) {
    return doing(`updating ${named({ ...inputs, accountId: state.accountId })}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), state.accountId);
      await refuseContradiction(state.accountId, inputs, context);
      return reconcile(state.accountId, inputs, state, context);
    });
  },

  delete(_id, state, { claims, report }) {
    claims.bequeath(submissionId(state), originOf(state));
    if (state.formSource !== "internal") {
      const what = `the use-case form of account ${state.accountId} (${scopeOf(state.region)}) stays filed`;
      report.warn(`${what}: AWS has no way to withdraw it`);
    }
    return Promise.resolve();
  },
};

function unreadable(): ModelAccessError {
  return new ModelAccessError("AWS shows a form that cannot be read");
}

/** A form and where it is wanted. */
interface Wanted {
  readonly at: RegionAndRole;
  readonly form: Form;
}

function wanted(inputs: Inputs): Wanted {
  return { at: regionAndRoleOf(inputs), form: inputs };
}

/** The other resources for the form of the same account, where no call is needed to tell. */
function ofSameAccount(
  { assumeRole }: Inputs,
  claims: readonly Claim<Wanted>[],
  { cloud: { config }, urn: own }: Context<Aws>,
): readonly Claim<Wanted>[] {
  const account = accountAsked(assumeRole, config);
  const isSame = ({ at }: Wanted): boolean => accountAsked(at.assumeRole, config) === account;
  return account === undefined ? [] : claims.filter(({ urn, place }) => urn !== own && isSame(place));
}

/** An account has one form: two resources must not each want another. */
function contradictions(inputs: Inputs, others: readonly Claim<Wanted>[]): CheckFailure[] {
  return others
    .filter(({ place }) => isOther(place.form, inputs))
    .map(({ urn, place }) => ({ path: "", reason: contradiction(urn, place.form, inputs) }));
}

/** The same for accounts that only AWS can tell. */
async function refuseContradiction(
  accountId: string,
  inputs: Inputs,
  { claims, cloud, urn: own }: Context<Aws>,
): Promise<void> {
  for (const { urn, place } of claims.claimsOf<Wanted>(claimKey(inputs.region))) {
    if (urn === own || !isOther(place.form, inputs)) continue;
    // Where the other one's account cannot be told, its own create says why.
    const other = await cloud.identity(place.at).catch(() => undefined);
    if (other?.accountId === accountId) throw new ModelAccessError(contradiction(urn, place.form, inputs));
  }
}

function isOther(one: Form, other: Form): boolean {
  return isKnown(one) && isKnown(other) && differingFields(one, other).length > 0;
}

function contradiction(urn: string, one: Form, other: Form): string {
  const fields = differingFields(one, other).join(", ");
  return `the resource ${resourceName(urn)} files another form for the same account; they differ in ${fields}`;
}
