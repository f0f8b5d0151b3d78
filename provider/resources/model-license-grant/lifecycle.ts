import type { Aws } from "../../aws/aws";
import { HOME_REGION } from "../../services/licensing/home-region";
import { doing } from "../../aws/errors/explained";
import { givenRole, movedBy, regionAndRoleOf } from "../../aws/region-and-role";
import { type Marked, MARKER_KEY, ownershipOf } from "../../aws/ownership/marks";
import { askedTags, shownTags } from "../../aws/tags";
import { rivalFor } from "../../aws/ownership/wanted-by";
import { ModelAccessError } from "../../core/errors";
import { replacedBy } from "../../core/declaration/replaced";
import type { Diff, Lifecycle } from "../../core/lifecycle";
import { grantOf, isAlive, tagsOf } from "../../services/licensing/grants";
import { checkInputs, isWhole } from "./check";
import { declaration, type Inputs } from "./declaration";
import { bringAbout, findOrCreate, shownAs } from "./reconcile";
import { letGo } from "./remove";
import { claimKey, grantorOf, named, type State } from "./state";

/** Where nobody is to activate the grant, it may be in any of these. */
const UNTOUCHED = ["DISABLED", "ACTIVE", "PENDING_ACCEPT"];

/** How the grant of a licence lives, on the side of the account that has subscribed. */
export const modelLicenseGrant: Lifecycle<Inputs, State, Aws> = {
  declaration,

  observed: (
    { status, grantName, allowedOperations, activationOverrideBehavior, tagsAll, activation },
    asked,
  ) => ({
    status: activation === "none" && UNTOUCHED.includes(status) ? (asked.status ?? status) : status,
    grantName,
    allowedOperations,
    // Whoever activates it chooses that.
    ...(activation !== "none" && { activationOverrideBehavior }),
    tagsAll,
  }),

  async check(news, context) {
    const { inputs, failures } = checkInputs(news, context.cloud);
    const rival = await rivalFor(claimKey(inputs), regionAndRoleOf(inputs), context.urn, context);
    if (rival === undefined || !isWhole(inputs)) return { inputs, failures };
    const reason = `is granted the same licence by the resource ${rival}: a licence is granted to a principal once`;
    return { inputs, failures: [...failures, { path: "principal", reason }] };
  },

  diff(state, news, { claims, cloud, urn }): Diff {
    if (!state.adopted) claims.remember<Marked>(state.grantArn, { urn, __mark: state.__mark });
    // A state knows the licence of a product besides, which inputs do not name.
    const isNamed = (name: "licenseArn" | "productId") => (): boolean =>
      news[name] !== undefined && news[name] !== state[name];
    const replaces = [
      ...replacedBy(declaration, state, news, {
        licenseArn: isNamed("licenseArn"),
        productId: isNamed("productId"),
      }),
      ...movedBy(state, news, cloud.config),
      // Nothing brings it back; only another grant can help.
      ...(isAlive(state.status) ? [] : ["status"]),
    ];
    return { replaces };
  },

  async create(inputs, context) {
    return doing(`creating ${named(inputs)}`, async () => {
      const { accountId } = await context.cloud.identity(regionAndRoleOf(inputs));
      const found = await findOrCreate(accountId, inputs, context);
      return { id: found.grantArn, state: await bringAbout(found, inputs, context) };
    });
  },

  async find(id, given, { cloud }) {
    const accountId = grantorOf(id);
    const place = { region: HOME_REGION, ...givenRole(given) };
    return doing(`reading grant ${id}`, async () => {
      await cloud.requireAccount(place, accountId);
      const client = cloud.licenses(place);
      const live = await grantOf(client, id);
      if (!live) throw new ModelAccessError(`account ${accountId} has distributed no such grant`);
      const tags = askedTags(await tagsOf(client, id), cloud.config);
      const shown = shownAs(live);
      const inputs: Inputs = {
        ...{ licenseArn: live.LicenseArn, principal: live.GranteePrincipalArn },
        ...{ grantName: shown.grantName, allowedOperations: shown.allowedOperations, activation: "grantor" },
        activationOverrideBehavior: shown.activationOverrideBehavior,
        ...{ ...tags, status: "ACTIVE", ...place },
      };
      const state = { ...inputs, ...shown, accountId, grantArn: id, adopted: true };
      return { inputs, state: { ...state, licenseArn: live.LicenseArn } };
    });
  },

  async read(id, state, { cloud, urn }) {
    return doing(`reading ${named(state)}`, async () => {
      await cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      const client = cloud.licenses(regionAndRoleOf(state));
      const live = await grantOf(client, id);
      if (!live) return undefined;
      const tags = await tagsOf(client, id);
      const { adopted } = ownershipOf(tags[MARKER_KEY], { ...state, urn });
      const { statusReason: _, ...rest } = state;
      return { ...rest, ...shownAs(live), tagsAll: shownTags(tags, cloud.config), adopted };
    });
  },

  async update(_id, state, inputs, context) {
    return doing(`updating ${named({ ...inputs, licenseArn: state.licenseArn })}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(inputs), state.accountId);
      return bringAbout(state, inputs, context);
    });
  },

  async delete(_id, state, context) {
    await doing(`deleting ${named(state)}`, async () => {
      await context.cloud.requireAccount(regionAndRoleOf(state), state.accountId);
      await letGo(state, context);
    });
  },
};
