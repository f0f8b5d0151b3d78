import type { Seen } from "../../core/wait";
import { isInvited } from "../../services/ram/pending-invitations";
import type { LiveShare } from "../../services/ram/shares";
import { type Changing, entityChanges, isAny } from "./wanted";

/** Something is not as this run believed: somebody else has changed the share. */
export const OTHERWISE = "OTHERWISE";

/** What is seen of a share that is looked at. */
export type Judge = (share: LiveShare) => Seen;

export const seen = (status: string, message?: string): Seen => ({
  status,
  ...(message !== undefined && { message }),
});

/** Whether anything is on its way into the share or out of it, beside what waits for somebody to accept. */
export function restOf(share: LiveShare): Seen {
  const moving = share.associations.find(
    (association) =>
      association.status === "DISASSOCIATING" ||
      (association.status === "ASSOCIATING" && !mayBeInvited(association.entity, share)),
  );
  return seen(moving?.status ?? "AT_REST", moving?.entity);
}

/** An account outside the organization, its roles and its users are associated only once it has accepted. */
function mayBeInvited(
  entity: string,
  { allowExternalPrincipals }: Pick<LiveShare, "allowExternalPrincipals">,
): boolean {
  return allowExternalPrincipals && isInvited(entity);
}

/** Where the associations stand, all together. */
export function progressOf(share: LiveShare, changing: Changing, isLast: boolean): Seen {
  const { inputs, removed } = changing;
  const left = entityChanges(share, changing);
  if (!isLast && (isAny(left.added) || isAny(left.removed))) return seen(OTHERWISE);
  const wanted = [...inputs.principals, ...inputs.resourceArns];
  const failed = share.associations.find(
    ({ entity, status }) => status === "FAILED" && wanted.includes(entity) && !isPresent(share, entity),
  );
  if (failed) return seen("FAILED", `${failed.entity}: ${failed.statusMessage ?? "AWS does not say why"}`);
  const isSettled = (entity: string): boolean =>
    share.associations.some(
      (association) =>
        association.entity === entity &&
        (association.status === "ASSOCIATED" ||
          (association.status === "ASSOCIATING" && mayBeInvited(entity, inputs))),
    );
  const unsettled = wanted.find((entity) => !isSettled(entity));
  if (unsettled !== undefined) {
    const status = share.associations.find(({ entity }) => entity === unsettled)?.status;
    return seen(status === undefined || status === "ASSOCIATED" ? "ASSOCIATING" : status, unsettled);
  }
  return seen([...removed].some((entity) => isPresent(share, entity)) ? "DISASSOCIATING" : "ASSOCIATED");
}

export function isPresent(share: LiveShare, entity: string): boolean {
  return share.associations.some(
    (association) =>
      association.entity === entity &&
      association.status !== "FAILED" &&
      association.status !== "DISASSOCIATED",
  );
}
