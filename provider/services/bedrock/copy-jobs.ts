import type { BedrockClient, ModelCopyJobSummary } from "@aws-sdk/client-bedrock";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { bedrockSdk } from "../../aws/clients/sdk";
import { MARKER_KEY } from "../../aws/ownership/marks";
import { noneIfGone } from "../../aws/tags";
import { parseCustomModelArn } from "./custom-model-arn";
import { tagsOf } from "./custom-models";

/** One copying of a model. AWS keeps a record of it, which can neither be stopped nor deleted. */
export interface CopyJob {
  readonly jobArn: string;
  /** `InProgress`, `Completed` or `Failed`. */
  readonly status: string;
  readonly failureMessage?: string;
  /** Known from the beginning. */
  readonly modelArn: string;
  readonly sourceModelArn: string;
  /** The resource that asked for it, as a digest; undefined where it was none of ours. */
  readonly marker?: string;
  readonly startedAt: number;
}

/** The job; undefined when AWS keeps no record of it any more. */
export async function copyJob(client: BedrockClient, jobArn: string): Promise<CopyJob | undefined> {
  try {
    const answer = await client.send(new (bedrockSdk().GetModelCopyJobCommand)({ jobArn }));
    return asCopyJob("GetModelCopyJob", answer);
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    throw thrown;
  }
}

/** Which copyings: those of this name, or of this source, in the Region. */
interface CopyJobFilter {
  readonly region: string;
  readonly modelName?: string;
  readonly sourceModelArn?: string;
}

/** The jobs whose copy is in the Region; the newest first. */
export async function copyJobsFor(
  client: BedrockClient,
  { region, modelName, sourceModelArn }: CopyJobFilter,
): Promise<CopyJob[]> {
  const found: CopyJob[] = [];
  const filter = { targetModelNameContains: modelName, sourceModelArnEquals: sourceModelArn };
  const pages = bedrockSdk().paginateListModelCopyJobs({ client, pageSize: 1000 }, filter);
  for await (const { modelCopyJobSummaries = [] } of pages) {
    // AWS looks for a part of the name only, and need not keep to the Region.
    const exact = modelCopyJobSummaries.filter(
      ({ targetModelName, targetModelArn }) =>
        (modelName === undefined || targetModelName === modelName) &&
        parseCustomModelArn(targetModelArn)?.region === region,
    );
    found.push(...(await Promise.all(exact.map((job) => wholeJob(client, job)))));
  }
  return found.sort((one, other) => other.startedAt - one.startedAt);
}

/** What a listing leaves out, the job or its model may tell: whose it is decides whether the copy may be deleted. */
async function wholeJob(client: BedrockClient, listed: ModelCopyJobSummary): Promise<CopyJob> {
  const { jobArn, targetModelTags } = listed;
  if (targetModelTags || jobArn === undefined) return asCopyJob("ListModelCopyJobs", listed);
  const job = (await copyJob(client, jobArn)) ?? asCopyJob("ListModelCopyJobs", listed);
  if (job.marker !== undefined || job.status === "Failed") return job;
  const marker = (await tagsOf(client, job.modelArn).catch(noneIfGone))[MARKER_KEY];
  return { ...job, ...(marker !== undefined && { marker }) };
}

function asCopyJob(operation: string, answer: Partial<ModelCopyJobSummary>): CopyJob {
  const job = complete(operation, answer, "jobArn", "status", "targetModelArn", "sourceModelArn");
  const marker = job.targetModelTags?.find(({ key }) => key === MARKER_KEY)?.value;
  return {
    jobArn: job.jobArn,
    status: job.status,
    ...(job.failureMessage !== undefined && { failureMessage: job.failureMessage }),
    modelArn: job.targetModelArn,
    sourceModelArn: job.sourceModelArn,
    ...(marker !== undefined && { marker }),
    startedAt: job.creationTime?.getTime() ?? 0,
  };
}
