import {
  deactivateOutOfBand,
  deleteOutOfBand,
  grantAt,
  tagOutOfBand,
} from "../services/license-manager/out-of-band";
import type { Grant } from "../services/license-manager/grants";
import type { Tags } from "../services/license-manager/tags";
import { ComprehendIncidents } from "./comprehend";
import { type AccountPlace, IncidentError } from "./places";

/** What happens to grants of licences. */
export class GrantIncidents extends ComprehendIncidents {
  /** Somebody deactivates a grant; nobody has the licence by it any more. */
  grantDeactivated(place: AccountPlace, grantArn: string): void {
    deactivateOutOfBand(this.#grant(place, grantArn), this.where(place));
  }

  /** Somebody deletes a grant; it is DELETED at once. */
  grantDeleted(place: AccountPlace, grantArn: string): void {
    deleteOutOfBand(this.#grant(place, grantArn), this.where(place));
  }

  /** Somebody changes all tags of a grant. */
  grantTagged(place: AccountPlace, grantArn: string, tags: Tags): void {
    tagOutOfBand(this.#grant(place, grantArn), tags, this.where(place));
  }

  #grant(place: AccountPlace, arn: string): Grant {
    const grant = grantAt(arn, this.where(place));
    if (!grant) throw new IncidentError(`${place.account} has made no grant ${arn}`);
    return grant;
  }
}
