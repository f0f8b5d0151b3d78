import {
  acceptOutOfBand,
  addToShare,
  changeShare,
  deleteShare,
  forceAssociation,
  forceShare,
  makeOfPolicy,
  shareAt,
  takeOutOfShare,
} from "../services/ram/out-of-band";
import type { Share } from "../services/ram/records";
import { CustomModelIncidents } from "./custom-models";
import { type AccountPlace, forcedStatus, IncidentError } from "./places";

/** What happens to shares. */
export class ShareIncidents extends CustomModelIncidents {
  /** Somebody puts a resource policy past RAM, which makes a share of it; what it allows decides if it can be promoted. */
  sharedByPolicy(
    place: AccountPlace,
    resourceArn: string,
    principal: string,
    actions?: readonly string[],
  ): void {
    makeOfPolicy(resourceArn, principal, this.where(place), actions);
  }

  /** Somebody deletes a share; it reads DELETED at once. */
  shareDeleted(place: AccountPlace, shareArn: string): void {
    deleteShare(this.#share(place, shareArn), this.emulated);
  }

  /** Somebody changes the name of a share, who may be in it, or all its tags. */
  shareChanged(
    place: AccountPlace,
    shareArn: string,
    change: Partial<Pick<Share, "name" | "allowExternalPrincipals" | "tags">>,
  ): void {
    changeShare(this.#share(place, shareArn), change, this.emulated);
  }

  /** Somebody puts principals or resources into a share; they are ASSOCIATED at once. */
  shareWidened(
    place: AccountPlace,
    shareArn: string,
    added: { readonly principals?: readonly string[]; readonly resourceArns?: readonly string[] },
  ): void {
    addToShare(this.#share(place, shareArn), added, this.emulated);
  }

  /** Somebody takes a principal or a resource out of a share; it reads DISASSOCIATED at once. */
  shareNarrowed(place: AccountPlace, shareArn: string, entity: string): void {
    const found = takeOutOfShare(this.#share(place, shareArn), entity, this.emulated);
    if (!found) throw new IncidentError(`${entity} is not in ${shareArn}`);
  }

  /** A status of a share is read that does not follow from what happened, such as FAILED; undefined ends that. */
  shareReads(place: AccountPlace, shareArn: string, status: string | undefined, message?: string): void {
    forceShare(this.#share(place, shareArn), forcedStatus(status, message), this.emulated);
  }

  /** The same for a principal or resource of a share, such as FAILED or SUSPENDED. */
  associationReads(
    place: AccountPlace,
    shareArn: string,
    entity: string,
    status: string | undefined,
    message?: string,
  ): void {
    const forced = forcedStatus(status, message);
    const found = forceAssociation(this.#share(place, shareArn), entity, forced, this.emulated);
    if (!found) throw new IncidentError(`${entity} is not in ${shareArn}`);
  }

  /** The place's account, which was invited, accepts by hand; it sees the share at once. */
  invitationAccepted(place: AccountPlace, shareArn: string): void {
    const found = acceptOutOfBand(this.#share(place, shareArn), place.account, this.emulated);
    if (!found) throw new IncidentError(`${place.account} has no pending invitation to ${shareArn}`);
  }

  #share(place: AccountPlace, shareArn: string): Share {
    const share = shareAt(shareArn, this.where(place).region, this.emulated);
    if (!share) throw new IncidentError(`there is no share ${shareArn} in ${place.region}`);
    return share;
  }
}
