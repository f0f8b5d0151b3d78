import { complete } from "../aws/answers";
import type { Aws } from "../aws/aws";
import { catalogue } from "../aws/catalogue";
import { explained, isAws } from "../aws/doing";
import { placeOf } from "../aws/place";
import { comprehendSdk } from "../aws/sdk";
import { firstMark, withMark } from "../aws/marks";
import { type Context, waitOptions } from "../core/context";
import { ModelAccessError } from "../core/errors";
import { retryWhile, WaitError } from "../core/wait";
import type { Inputs } from "./model-import.inputs";
import { named, sourceOf } from "./model-import.state";
import { tagList } from "./model-tags";

/** A policy or a role that was made a moment ago may still be unknown to some of AWS's servers. */
const DENIED_FOR_SECONDS = 2 * 60;
/** How AWS may say so of a role; of another account's model also that it finds none. By which of these, nobody has seen. */
const DENIALS = ["AccessDeniedException", "InvalidRequestException"];
const NOT_FOUND = "ResourceNotFoundException";

/**
 * Asks AWS to import. There is no client token: what keeps an import from being made twice is its name.
 * @returns the ARN; undefined where AWS says that the name is taken
 */
export async function startImporting(
  accountId: string,
  inputs: Inputs,
  context: Context<Aws>,
): Promise<string | undefined> {
  const { sourceModelArn, modelName, versionName, modelKmsKeyId, dataAccessRoleArn, tagsAll } = inputs;
  const client = context.cloud.comprehend(placeOf(inputs));
  const isForeign = sourceOf(inputs).accountId !== accountId;
  const command = new (comprehendSdk().ImportModelCommand)({
    SourceModelArn: sourceModelArn,
    ModelName: modelName,
    VersionName: versionName,
    ...(modelKmsKeyId !== undefined && { ModelKmsKeyId: modelKmsKeyId }),
    ...(dataAccessRoleArn !== undefined && { DataAccessRoleArn: dataAccessRoleArn }),
    Tags: tagList(withMark(tagsAll, firstMark(inputs.__urn))),
  });
  let last: unknown;
  const isLate = (thrown: unknown): boolean => {
    last = thrown;
    if (!isForeign && dataAccessRoleArn === undefined) return false;
    return [...DENIALS, ...(isForeign ? [NOT_FOUND] : [])].some((code) => isAws(thrown, code));
  };
  const withinSeconds = Math.min(inputs.__timeouts?.create ?? DENIED_FOR_SECONDS, DENIED_FOR_SECONDS);
  const what = `${named(inputs)} to be begun`;
  const options = waitOptions(inputs.__urn, context);
  try {
    const answer = await retryWhile(what, () => client.send(command), isLate, withinSeconds, options);
    return complete("ImportModel", answer, "ModelArn").ModelArn;
  } catch (thrown) {
    if (isAws(thrown, "ResourceInUseException")) return undefined;
    if (!(thrown instanceof WaitError) || thrown.reason === "cancelled") throw thrown;
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
