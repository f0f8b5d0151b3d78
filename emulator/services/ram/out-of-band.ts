import type { Call } from "../../operation/operation";
import { ramArn } from "./arns";
import { associationsOf, putAssociation } from "./associations";
import {
  type Association,
  type Emulated,
  type Forced,
  invitationTable,
  type Share,
  shareTable,
} from "./records";
import { invitationStatus, putInvitation } from "./invitations";
import { attachDefault } from "./permissions";
import { typeOf } from "./resources";
import { putShare } from "./shares";

/** What somebody does to shares in the console a while ago: it has come into force already. */
interface Named {
  readonly principals?: readonly string[];
  readonly resourceArns?: readonly string[];
}

type Where = Emulated & Pick<Call, "account" | "region">;

/** The share, where there is one. */
export function shareAt(arn: string, region: string, { store }: Emulated): Share | undefined {
  const share = shareTable(store).get(arn);
  return share?.region === region && share.deletedAt === undefined ? share : undefined;
}

/** RAM makes a share of a resource policy that was put past it. */
export function makeOfPolicy(
  resourceArn: string,
  principal: string,
  where: Where,
  policyActions?: readonly string[],
): void {
  const { account, region } = where;
  const share = {
    arn: ramArn("resource-share", account, region),
    owner: account,
    region,
    name: "created-from-policy",
    allowExternalPrincipals: true,
    retainsOnLeave: false,
    createdAt: longAgo(where),
    updatedAt: longAgo(where),
    isFromPolicy: true,
    ...(policyActions && { policyActions }),
    tags: {},
    permissions: {},
  };
  addToShare(share, { principals: [principal], resourceArns: [resourceArn] }, where);
}

export function deleteShare(share: Share, emulated: Emulated): void {
  putShare({ ...share, deletedAt: longAgo(emulated) }, emulated);
}

export function changeShare(
  share: Share,
  change: Partial<Pick<Share, "name" | "allowExternalPrincipals" | "tags">>,
  emulated: Emulated,
): void {
  putShare({ ...share, ...change, updatedAt: emulated.clock.now() }, emulated);
}

export function addToShare(
  share: Share,
  { principals = [], resourceArns = [] }: Named,
  emulated: Emulated,
): void {
  const add = (type: Association["type"]) => (entity: string) =>
    putAssociation({ shareArn: share.arn, type, entity, external: false, at: longAgo(emulated) }, emulated);
  principals.forEach(add("PRINCIPAL"));
  resourceArns.forEach(add("RESOURCE"));
  const attached = resourceArns.map(
    (entity) =>
      [typeOf(entity), attachDefault(typeOf(entity), { ...emulated, region: share.region })] as const,
  );
  putShare({ ...share, permissions: { ...Object.fromEntries(attached), ...share.permissions } }, emulated);
}

/** @returns whether the share had it */
export function takeOutOfShare(share: Share, entity: string, emulated: Emulated): boolean {
  const found = associationsOf(share.arn, emulated).find((association) => association.entity === entity);
  if (found) putAssociation({ ...found, removedAt: longAgo(emulated) }, emulated);
  return found !== undefined;
}

/** A status is read of a share that does not follow from what happened; undefined ends that. */
export function forceShare(
  { forced: _, ...share }: Share,
  forced: Forced | undefined,
  emulated: Emulated,
): void {
  putShare({ ...share, ...(forced && { forced }) }, emulated);
}

/** The same for a principal or resource. @returns whether the share had it */
export function forceAssociation(
  share: Share,
  entity: string,
  forced: Forced | undefined,
  emulated: Emulated,
): boolean {
  const found = associationsOf(share.arn, emulated).find((association) => association.entity === entity);
  if (!found) return false;
  const { forced: _, ...association } = found;
  putAssociation({ ...association, ...(forced && { forced }) }, emulated);
  return true;
}

/** @returns whether an invitation of that account was pending */
export function acceptOutOfBand(share: Share, account: string, emulated: Emulated): boolean {
  const pending = [...invitationTable(emulated.store).values()].find(
    (invitation) =>
      invitation.shareArn === share.arn &&
      invitation.receiver === account &&
      invitationStatus(invitation, emulated) === "PENDING",
  );
  if (pending) putInvitation({ ...pending, acceptedAt: longAgo(emulated) }, emulated);
  return pending !== undefined;
}

/** Long enough for everything that takes time to have come about. */
function longAgo({ clock, world }: Emulated): number {
  const {
    deletedIsListedSeconds: _,
    invitationSeconds: __,
    clientTokenSeconds: ___,
    invitationIsListedSeconds: ____,
    ...waits
  } = world.timing.sharing;
  return clock.now() - (Math.max(...Object.values(waits)) + waits.visibleAfterSeconds) * 1000;
}
