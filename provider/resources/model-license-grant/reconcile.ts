import type { AllowedOperation, LicenseManagerClient } from "@aws-sdk/client-license-manager";
import { HOME_REGION } from "../../services/licensing/home-region";
import { randomUUID } from "node:crypto";

import type { Aws } from "../../aws/aws";
import { complete } from "../../aws/clients/answers";
import { catalogue } from "../../aws/errors/catalogue";
import { explained } from "../../aws/errors/explained";
import { firstMark, type Marked, MARKER_KEY, ownershipOf, withMark } from "../../aws/ownership/marks";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { licenseManagerSdk } from "../../aws/clients/sdk";
import { comparedTags, tagList } from "../../aws/tags";
import { type Context, waitOptions } from "../../core/context";
import { digestUuid } from "../../core/digest";
import { ModelAccessError, perhapsDeleted, UnfinishedError } from "../../core/errors";
import { toPlain } from "../../core/props";
import { lateFor, type Seen, WaitError, waitFor } from "../../core/wait";
import {
  changeTags,
  grantOf,
  grantsTo,
  IN_FORCE,
  isAlive,
  isInForce,
  LEAVING,
  licensesOf,
  type LiveGrant,
  tagsOf,
} from "../../services/licensing/grants";
import { DEFAULT_SECONDS } from "./check";
import { DEFAULT_OVERRIDE, type Inputs } from "./declaration";
import { named, type State } from "./state";

/** What is known of a grant before it is looked at. */
type Known = Pick<State, "grantArn" | "licenseArn" | "accountId" | "adopted" | "__mark"> & {
  /** Whether this run's create has found it, and no state knows it; else it has made it, or the state knows it. */
  readonly isFound?: boolean;
};

/** Seen once, and not any more. */
const NOT_SHOWN = "NOT_SHOWN";

/** The one grant of the licence to the principal: what is there, whoever has made it, else a new one. */
export async function findOrCreate(accountId: string, inputs: Inputs, context: Context<Aws>): Promise<Known> {
  const client = context.cloud.licenses(regionAndRoleOf(inputs));
  const licenseArn = inputs.licenseArn ?? (await awaitLicense(client, inputs, context));
  const { grantName, principal, allowedOperations, tagsAll } = inputs;
  /** The one among them that is there; of the others nothing is to be had. */
  const alive = (grants: readonly LiveGrant[]): Known | undefined => {
    const grantArn = grants.find(({ GrantStatus }) => isAlive(GrantStatus))?.GrantArn;
    if (grantArn === undefined) return undefined;
    // The mark may name us as we were called before; our own state knows better.
    const ours = context.claims.remembered<Marked>(grantArn);
    return ours?.urn === context.urn
      ? { grantArn, licenseArn, accountId, adopted: false, __mark: ours.__mark }
      : { grantArn, licenseArn, accountId, adopted: true, isFound: true };
  };
  const grants = await grantsTo(client, licenseArn, principal);
  const found = alive(grants);
  if (found) return found;
  const create = (ClientToken: string) =>
    client.send(
      new (licenseManagerSdk().CreateGrantCommand)({
        ClientToken,
        GrantName: grantName,
        LicenseArn: licenseArn,
        Principals: [principal],
        HomeRegion: HOME_REGION,
        AllowedOperations: allowedOperations as AllowedOperation[],
        Tags: tagList({ ...tagsAll, [MARKER_KEY]: firstMark(context.urn) }),
      }),
    );
  // A run that was killed makes the same one. What was made before and is over may not be listed, and is still remembered.
  try {
    const first = await create(digestUuid(context.urn, licenseArn, principal, grants.length));
    const answer = first.Status !== undefined && !isAlive(first.Status) ? await create(randomUUID()) : first;
    const { GrantArn } = complete("CreateGrant", answer, "GrantArn");
    return { grantArn: GrantArn, licenseArn, accountId, adopted: false };
  } catch (thrown) {
    // AWS has no code of its own for a grant that somebody else has made in between.
    const between = alive(await grantsTo(client, licenseArn, principal));
    if (between) return between;
    throw thrown;
  }
}

