import { assume } from "../../behaviours/assumptions";

/*
 * What nobody has seen of copies: no answer of CreateModelCopyJob, GetModelCopyJob or ListModelCopyJobs was ever published.
 * Each is acted upon in several places, which are all of one mind about it here.
 */

export const copyShown = assume("bedrock.copyShown", "a job and its model can be read at once", {
  late: "for a minute neither is found",
});

export const copyJobsKept = assume("bedrock.copyJobsKept", "jobs can be read for ever", {
  untilOver: "a job is no longer found once it is Completed or Failed",
});

export const copiedModel = assume(
  "bedrock.copiedModel",
  "the target is Creating while the job is InProgress and for a moment after it, then Active",
  { afterwards: "it is not found before its job is Completed" },
);

export const failedCopy = assume(
  "bedrock.failedCopy",
  "a copy that fails leaves no model, and its name is free again",
  { kept: "it leaves a model that is Failed, and keeps the name until that is deleted" },
);

export const lostSource = assume(
  "bedrock.lostSource",
  "a copy under way goes on when its source is deleted or shared no longer",
  { fails: "it fails when somebody next looks" },
);

export const copyBaseModel = assume(
  "bedrock.copyBaseModel",
  "the base model in a copy's ARN is the source's, and its own ARN is of the copy's Region",
  {
    plain: "it has no context window in a copy",
    sourceRegion: "its own ARN is of the source's Region",
  },
);

export const jobTags = assume(
  "bedrock.jobTags",
  "targetModelTags are those of the call, whatever became of the model's tags",
  { absent: "jobs never show them" },
);

export const deletedModel = assume(
  "bedrock.deletedModel",
  "a deleted model cannot be read, and its name is free",
  {
    readable: "it can be read by its ARN for another minute",
    nameKept: "its name is free after another minute",
  },
);

export const noTags = assume(
  "bedrock.noTags",
  "of what has no tags, models list none and jobs leave them out",
  {
    absent: "models leave the list out as well",
  },
);

/** How long what is late is late. */
export const LATE_SECONDS = 60;
