import { policyProblem } from "../policies/parse";
import type { CopyJob } from "../services/bedrock/copy-jobs";
import type { CustomModel } from "../services/bedrock/custom-models";
import * as models from "../services/bedrock/custom-models-out-of-band";
import { changeKey, type KeyPolicy, keysOf } from "../services/kms/keys";
import { AgreementIncidents } from "./agreements";
import { type AccountPlace, forcedStatus, IncidentError } from "./places";

/** What happens to custom models of Bedrock, to their copies and to keys. */
export class CustomModelIncidents extends AgreementIncidents {
  /** Somebody deletes a custom model, and what it was used by. */
  customModelDeleted(place: AccountPlace, modelArn: string): void {
    models.deleteModel(this.#customModel(place, modelArn), this.where(place));
  }

  /** Somebody changes all tags of a custom model. */
  customModelTagged(place: AccountPlace, modelArn: string, tags: Readonly<Record<string, string>>): void {
    models.retagModel(this.#customModel(place, modelArn), tags, this.where(place));
  }

  /** Somebody buys Provisioned Throughput for a custom model, or deploys it: it cannot be deleted any more. */
  customModelUsed(place: AccountPlace, modelArn: string, user: string): void {
    models.useModel(this.#customModel(place, modelArn), user, this.where(place));
  }

  /** What used a custom model is gone. */
  customModelReleased(place: AccountPlace, modelArn: string, user: string): void {
    const found = models.releaseModel(this.#customModel(place, modelArn), user, this.where(place));
    if (!found) throw new IncidentError(`${modelArn} is not used by ${user}`);
  }

  /** A copy that is under way fails now. */
  copyFails(place: AccountPlace, jobArn: string, message: string): void {
    models.failJob(this.#job(place, jobArn), message, this.where(place));
  }

  /** Every copy into the place that begins from now on will fail so; undefined ends that. */
  copiesFail(place: AccountPlace, message: string | undefined): void {
    models.failCopiesToCome(message, this.where(place));
  }

  /** A status of a copy job is read that does not follow from what happened; undefined ends that. */
  copyReads(place: AccountPlace, jobArn: string, status: string | undefined, message?: string): void {
    models.forceJob(this.#job(place, jobArn), forcedStatus(status, message), this.where(place));
  }

  /** Somebody disables or enables a KMS key, or puts another policy on it; that counts at once. */
  keyChanged(
    place: AccountPlace,
    keyArn: string,
    change: { readonly enabled?: boolean; readonly policy?: KeyPolicy },
  ): void {
    const { account, region } = this.where(place);
    const key = keysOf(account, region, this.emulated).find(({ arn }) => arn === keyArn);
    if (!key) throw new IncidentError(`${account} has no KMS key ${keyArn} in ${region}`);
    const why = change.policy && policyProblem(change.policy);
    if (why !== undefined) throw new IncidentError(`this is no policy: ${why}`);
    changeKey(key, change, this.emulated);
  }

  #customModel(place: AccountPlace, arn: string): CustomModel {
    const model = models.ownModelAt(arn, this.where(place));
    if (!model) throw new IncidentError(`${place.account} has no custom model ${arn} in ${place.region}`);
    return model;
  }

  #job(place: AccountPlace, arn: string): CopyJob {
    const job = models.ownJobAt(arn, this.where(place));
    if (!job) throw new IncidentError(`${place.account} has no copy job ${arn} in ${place.region}`);
    return job;
  }
}
