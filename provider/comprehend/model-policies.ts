import type { ComprehendClient } from "@aws-sdk/client-comprehend";

import { isAws } from "../aws/doing";
import { comprehendSdk } from "../aws/sdk";
import { ModelAccessError } from "../core/errors";
import type { Props } from "../core/props";
import { modelArnOf, type ModelVersionArn } from "./model-arn";
import { type Statements, statementsOf } from "./policy-statements";

/** A policy as AWS shows it. */
export interface LivePolicy {
  readonly statements: Statements;
  readonly revisionId: string;
  readonly creationTime?: Date | undefined;
  readonly lastModifiedTime?: Date | undefined;
}

/** The policy of a model's version; undefined when AWS says that there is none, or that there is no such version. */
export async function policyOf(
  client: ComprehendClient,
  model: ModelVersionArn,
): Promise<LivePolicy | undefined> {
  const command = new (comprehendSdk().DescribeResourcePolicyCommand)({
    ResourceArn: modelArnOf(model),
  });
  try {
    const { ResourcePolicy = "", PolicyRevisionId = "", ...times } = await client.send(command);
    return {
      statements: statementsOf(parsed(ResourcePolicy), model.partition),
      revisionId: PolicyRevisionId,
      creationTime: times.CreationTime,
      lastModifiedTime: times.LastModifiedTime,
    };
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    throw thrown;
  }
}

function parsed(policy: string): Props {
  try {
    return JSON.parse(policy) as Props;
  } catch {
    // The parser's message would repeat a stranger's text.
    throw new ModelAccessError("AWS shows a policy that cannot be read");
  }
}
