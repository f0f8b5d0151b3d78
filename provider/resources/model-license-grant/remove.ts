import type { Aws } from "../../aws/aws";
import { HOME_REGION } from "../../services/licensing/home-region";
import { reasonToKeepMarked } from "../../aws/ownership/letting-go";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { licenseManagerSdk } from "../../aws/clients/sdk";
import { wantedBy } from "../../aws/ownership/wanted-by";
import { type Context, waitOptions } from "../../core/context";
import { waitFor } from "../../core/wait";
import { changeTags, grantOf, OVER, tagsOf } from "../../services/licensing/grants";
import { DEFAULT_SECONDS } from "./check";
import { claimKey, named, type State } from "./state";

/** A version that somebody has made in between is read again, so often. */
const ATTEMPTS = 3;

/** Deletes the grant and waits until AWS says so, unless it has to be kept; succeeds when it is gone already. */
export async function letGo(state: State, context: Context<Aws>): Promise<void> {
  const { grantArn, accountId } = state;
  const client = context.cloud.licenses(regionAndRoleOf(state));
  const found = await grantOf(client, grantArn);
  // What was refused or has failed stays listed as such, and gives nobody anything.
  if (!found || OVER.includes(found.GrantStatus)) return;
  const heir =
    (await wantedBy(claimKey(state), accountId, context)) ??
    (await wantedBy(claimKey({ ...state, productId: undefined }), accountId, context));
  const kept = await reasonToKeepMarked({ ...state, urn: context.urn }, heir, {
    tags: () => tagsOf(client, grantArn),
    changeTags: (from, to) => changeTags(client, grantArn, from, to),
    byHand: `aws license-manager delete-grant --region ${HOME_REGION} --grant-arn ${grantArn} --grant-version ${state.version}`,
  });
  if (kept !== undefined) {
    context.report.warn(`kept the grant ${grantArn}: ${kept}`);
    return;
  }
  let live = found;
  for (let attempt = 1; live.GrantStatus !== "PENDING_DELETE"; attempt += 1) {
    const { Version } = live;
    try {
      await client.send(new (licenseManagerSdk().DeleteGrantCommand)({ GrantArn: grantArn, Version }));
      break;
    } catch (thrown) {
      const newest = await grantOf(client, grantArn);
      if (!newest) return;
      // AWS has no code of its own for a version that is not the newest any more.
      if (newest.Version === Version || attempt === ATTEMPTS) throw thrown;
      live = newest;
    }
  }
  const look = async () => ({ status: (await grantOf(client, grantArn))?.GrantStatus ?? "DELETED" });
  const plan = { goal: ["DELETED"], withinSeconds: context.timeouts.delete ?? DEFAULT_SECONDS };
  await waitFor(`${named(state)} to be deleted`, look, plan, waitOptions(context));
  context.report.warn(
    `the grant to ${state.principal} is deleted; that blocks nobody: whoever has rights in AWS Marketplace subscribes anew, ` +
      "at public prices, by calling a model",
  );
}
