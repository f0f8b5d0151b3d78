import type { ComprehendClient } from "@aws-sdk/client-comprehend";

import { complete, lacksAll } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { comprehendSdk } from "../../aws/clients/sdk";
import type { Context } from "../../core/context";
import { ModelAccessError } from "../../core/errors";
import type { Props } from "../../core/props";
import { sleep } from "../../core/wait";
import { type ModelArn, modelArnOf } from "../../services/comprehend/model-arn";
import { markIn } from "./policy-marks";
import { listed, type Statements, statementsOf } from "./policy-statements";

/** A policy as AWS shows it. */
export interface LivePolicy {
  readonly statements: Statements;
  /** The mark that it bears; see `policy-marks.ts`. */
  readonly mark?: string | undefined;
  readonly revisionId: string;
  readonly creationTime?: Date | undefined;
  readonly lastModifiedTime?: Date | undefined;
}

/** The policy of a model; undefined when AWS says that there is none, or that there is no such model. */
export async function policyOf(client: ComprehendClient, model: ModelArn): Promise<LivePolicy | undefined> {
  const { DescribeResourcePolicyCommand } = comprehendSdk();
  try {
    const answer = await client.send(new DescribeResourcePolicyCommand({ ResourceArn: modelArnOf(model) }));
    // A model without a policy is answered by nothing at all, and no error. Half an answer is none.
    if (lacksAll(answer, "ResourcePolicy", "PolicyRevisionId")) return undefined;
    const { ResourcePolicy, PolicyRevisionId, CreationTime, LastModifiedTime } = complete(
      "DescribeResourcePolicy",
      answer,
      "ResourcePolicy",
      "PolicyRevisionId",
    );
    const policy = parsed(ResourcePolicy);
    return {
      statements: statementsOf(policy, model.partition),
      mark: markIn(listed(policy["Statement"])),
      revisionId: PolicyRevisionId,
      creationTime: CreationTime,
      lastModifiedTime: LastModifiedTime,
    };
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    throw thrown;
  }
}

/** The policy of a model that had one: where it is not shown, AWS is asked again before it counts as gone. */
export async function policyStillOf(
  client: ComprehendClient,
  model: ModelArn,
  { pace, signal }: Pick<Context<unknown>, "pace" | "signal">,
): Promise<LivePolicy | undefined> {
  const live = await policyOf(client, model);
  if (live) return live;
  await sleep(pace.firstSeconds, signal);
  return policyOf(client, model);
}

function parsed(policy: string): Props {
  try {
    const document = JSON.parse(policy) as unknown;
    if (typeof document === "object" && document !== null) return document as Props;
  } catch {
    // The parser's message would repeat a stranger's text.
  }
  throw new ModelAccessError("AWS shows a policy that cannot be read");
}
