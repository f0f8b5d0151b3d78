import type { Call } from "../../operation/operation";
import { type CopyJob, doomTable, jobAt, putJob } from "./copy-jobs";
import { type CustomModel, customModelAt, putModel } from "./custom-models";
import { partsOf } from "./model-arns";
import type { Tags } from "./tags";

type Where = Pick<Call, "account" | "region" | "world" | "store" | "clock">;

/** A custom model of that account and Region, where there is one. */
export function ownModelAt(arn: string, where: Where): CustomModel | undefined {
  const { account, region } = partsOf(arn);
  return account === where.account && region === where.region ? customModelAt(arn, where) : undefined;
}

export function ownJobAt(arn: string, where: Where): CopyJob | undefined {
  const job = jobAt(arn, where);
  return job?.account === where.account && job.region === where.region ? job : undefined;
}

/** Whatever it was used by is thought to be gone before. */
export function deleteModel(model: CustomModel, where: Where): void {
  putModel({ ...model, deletedAt: where.clock.now() }, where);
}

export function retagModel(model: CustomModel, tags: Tags, where: Where): void {
  putModel({ ...model, tags }, where);
}

export function useModel(model: CustomModel, user: string, where: Where): void {
  putModel({ ...model, usedBy: [...model.usedBy, user] }, where);
}

/** @returns whether it was in use by that */
export function releaseModel(model: CustomModel, user: string, where: Where): boolean {
  putModel({ ...model, usedBy: model.usedBy.filter((other) => other !== user) }, where);
  return model.usedBy.includes(user);
}

/** A job turns to Failed now. */
export function failJob(job: CopyJob, message: string, where: Where): void {
  putJob({ ...job, failure: { at: where.clock.now(), message } }, where);
}

/** All copies that begin from now on fail so; undefined ends that. */
export function failCopiesToCome(message: string | undefined, { account, region, store }: Where): void {
  const key = `${account}/${region}`;
  if (message === undefined) doomTable(store).delete(key);
  else doomTable(store).set(key, message);
}

/** A status of a job is read that does not follow from what happened; undefined ends that. */
export function forceJob({ forced: _, ...job }: CopyJob, forced: CopyJob["forced"], where: Where): void {
  putJob({ ...job, ...(forced && { forced }) }, where);
}
