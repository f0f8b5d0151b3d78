import * as trained from "../services/comprehend/out-of-band";
import { failImports } from "../services/comprehend/imports";
import { problemOf } from "../services/comprehend/model-policies";
import type { Model } from "../services/comprehend/model-record";
import { type AccountPlace, forcedStatus, IncidentError } from "./places";
import { ShareIncidents } from "./shares";

/** What happens to models of Comprehend. */
export class ComprehendIncidents extends ShareIncidents {
  /** Somebody trains or imports a model of Comprehend by hand; it has ended already. */
  comprehendModelMade(
    place: AccountPlace,
    modelArn: string,
    given: Partial<Pick<Model, "sourceModelArn" | "tags" | "languageCode">> & {
      readonly status?: string;
    } = {},
  ): void {
    const where = this.where(place);
    if (!trained.isModelOf(modelArn, where)) {
      throw new IncidentError(`${modelArn} is no model of ${place.account} in ${place.region}`);
    }
    if (trained.modelOf(modelArn, where)) throw new IncidentError(`there is a model ${modelArn} already`);
    trained.makeModel(modelArn, given, where);
  }

  /** Somebody deletes a model of Comprehend, and what used it; it is gone at once. */
  comprehendModelDeleted(place: AccountPlace, modelArn: string): void {
    trained.removeModel(this.#comprehendModel(place, modelArn), this.emulated);
  }

  /** Somebody changes all tags of a model of Comprehend. */
  comprehendModelTagged(place: AccountPlace, modelArn: string, tags: Model["tags"]): void {
    trained.changeTags(this.#comprehendModel(place, modelArn), tags, this.emulated);
  }

  /** A status of a model of Comprehend is read that does not follow from what happened; undefined ends that. */
  comprehendModelReads(
    place: AccountPlace,
    modelArn: string,
    status: string | undefined,
    message?: string,
  ): void {
    trained.forceModel(this.#comprehendModel(place, modelArn), forcedStatus(status, message), this.emulated);
  }

  /** Somebody puts a resource policy by hand, or takes it away (undefined); it counts at once. */
  modelPolicyChanged(place: AccountPlace, modelArn: string, policy: string | undefined): void {
    const why = policy === undefined ? undefined : problemOf(policy);
    if (why !== undefined) throw new IncidentError(`this is no policy of a model: ${why}`);
    trained.changePolicy(this.#comprehendModel(place, modelArn), policy, this.emulated);
  }

  /** A training or import that is under way ends IN_ERROR now. */
  importFails(place: AccountPlace, modelArn: string, message: string): void {
    trained.failModel(this.#comprehendModel(place, modelArn), message, this.emulated);
  }

  /** Every import into the place that begins from now on will fail so; undefined ends that. */
  importsFail(place: AccountPlace, message: string | undefined): void {
    failImports(message, this.where(place));
  }

  /** Somebody makes an endpoint for a model of Comprehend: it cannot be deleted any more. */
  endpointMade(place: AccountPlace, modelArn: string, name: string): void {
    trained.addEndpoint(this.#comprehendModel(place, modelArn), name, this.emulated);
  }

  endpointRemoved(place: AccountPlace, modelArn: string, name: string): void {
    const found = trained.removeEndpoint(this.#comprehendModel(place, modelArn), name, this.emulated);
    if (!found) throw new IncidentError(`${modelArn} has no endpoint ${name}`);
  }

  /** A flywheel takes a model of Comprehend as its active one, or none does any more (undefined). */
  flywheelChanged(place: AccountPlace, modelArn: string, name: string | undefined): void {
    trained.changeFlywheel(this.#comprehendModel(place, modelArn), name, this.emulated);
  }

  #comprehendModel(place: AccountPlace, arn: string): Model {
    const model = trained.modelOf(arn, this.where(place));
    if (!model) throw new IncidentError(`${place.account} has no model ${arn} in ${place.region}`);
    return model;
  }
}
