import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { list, optional, text } from "../../validation/shapes";
import { arn } from "./arns";
import { associationsOf, associationStatus, isAlive, putAssociation } from "./associations";
import { type Association, invitationTable, type Share } from "./records";
import { invitationStatus, invite, putInvitation, requireRoomFor } from "./invitations";
import { attachDefault } from "./permissions";
import { refuseEmptyLists } from "./listing";
import { accountOf, canUseOrganization, type Standing, standingOf } from "./principals";
import { refusals } from "./refusals";
import { failureOf, requireOwnResource, typeOf } from "./resources";
import { putShare } from "./shares";

/** What a share brings together. */
export const entities = {
  resourceArns: optional(list(arn)),
  principals: optional(list(text())),
  sources: optional(list(text())),
};

export interface Entities {
  readonly resourceArns?: readonly string[];
  readonly principals?: readonly string[];
  readonly sources?: readonly string[];
}

const AT_ONCE = 100;

export const ownAccount = assume(
  "ram.ownAccount",
  "the owner's own account as principal is ASSOCIATED (the user guide since 2023; in 2020 somebody saw it fail)",
  { fails: "it turns to FAILED" },
);

export const waitingBlocks = assume(
  "ram.waitingBlocks",
  "what waits for an invitation to be accepted does not keep anything from being taken out",
  { blocks: "nothing else can be taken out before it is accepted, or is taken out itself" },
);

export const takingOutAgain = assume("ram.takingOutAgain", "taking out what is not in the share is refused", {
  idempotent: "it is passed over",
});

export function requireSome({ resourceArns = [], principals = [], sources = [] }: Entities): void {
  if (resourceArns.length + principals.length + sources.length === 0) {
    throw refusals.nothingGiven("resourceArns, principals or sources");
  }
}

/** Puts entities into a share, which is saved with them; refuses all of them or none. */
export function associate(share: Share, given: Entities, call: Call): Association[] {
  refuseEmptyLists(given, call);
  const resourceArns = [...new Set(given.resourceArns)];
  const principals = [...new Set(given.principals)];
  const sources = [...new Set(given.sources)];
  if ([resourceArns, principals].some(({ length }) => length > AT_ONCE))
    throw refusals.tooManyAtOnce(AT_ONCE);

  const alive = associationsOf(share.arn, call).filter((association) => isAlive(association, call));
  const types = new Set(resourceArns.map(typeOf));
  for (const resourceArn of resourceArns) requireOwnResource(resourceArn, call);
  const standings = new Map(principals.map((principal) => [principal, standingOf(principal, call)]));
  const outsiders = principals.filter((principal) => standings.get(principal) === "outside");
  if (outsiders.length > 0 && !share.allowExternalPrincipals) throw refusals.noOutsiders(outsiders[0]!);
  requireInside(share, alive, resourceArns, outsiders, call);
  const services = [...principals, ...entitiesOf(alive, "PRINCIPAL")].filter(isService);
  if (sources.length > 0 && services.length === 0) throw refusals.sourceWithoutService();

  const isNew = (type: Association["type"]) => (entity: string) => !entitiesOf(alive, type).includes(entity);
  requireRoomFor(outsiders.filter(isNew("PRINCIPAL")).length, call);
  const attached = [...types].map(
    (type) => [type, share.permissions[type] ?? attachDefault(type, call)] as const,
  );
  putShare({ ...share, permissions: { ...share.permissions, ...Object.fromEntries(attached) } }, call);
  const made = [
    ...principals
      .filter(isNew("PRINCIPAL"))
      .map((principal) => principalOf(share, principal, standings.get(principal)!, call)),
    ...resourceArns
      .filter(isNew("RESOURCE"))
      .map((entity) => entityOf(share, "RESOURCE", entity, failureOf(entity, call), call)),
    ...sources.filter(isNew("SOURCE")).map((entity) => entityOf(share, "SOURCE", entity, undefined, call)),
  ];
  for (const association of made) putAssociation(association, call);
  const named = new Set([...resourceArns, ...principals, ...sources]);
  return associationsOf(share.arn, call).filter(({ entity }) => named.has(entity));
}

