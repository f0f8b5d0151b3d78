import type { Call } from "../../operation";
import type { Store } from "../../store";
import { customModelRefusals as refusals } from "./custom-model-refusals";
import { partsOf } from "./model-arns";
import { tagsOnTheWire, type Tags } from "./tags";

/** A copy as it was asked for; what became of it follows from the clock. Times are emulated milliseconds. */
export interface CopyJob {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly requestedAt: number;
  readonly sourceModelArn: string;
  readonly sourceModelName: string;
  readonly targetModelArn: string;
  readonly targetModelName: string;
  readonly targetModelTags: Tags;
  readonly kmsKeyArn?: string;
  /** The copy cannot be made: the job turns to Failed at that time, with this message. */
  readonly failure?: { readonly at: number; readonly message: string };
  /** Whatever somebody who plays AWS wants to be read instead. */
  readonly forced?: { readonly status: string; readonly message?: string };
}

type Emulated = Pick<Call, "world" | "store" | "clock">;
type Where = Emulated & Pick<Call, "account" | "region">;

export const JOB_STATUSES = ["InProgress", "Completed", "Failed"] as const;

const jobTable = (store: Store) => store.table<CopyJob>("bedrock/copy-jobs");

export function putJob(job: CopyJob, { store }: Pick<Emulated, "store">): void {
  jobTable(store).set(job.arn, job);
}

export function jobAt(arn: string, { store }: Pick<Emulated, "store">): CopyJob | undefined {
  return jobTable(store).get(arn);
}

/** The jobs that an account can still read in a Region, and can read already. */
export function jobsOf({ account, region, world, store, clock }: Where): CopyJob[] {
  const { foundAfterSeconds, jobsAreKeptSeconds = Infinity } = world.timing.copies;
  return [...jobTable(store).values()].filter(
    (job) =>
      job.account === account &&
      job.region === region &&
      clock.hasPassed(job.requestedAt, foundAfterSeconds) &&
      !clock.hasPassed(job.requestedAt, jobsAreKeptSeconds),
  );
}

export function findJob(arn: string, call: Call): CopyJob {
  const job = jobsOf(call).find((candidate) => candidate.arn === arn);
  if (!job) throw refusals.noSuchJob(arn);
  return job;
}

/** The status after everything that time has brought about. */
export function jobStatus(job: CopyJob, { world, clock }: Emulated): string {
  if (job.forced) return job.forced.status;
  if (job.failure) return clock.hasPassed(job.failure.at, 0) ? "Failed" : "InProgress";
  const { completedAfterSeconds } = world.timing.copies;
  return clock.hasPassed(job.requestedAt, completedAfterSeconds) ? "Completed" : "InProgress";
}

/** How the model stands that a job makes; undefined where the copy has failed, which leaves none. */
export function statusOfCopy(job: CopyJob, emulated: Emulated): "Creating" | "Active" | undefined {
  const status = jobStatus(job, emulated);
  if (status === "Failed") return undefined;
  const { completedAfterSeconds, activeAfterSeconds } = emulated.world.timing.copies;
  const isSettled = emulated.clock.hasPassed(job.requestedAt, completedAfterSeconds + activeAfterSeconds);
  return status === "Completed" && isSettled ? "Active" : "Creating";
}

/** The message with which all copies of an account and Region fail that begin from now on. */
export const doomTable = (store: Store) => store.table<string>("bedrock/copies-that-fail");

export function messageOfCopiesToCome({ account, region, store }: Where): string | undefined {
  return doomTable(store).get(`${account}/${region}`);
}

/** A job as both GetModelCopyJob and ListModelCopyJobs show it. */
export function describeJob(job: CopyJob, emulated: Emulated): object {
  const status = jobStatus(job, emulated);
  const failureMessage = job.forced ? job.forced.message : job.failure?.message;
  const tags = tagsOnTheWire(job.targetModelTags);
  return {
    jobArn: job.arn,
    status,
    creationTime: new Date(job.requestedAt),
    targetModelArn: job.targetModelArn,
    targetModelName: job.targetModelName,
    sourceAccountId: partsOf(job.sourceModelArn).account,
    sourceModelArn: job.sourceModelArn,
    sourceModelName: job.sourceModelName,
    ...(job.kmsKeyArn !== undefined && { targetModelKmsKeyArn: job.kmsKeyArn }),
    ...(tags.length > 0 && { targetModelTags: tags }),
    ...(status === "Failed" && failureMessage !== undefined && { failureMessage }),
  };
}
