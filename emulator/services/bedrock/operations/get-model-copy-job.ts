import { operation } from "../../../operation/operation";
import { inPath } from "../../../validation/shapes";
import { copiedModel, copyJobsKept, copyShown, failedCopy, jobTags } from "../copy-assumptions";
import { describeJob, findJob } from "../copy-jobs";
import { failWhatLostItsSource } from "../lost-sources";
import { copyJobArn } from "../model-arns";

export const getModelCopyJob = operation({
  name: "GetModelCopyJob",
  access: "read",
  http: { method: "GET", path: "/model-copy-jobs/{jobArn}", status: 200 },
  input: { jobArn: inPath(copyJobArn) },
  subject: "jobArn",
  behaviours: [
    { source: "botocore", what: "a job can neither be stopped nor deleted: there is no such operation" },
    { source: "botocore", what: "the target's ARN is there from the beginning" },
    { source: "botocore", what: "the target's key is an ARN, also where an alias or a key's id was given" },
    { source: "docs", what: "a copy takes a while: InProgress, then Completed or Failed" },
    copyShown,
    copyJobsKept,
    copiedModel,
    failedCopy,
    jobTags,
  ],
  permissions: [{ on: { "model-copy-job": ({ jobArn }) => jobArn } }],
  run({ jobArn }, call) {
    failWhatLostItsSource(call);
    return describeJob(findJob(jobArn, call), call);
  },
});
