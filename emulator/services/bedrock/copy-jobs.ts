import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { copiedModel, copyJobsKept, copyShown, failedCopy, jobTags, LATE_SECONDS } from "./copy-assumptions";
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

/** Everything that was ever begun in an account and Region. */
export function jobsAt({ account, region, store }: Where): CopyJob[] {
  return [...jobTable(store).values()].filter((job) => job.account === account && job.region === region);
}

/** The jobs of an account that it can still read, and can read already. */
export function jobsOf({ account, ...emulated }: Pick<Where, "account"> & Emulated): CopyJob[] {
  return [...jobTable(emulated.store).values()].filter(
    (job) =>
      job.account === account &&
      isFound(job.requestedAt, emulated) &&
      !(copyJobsKept.is("untilOver", emulated) && jobStatus(job, emulated) !== "InProgress"),
  );
}

/** Whether what was begun then is shown by now. */
export function isFound(since: number, emulated: Emulated): boolean {
  const { foundAfterSeconds } = emulated.world.timing.copies;
  return emulated.clock.hasPassed(since, copyShown.is("late", emulated) ? LATE_SECONDS : foundAfterSeconds);
}

export function findJob(arn: string, call: Call): CopyJob {
  const job = jobsOf(call).find((candidate) => candidate.arn === arn && candidate.region === call.region);
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

/** How the model stands that a job makes; undefined where there is none (yet). */
export function statusOfCopy(job: CopyJob, emulated: Emulated): "Creating" | "Active" | "Failed" | undefined {
  const status = jobStatus(job, emulated);
  if (status === "Failed") return failedCopy.is("kept", emulated) ? "Failed" : undefined;
  if (status !== "Completed" && copiedModel.is("afterwards", emulated)) return undefined;
  const { completedAfterSeconds, activeAfterSeconds } = emulated.world.timing.copies;
  const isSettled = emulated.clock.hasPassed(job.requestedAt, completedAfterSeconds + activeAfterSeconds);
  return status === "Completed" && isSettled ? "Active" : "Creating";
}

/** The message with which all copies of an account and Region fail that begin from now on. */
export const doomTable = (store: Store) => store.table<string>("bedrock/copies-that-fail");

export function messageOfCopiesToCome({ account, region, store }: Where): string | undefined {
  return doomTable(store).get(`${account}/${region}`);
}

export function failureOf(job: CopyJob): string | undefined {
  return job.forced ? job.forced.message : job.failure?.message;
}

/** A job as both GetModelCopyJob and ListModelCopyJobs show it. */
export function describeJob(job: CopyJob, emulated: Emulated): object {
  const status = jobStatus(job, emulated);
  const failureMessage = failureOf(job);
  const tags = jobTags.is("absent", emulated) ? [] : tagsOnTheWire(job.targetModelTags);
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
