import {
  agreementKey,
  availabilityTable,
  type AvailabilityOverride,
  readAgreement,
  type Where,
  writeAgreement,
} from "./services/bedrock/agreements";

/** One model of one account in one Region. */
export interface ModelPlace {
  readonly account: string;
  readonly region: string;
  readonly modelId: string;
}

/** Something that cannot happen in this world. */
export class IncidentError extends Error {
  override readonly name = "IncidentError";
}

/** What AWS does by itself, or somebody does by hand, while nobody deploys: for tests and demonstrations of drift. */
export class Incidents {
  constructor(private readonly emulated: Pick<Where, "world" | "store" | "clock">) {}

  /** AWS finds that an agreement cannot be kept: its status turns to ERROR with this message. */
  agreementFails(place: ModelPlace, message: string): void {
    const record = readAgreement(place.modelId, this.#where(place));
    if (!record.current)
      throw new IncidentError(`there is no agreement for ${place.modelId} that could fail`);
    const failure = { at: this.emulated.clock.now(), message };
    writeAgreement(place.modelId, this.#where(place), { ...record, current: { ...record.current, failure } });
  }

  /** The agreement is gone at once, as if somebody had cancelled it a while ago. */
  agreementRevoked(place: ModelPlace): void {
    writeAgreement(place.modelId, this.#where(place), {});
  }

  /** Somebody accepts an offer by hand; the agreement is AVAILABLE at once. */
  agreementAccepted(place: ModelPlace, offerId = "by-hand"): void {
    const settled =
      this.emulated.clock.now() - this.emulated.world.timing.agreement.availableAfterSeconds * 1000;
    writeAgreement(place.modelId, this.#where(place), { current: { offerId, requestedAt: settled } });
  }

  /** A status is read that does not follow from what happened; undefined ends that. */
  agreementReads(place: ModelPlace, forcedStatus: string | undefined): void {
    const record = readAgreement(place.modelId, this.#where(place));
    const { forcedStatus: _, ...current } = record.current ?? { offerId: "", requestedAt: 0 };
    writeAgreement(place.modelId, this.#where(place), {
      ...record,
      current: { ...current, ...(forcedStatus !== undefined && { forcedStatus }) },
    });
  }

  /** The other fields of an availability answer change; an empty object brings back what is normal. */
  availabilityReads(place: ModelPlace, override: AvailabilityOverride): void {
    availabilityTable(this.emulated.store).set(agreementKey(place.modelId, this.#where(place)), override);
  }

  #where(place: ModelPlace): Where {
    const { account, region, modelId } = place;
    const { accounts, regions, models } = this.emulated.world;
    if (!accounts[account] || !regions[region] || !models[modelId]) {
      throw new IncidentError(`this world has no ${modelId} of ${account} in ${region}`);
    }
    return { ...this.emulated, account, region };
  }
}
