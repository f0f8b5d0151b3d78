import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, inQuery, text } from "../../../validation/shapes";
import { describeJob, JOB_STATUSES, jobsOf, jobStatus } from "../copy-jobs";
import { listing, onePage } from "../listing";
import { failWhatLostItsSource } from "../lost-sources";
import { customModelName, modelArn, partsOf } from "../model-arns";

const jobsListed = assume("bedrock.jobsListed", "the jobs of the Region are listed, into which they copy", {
  ofEveryRegion: "the account's jobs of every Region are listed",
});

export const listModelCopyJobs = operation({
  name: "ListModelCopyJobs",
  access: "read",
  http: { method: "GET", path: "/model-copy-jobs", status: 200 },
  input: {
    ...listing,
    statusEquals: inQuery(choice(JOB_STATUSES)),
    sourceAccountEquals: inQuery(text({ pattern: /[0-9]{12}/ })),
    sourceModelArnEquals: inQuery(modelArn),
    targetModelNameContains: inQuery(customModelName, "outputModelNameContains"),
  },
  behaviours: [
    { source: "botocore", what: "targetModelNameContains is called outputModelNameContains in the query" },
    { source: "botocore", what: "it finds every name that has it as a part" },
    jobsListed,
    { source: "design", what: "in pages of 100 unless told otherwise" },
  ],
  run(input, call) {
    const { statusEquals, sourceAccountEquals, sourceModelArnEquals, targetModelNameContains = "" } = input;
    const is = (value: string, wanted: string | undefined): boolean =>
      wanted === undefined || value === wanted;
    failWhatLostItsSource(call);
    const found = jobsOf(call).filter(
      (job) =>
        (job.region === call.region || jobsListed.is("ofEveryRegion", call)) &&
        is(jobStatus(job, call), statusEquals) &&
        is(partsOf(job.sourceModelArn).account, sourceAccountEquals) &&
        is(job.sourceModelArn, sourceModelArnEquals) &&
        job.targetModelName.includes(targetModelNameContains),
    );
    const { items, ...rest } = onePage(
      "ListModelCopyJobs",
      input,
      found,
      ({ requestedAt }) => requestedAt,
      call,
    );
    return { modelCopyJobSummaries: items.map((job) => describeJob(job, call)), ...rest };
  },
});