/** A licence appears a minute or two after its agreement. */
async function awaitLicense(
  client: LicenseManagerClient,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<string> {
  const { productId = "" } = inputs;
  let arn: string | undefined;
  const look = async (): Promise<Seen> => {
    arn = (await licensesOf(client, productId))[0]?.LicenseArn;
    return { status: arn === undefined ? "NO_LICENSE" : "AVAILABLE" };
  };
  const plan = { goal: ["AVAILABLE"], withinSeconds: context.timeouts.create ?? DEFAULT_SECONDS };
  try {
    await waitFor(`a licence of product ${productId}`, look, plan, waitOptions(context));
  } catch (thrown) {
    if (!(thrown instanceof WaitError) || thrown.reason === "cancelled") throw thrown;
    throw new ModelAccessError(thrown.summary, catalogue.licenseMissing.next, true);
  }
  return arn!;
}

/**
 * Waits for the grant, activates it, and makes it what the program says.
 * @throws UnfinishedError when that does not come about: the grant is there, and the next run goes on
 */
export async function bringAbout(
  known: Known | State,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<State> {
  const client = context.cloud.licenses(regionAndRoleOf(inputs));
  const { grantArn, licenseArn, accountId } = known;
  let live: LiveGrant | undefined;
  const look = async (): Promise<Seen> => {
    live = await grantOf(client, grantArn);
    const message = live?.StatusReason;
    return { status: live?.GrantStatus ?? NOT_SHOWN, ...(message !== undefined && { message }) };
  };
  const wait = async (what: string, goal: string[]): Promise<void> => {
    const { create, update } = context.timeouts;
    const isInState = "version" in known;
    const withinSeconds = (isInState ? update : create) ?? DEFAULT_SECONDS;
    const late = isInState ? { grace: { statuses: [NOT_SHOWN], seconds: lateFor(withinSeconds) } } : {};
    const plan = { goal, refused: LEAVING, withinSeconds, ...late };
    await waitFor(`${named({ ...inputs, licenseArn })} to be ${what}`, look, plan, waitOptions(context));
  };
  let whose: Pick<State, "adopted" | "__mark"> = known;
  try {
    const isOurs = inputs.activation === "grantor";
    await wait("distributed", ["DISABLED", ...IN_FORCE, ...(isOurs ? [] : ["PENDING_ACCEPT"])]);
    const tags = await tagsOf(client, grantArn);
    const { bears, ...owned } = ownershipOf(
      tags[MARKER_KEY],
      { ...known, urn: context.urn },
      "isFound" in known && known.isFound,
    );
    whose = owned;
    await changeTags(
      client,
      grantArn,
      comparedTags(tags, context.cloud.config),
      withMark(inputs.tagsAll, bears),
    );
    const change = changeOf(live!, inputs);
    if (change) {
      const { CreateGrantVersionCommand } = licenseManagerSdk();
      await client.send(
        new CreateGrantVersionCommand({
          ...{ ClientToken: randomUUID(), GrantArn: grantArn, SourceVersion: live!.Version },
          ...change,
        }),
      );
      if (isOurs) await wait("active", [...IN_FORCE]);
      else await look();
    }
    return { ...stateOf(known, inputs, live!), ...whose };
  } catch (thrown) {
    const what = `setting up ${named({ ...inputs, licenseArn })}`;
    const error = explained(thrown, what)
      .while(what)
      .advising(...adviceFor(live?.GrantStatus, grantArn));
    const kept = live ? stateOf(known, inputs, live) : unseen(known, inputs);
    const isGone = live === undefined && "version" in known;
    throw new UnfinishedError(
      grantArn,
      toPlain({ ...kept, ...whose, accountId }),
      isGone ? perhapsDeleted(error) : error,
    );
  }
}

/** What a new version has to say; undefined where the grant is as it should be. */
function changeOf(live: LiveGrant, inputs: Inputs) {
  const shown = shownAs(live);
  const { grantName, allowedOperations, activation, activationOverrideBehavior } = inputs;
  const isOtherName = shown.grantName !== grantName;
  const areOther = shown.allowedOperations.join() !== allowedOperations.join();
  const isOverride = shown.activationOverrideBehavior !== activationOverrideBehavior;
  const activates = activation === "grantor" && (!isInForce(live.GrantStatus) || isOverride);
  if (!isOtherName && !areOther && !activates) return undefined;
  return {
    ...(isOtherName && { GrantName: grantName }),
    ...(areOther && { AllowedOperations: allowedOperations as AllowedOperation[] }),
    // AWS takes the override only together with the activation.
    ...(activates && {
      Status: "ACTIVE" as const,
      Options: { ActivationOverrideBehavior: activationOverrideBehavior },
    }),
  };
}

/** What AWS shows, in our words. */
export function shownAs(live: LiveGrant) {
  return {
    status: isInForce(live.GrantStatus) ? "ACTIVE" : (live.GrantStatus as string),
    version: live.Version,
    grantName: live.GrantName ?? "",
    allowedOperations: [...(live.GrantedOperations ?? [])].sort(),
    activationOverrideBehavior: live.Options?.ActivationOverrideBehavior ?? DEFAULT_OVERRIDE,
    ...(live.StatusReason !== undefined && { statusReason: live.StatusReason }),
  };
}

function stateOf(
  { grantArn, licenseArn, accountId, adopted }: Known,
  inputs: Inputs,
  live: LiveGrant,
): State {
  return { ...inputs, ...shownAs(live), grantArn, licenseArn, accountId, adopted };
}

/** What is kept of a grant that nobody has seen yet. */
function unseen(known: Known | State, inputs: Inputs): State {
  const { grantArn, licenseArn, accountId, adopted } = known;
  const version = "version" in known ? known.version : "";
  return { ...inputs, grantArn, licenseArn, accountId, adopted, version, status: "PENDING_WORKFLOW" };
}

function adviceFor(status: string | undefined, arn: string): readonly string[] {
  switch (status) {
    case "PENDING_ACCEPT":
      return [
        "The organization has consolidated billing only, so the member has to accept the grant itself:",
        `aws license-manager accept-grant --region ${HOME_REGION} --grant-arn ${arn}`,
        "The next `pulumi up` then activates it.",
      ];
    case "PENDING_WORKFLOW":
      return [
        "AWS is still distributing the grant, which may take long in a large organization: the next `pulumi up` waits on.",
      ];
    case "FAILED_WORKFLOW":
    case "REJECTED":
      return catalogue.grantFailed.next;
    default:
      return [];
  }
}
