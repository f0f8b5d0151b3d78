import { policyProblem } from "./policies/parse";
import {
  agreementKey,
  availabilityTable,
  type AvailabilityOverride,
  readAgreement,
  type Where,
  writeAgreement,
} from "./services/bedrock/agreements";
import * as models from "./services/bedrock/custom-models-by-hand";
import type { CopyJob } from "./services/bedrock/copy-jobs";
import type { CustomModel } from "./services/bedrock/custom-models";
import { formKey, formTable } from "./services/bedrock/forms";
import * as trained from "./services/comprehend/by-hand";
import { failImports } from "./services/comprehend/imports";
import type { Model } from "./services/comprehend/models";
import { changeKey, type KeyPolicy, keysOf } from "./services/kms/keys";
import {
  acceptByHand,
  addToShare,
  changeShare,
  deleteShare,
  forceAssociation,
  forceShare,
  makeOfPolicy,
  shareAt,
  takeOutOfShare,
} from "./services/ram/by-hand";
import type { Forced, Share } from "./services/ram/shares";

/** One account in one Region. */
export interface AccountPlace {
  readonly account: string;
  readonly region: string;
}

/** One model of one account in one Region. */
export interface ModelPlace extends AccountPlace {
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
    const record = readAgreement(place.modelId, this.#ofModel(place));
    if (!record.current)
      throw new IncidentError(`there is no agreement for ${place.modelId} that could fail`);
    const failure = { at: this.emulated.clock.now(), message };
    writeAgreement(place.modelId, this.#ofModel(place), {
      ...record,
      current: { ...record.current, failure },
    });
  }

  /** The agreement is gone at once, as if somebody had cancelled it a while ago. */
  agreementRevoked(place: ModelPlace): void {
    writeAgreement(place.modelId, this.#ofModel(place), {});
  }

  /** Somebody accepts an offer by hand; the agreement is AVAILABLE at once. */
  agreementAccepted(place: ModelPlace, offerId = "by-hand"): void {
    const settled =
      this.emulated.clock.now() - this.emulated.world.timing.agreement.availableAfterSeconds * 1000;
    writeAgreement(place.modelId, this.#ofModel(place), { current: { offerId, requestedAt: settled } });
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
    availabilityTable(this.emulated.store).set(agreementKey(place.modelId, this.#ofModel(place)), override);
  }

  /** Somebody files a first-use form by hand; it is read and counts at once. */
  formFiled(place: AccountPlace, form: object): void {
    formTable(this.emulated.store).set(formKey(this.#where(place)), { text: JSON.stringify(form), at: 0 });
  }

  /** The account's own first-use form is gone, which only AWS can bring about. */
  formRemoved(place: AccountPlace): void {
    formTable(this.emulated.store).delete(formKey(this.#where(place)));
  }

  /** Somebody deletes a custom model, and what it was used by. */
  customModelDeleted(place: AccountPlace, modelArn: string): void {
    models.deleteModel(this.#customModel(place, modelArn), this.#where(place));
  }

  /** Somebody changes all tags of a custom model. */
  customModelTagged(place: AccountPlace, modelArn: string, tags: Readonly<Record<string, string>>): void {
    models.retagModel(this.#customModel(place, modelArn), tags, this.#where(place));
  }

  /** Somebody buys Provisioned Throughput for a custom model, or deploys it: it cannot be deleted any more. */
  customModelUsed(place: AccountPlace, modelArn: string, user: string): void {
    models.useModel(this.#customModel(place, modelArn), user, this.#where(place));
  }

  /** What used a custom model is gone. */
  customModelReleased(place: AccountPlace, modelArn: string, user: string): void {
    const found = models.releaseModel(this.#customModel(place, modelArn), user, this.#where(place));
    if (!found) throw new IncidentError(`${modelArn} is not used by ${user}`);
  }

  /** A copy that is under way fails now. */
  copyFails(place: AccountPlace, jobArn: string, message: string): void {
    models.failJob(this.#job(place, jobArn), message, this.#where(place));
  }

  /** Every copy into the place that begins from now on will fail so; undefined ends that. */
  copiesFail(place: AccountPlace, message: string | undefined): void {
    models.failCopiesToCome(message, this.#where(place));
  }

  /** A status of a copy job is read that does not follow from what happened; undefined ends that. */
  copyReads(place: AccountPlace, jobArn: string, status: string | undefined, message?: string): void {
    models.forceJob(this.#job(place, jobArn), forcedStatus(status, message), this.#where(place));
  }

  /** Somebody disables or enables a KMS key, or puts another policy on it; that counts at once. */
  keyChanged(
    place: AccountPlace,
    keyArn: string,
    change: { readonly enabled?: boolean; readonly policy?: KeyPolicy },
  ): void {
    const { account, region } = this.#where(place);
    const key = keysOf(account, region, this.emulated).find(({ arn }) => arn === keyArn);
    if (!key) throw new IncidentError(`${account} has no KMS key ${keyArn} in ${region}`);
    const why = change.policy && policyProblem(change.policy);
    if (why !== undefined) throw new IncidentError(`this is no policy: ${why}`);
    changeKey(key, change, this.emulated);
  }

  /** Somebody puts a resource policy past RAM, which makes a share of it that cannot be changed. */
  sharedByPolicy(place: AccountPlace, resourceArn: string, principal: string): void {
    makeOfPolicy(resourceArn, principal, this.#where(place));
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
    const found = acceptByHand(this.#share(place, shareArn), place.account, this.emulated);
    if (!found) throw new IncidentError(`${place.account} has no pending invitation to ${shareArn}`);
  }

  /** Somebody trains or imports a model of Comprehend by hand; it has ended already. */
  comprehendModelMade(
    place: AccountPlace,
    modelArn: string,
    given: Partial<Pick<Model, "sourceModelArn" | "tags" | "languageCode">> & {
      readonly status?: string;
    } = {},
  ): void {
    const where = this.#where(place);
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
    trained.changePolicy(this.#comprehendModel(place, modelArn), policy, this.emulated);
  }

  /** A training or import that is under way ends IN_ERROR now. */
  importFails(place: AccountPlace, modelArn: string, message: string): void {
    trained.failModel(this.#comprehendModel(place, modelArn), message, this.emulated);
  }

  /** Every import into the place that begins from now on will fail so; undefined ends that. */
  importsFail(place: AccountPlace, message: string | undefined): void {
    failImports(message, this.#where(place));
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
    const model = trained.modelOf(arn, this.#where(place));
    if (!model) throw new IncidentError(`${place.account} has no model ${arn} in ${place.region}`);
    return model;
  }

  #customModel(place: AccountPlace, arn: string): CustomModel {
    const model = models.ownModelAt(arn, this.#where(place));
    if (!model) throw new IncidentError(`${place.account} has no custom model ${arn} in ${place.region}`);
    return model;
  }

  #job(place: AccountPlace, arn: string): CopyJob {
    const job = models.ownJobAt(arn, this.#where(place));
    if (!job) throw new IncidentError(`${place.account} has no copy job ${arn} in ${place.region}`);
    return job;
  }

  #share(place: AccountPlace, shareArn: string): Share {
    const share = shareAt(shareArn, this.#where(place).region, this.emulated);
    if (!share) throw new IncidentError(`there is no share ${shareArn} in ${place.region}`);
    return share;
  }

  #ofModel({ modelId, ...place }: ModelPlace): Where {
    if (!this.emulated.world.models[modelId]) throw new IncidentError(`this world has no ${modelId}`);
    return this.#where(place);
  }

  #where({ account, region }: AccountPlace): Where {
    const { accounts, regions } = this.emulated.world;
    if (!accounts[account] || !regions[region]) {
      throw new IncidentError(`this world has no ${account} in ${region}`);
    }
    return { ...this.emulated, account, region };
  }
}

function forcedStatus(status: string | undefined, message: string | undefined): Forced | undefined {
  if (status === undefined) return undefined;
  return { status, ...(message !== undefined && { message }) };
}
