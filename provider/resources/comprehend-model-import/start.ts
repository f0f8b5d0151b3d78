import { complete } from "../../aws/clients/answers";
import type { Aws } from "../../aws/aws";
import { catalogue } from "../../aws/errors/catalogue";
import { explained, isAws } from "../../aws/errors/explained";
import { seenSoon } from "../../aws/clients/seen-soon";
import { bearsUrn, firstMark, MARKER_KEY, withMark } from "../../aws/ownership/marks";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { isRefusal } from "../../aws/clients/send-once";
import { comprehendSdk } from "../../aws/clients/sdk";
import { tagList } from "../../aws/tags";
import { type Context, waitOptions } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import { retryWhile, WaitError } from "../../core/wait";
import { DENIED_FOR_SECONDS, NOT_FOUND, patience } from "./import-denials";
import { type Inputs } from "./declaration";
import { named, sourceOf, targetOf } from "./state";
import { tagsOf } from "./model-tags";
import { describedModel } from "../../services/comprehend/models";

/**
 * Asks AWS to import. There is no client token: what keeps an import from being made twice is its name.
 * @returns the ARN; undefined where the name is taken, by whoever is seen to have it
 */
export async function startImporting(
  accountId: string,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<string | undefined> {
  const { sourceModelArn, modelName, versionName, modelKmsKeyId, dataAccessRoleArn, tagsAll } = inputs;
  const client = context.cloud.comprehend(regionAndRoleOf(inputs));
  const target = targetOf(inputs, accountId);
  const isForeign = sourceOf(inputs).accountId !== accountId;
  const command = new (comprehendSdk().ImportModelCommand)({
    SourceModelArn: sourceModelArn,
    ModelName: modelName,
    VersionName: versionName,
    ...(modelKmsKeyId !== undefined && { ModelKmsKeyId: modelKmsKeyId }),
    ...(dataAccessRoleArn !== undefined && { DataAccessRoleArn: dataAccessRoleArn }),
    Tags: tagList(withMark(tagsAll, firstMark(context.urn))),
  });
  let last: unknown;
  const isPatient = patience({ isForeign, hasRole: dataAccessRoleArn !== undefined });
  const isLate = (thrown: unknown): boolean => {
    last = thrown;
    return isPatient(thrown);
  };
  const withinSeconds = Math.min(context.timeouts.create ?? DENIED_FOR_SECONDS, DENIED_FOR_SECONDS);
  const what = `${named(inputs)} to be begun`;
  const options = waitOptions(context);
  try {
    const answer = await retryWhile(what, () => client.send(command), isLate, withinSeconds, options);
    return complete("ImportModel", answer, "ModelArn").ModelArn;
  } catch (thrown) {
    if (isAws(thrown, "ResourceInUseException")) return undefined;
    if (!(thrown instanceof WaitError)) {
      if (isRefusal(thrown)) throw thrown;
      // Whether AWS has heard it is told by what is there now, and was not before.
      const seen = await seenSoon(() => describedModel(client, target), context);
      if (!seen) throw thrown;
      return bearsUrn((await tagsOf(client, seen.Arn))[MARKER_KEY], context.urn) ? seen.Arn : undefined;
    }
    if (thrown.reason === "cancelled") throw thrown;
    throw isForeign && (isAws(last, "AccessDeniedException") || isAws(last, NOT_FOUND))
      ? denied(accountId, inputs, last)
      : explained(last);
  }
}

/** What the owner has to do, and what the program can. */
function denied(accountId: string, inputs: Inputs, thrown: unknown): ModelAccessError {
  const { accountId: owner } = sourceOf(inputs);
  return new ModelAccessError(
    `account ${accountId} ${catalogue.importDenied.says} ${inputs.sourceModelArn}`,
    [explained(thrown).summary, `Account ${owner} owns it.`, ...catalogue.importDenied.next],
  );
}
