import type { Call } from "../../operation/operation";
import { lostSource } from "./copy-assumptions";
import { jobsOf, jobStatus, putJob } from "./copy-jobs";
import { isSeen } from "./visible-models";

/** Where copies do not outlive their source, those under way end as soon as somebody looks. */
export function failWhatLostItsSource(call: Call): void {
  if (!lostSource.is("fails", call)) return;
  for (const job of jobsOf(call)) {
    if (jobStatus(job, call) !== "InProgress" || isSeen(job.sourceModelArn, call)) continue;
    putJob({ ...job, failure: { at: call.clock.now(), message: "The source model is gone." } }, call);
  }
}