/** Takes entities out of a share; refuses all of them or none. */
export function disassociate(share: Share, given: Entities, call: Call): Association[] {
  refuseEmptyLists(given, call);
  const wanted = [...(given.principals ?? []), ...(given.resourceArns ?? []), ...(given.sources ?? [])];
  const all = associationsOf(share.arn, call);
  const others = all.filter(({ entity }) => !wanted.includes(entity));
  const underWay = others.find((association) => isUnderWay(association, call));
  if (underWay) throw refusals.underWay(associationStatus(underWay, call));
  const present = all.filter(
    (association) => isAlive(association, call) || associationStatus(association, call) === "FAILED",
  );
  const found = wanted.flatMap((entity) => {
    const association = present.find((candidate) => candidate.entity === entity);
    if (!association && takingOutAgain.is("idempotent", call)) return [];
    if (!association) throw refusals.notAssociated(entity);
    const { forced: _, ...rest } = association;
    return [{ ...rest, removedAt: call.clock.now() }];
  });
  for (const association of found) {
    putAssociation(association, call);
    const invitation = invitationTable(call.store).get(association.invitation ?? "");
    if (invitation && invitationStatus(invitation, call) === "PENDING") {
      putInvitation({ ...invitation, withdrawnAt: call.clock.now() }, call);
    }
  }
  return found;
}

/** On its way into the share or out of it; what waits for somebody's answer is not. */
function isUnderWay(association: Association, call: Call): boolean {
  const status = associationStatus(association, call);
  const isWaiting = association.invitation !== undefined && status === "ASSOCIATING";
  const invitation = invitationTable(call.store).get(association.invitation ?? "");
  if (isWaiting && invitation?.acceptedAt === undefined) return waitingBlocks.is("blocks", call);
  return status === "ASSOCIATING" || status === "DISASSOCIATING";
}

/** Custom models stay within the organization, whichever of the two comes first into the share. */
function requireInside(
  { allowExternalPrincipals }: Share,
  alive: readonly Association[],
  resourceArns: readonly string[],
  outsiders: readonly string[],
  call: Call,
): void {
  if (call.world.sharing.customModelsOutside) return;
  const isUsable = canUseOrganization(call);
  if (resourceArns.length > 0 && !isUsable) {
    throw allowExternalPrincipals ? refusals.onlyInside() : refusals.needsOrganization();
  }
  const invited = alive.some(({ invitation }) => invitation !== undefined);
  const models = outsiders.length > 0 ? [...resourceArns, ...entitiesOf(alive, "RESOURCE")] : resourceArns;
  if (models.length > 0 && (outsiders.length > 0 || invited)) throw refusals.onlyInside();
}

function principalOf(share: Share, principal: string, standing: Standing, call: Call): Association {
  const fails = standing === "own" && ownAccount.is("fails", call);
  const failure = fails ? "You cannot share a resource with the account that owns it." : undefined;
  const association = entityOf(share, "PRINCIPAL", principal, failure, call);
  if (standing !== "outside") return association;
  return { ...association, external: true, invitation: invite(accountOf(principal)!, share, call) };
}

function entityOf(
  { arn: shareArn }: Share,
  type: Association["type"],
  entity: string,
  failure: string | undefined,
  { clock }: Call,
): Association {
  return {
    shareArn,
    type,
    entity,
    external: false,
    at: clock.now(),
    ...(failure !== undefined && { failure }),
  };
}

function entitiesOf(associations: readonly Association[], type: Association["type"]): string[] {
  return associations.filter((association) => association.type === type).map(({ entity }) => entity);
}

function isService(principal: string): boolean {
  return principal.endsWith(".amazonaws.com");
}
