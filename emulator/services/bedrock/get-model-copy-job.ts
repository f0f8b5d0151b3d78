import { operation } from "../../operation";
import { inPath } from "../../validation/shapes";
import { describeJob, findJob } from "./copy-jobs";
import { copyJobArn } from "./model-arns";

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
    {
      source: "assumed",
      what: "the target is Creating while the job is InProgress and for a moment after it, then Active",
    },
    { source: "assumed", what: "a copy that fails leaves no model, and its name is free again" },
    { source: "assumed", what: "targetModelTags are those of the call, whatever became of the model's tags" },
    { source: "assumed", what: "jobs can be read for ever; a world can say jobsAreKeptSeconds" },
  ],
  run: ({ jobArn }, call) => describeJob(findJob(jobArn, call), call),
});
