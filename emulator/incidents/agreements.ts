import { beginAgreement, revokeAgreements } from "../services/bedrock/agreement-history";
import {
  availabilityKey,
  availabilityTable,
  type AvailabilityOverride,
  readAgreement,
  type Where,
  writeAgreement,
} from "../services/bedrock/agreements";
import { formKey, formTable } from "../services/bedrock/forms";
import { FAILURE_REASONS } from "../world/marketplace";
import { type AccountPlace, IncidentError, type ModelPlace } from "./places";
import { SessionIncidents } from "./sessions";

/** What happens to agreements and first-use forms. */
export class AgreementIncidents extends SessionIncidents {
  /** AWS finds that an agreement cannot be kept: its status turns to ERROR with this message. */
  agreementFails(place: ModelPlace, message: string): void {
    const reason = FAILURE_REASONS.find((known) => message.startsWith(known));
    this.#fail(place, { message, ...(reason && { reason }) });
  }

  /** The same, but Bedrock says nothing of why; AWS Marketplace says it of the entitlement. */
  entitlementFails(place: ModelPlace, reason: (typeof FAILURE_REASONS)[number]): void {
    if (!FAILURE_REASONS.includes(reason)) {
      throw new IncidentError(`${reason} is no reason; there are ${FAILURE_REASONS.join(", ")}`);
    }
    this.#fail(place, { reason });
  }

  #fail(place: ModelPlace, why: { readonly message?: string; readonly reason?: string }): void {
    const record = readAgreement(place.modelId, this.#ofModel(place));
    if (!record.current)
      throw new IncidentError(`there is no agreement for ${place.modelId} that could fail`);
    const failure = { at: this.emulated.clock.now(), ...why };
    writeAgreement(place.modelId, this.#ofModel(place), {
      ...record,
      current: { ...record.current, failure },
    });
  }

  /** The agreement is gone at once, as if somebody had cancelled it a while ago. */
  agreementRevoked(place: ModelPlace): void {
    revokeAgreements(place.modelId, this.#ofModel(place));
  }

  /** Somebody accepts an offer by hand; the agreement is AVAILABLE at once. */
  agreementAccepted(place: ModelPlace, offerId = "by-hand"): void {
    const settled =
      this.emulated.clock.now() - this.emulated.world.timing.agreement.availableAfterSeconds * 1000;
    beginAgreement(place.modelId, this.#ofModel(place), { offerId, requestedAt: settled });
  }

  /** A status is read that does not follow from what happened; undefined ends that. */
  agreementReads(place: ModelPlace, forcedStatus: string | undefined): void {
    const record = readAgreement(place.modelId, this.#ofModel(place));
    const { forcedStatus: _, ...current } = record.current ?? { offerId: "", requestedAt: 0 };
    writeAgreement(place.modelId, this.#ofModel(place), {
      ...record,
      current: { ...current, ...(forcedStatus !== undefined && { forcedStatus }) },
    });
  }

  /** The other fields of an availability answer change; an empty object brings back what is normal. */
  availabilityReads(place: ModelPlace, override: AvailabilityOverride): void {
    availabilityTable(this.emulated.store).set(
      availabilityKey(place.modelId, this.#ofModel(place)),
      override,
    );
  }

  /** Somebody files a first-use form by hand; it is read and counts at once. */
  formFiled(place: AccountPlace, form: object): void {
    formTable(this.emulated.store).set(formKey(this.where(place)), { text: JSON.stringify(form), at: 0 });
  }

  /** The account's own first-use form is gone, which only AWS can bring about. */
  formRemoved(place: AccountPlace): void {
    formTable(this.emulated.store).delete(formKey(this.where(place)));
  }

  #ofModel({ modelId, ...place }: ModelPlace): Where {
    if (!this.emulated.world.models[modelId]) throw new IncidentError(`this world has no ${modelId}`);
    return this.where(place);
  }
}
