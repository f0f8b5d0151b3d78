import type { Aws } from "../../aws/aws";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { comprehendSdk } from "../../aws/clients/sdk";
import { type Context, waitOptions } from "../../core/context";
import { waitFor } from "../../core/wait";
import { type LivePolicy, policyStillOf } from "./model-policies";
import { otherPolicy } from "./reconcile";
import { meaningOf, modelOf, named, type State } from "./state";
import { changesOf } from "./policy-statements";

const GONE_WITHIN_SECONDS = 2 * 60;

/**
 * Deletes the policy that our state knows, and waits until AWS shows it no longer; succeeds when it is gone meanwhile.
 * @param found as it was just seen
 * @throws ModelAccessError when somebody has changed it, unless it is to be deleted in any case
 */
export async function remove(found: LivePolicy, state: State, context: Context<Aws>): Promise<void> {
  const client = context.cloud.comprehend(regionAndRoleOf(state));
  const model = modelOf(state);
  let live: LivePolicy | undefined = found;
  while (live) {
    const changes = changesOf(state.statements, meaningOf(live, state));
    if (changes.length > 0 && state.deletionPolicy !== "delete") {
      throw otherPolicy(changes, true, [
        'deletionPolicy: "delete" deletes it in any case. Nothing was changed.',
      ]);
    }
    const request = { ResourceArn: state.resourceArn, PolicyRevisionId: live.revisionId };
    try {
      await client.send(new (comprehendSdk().DeleteResourcePolicyCommand)(request));
      break;
    } catch (thrown) {
      // By what code AWS says that a revision is an old one, or gone, nobody knows; by looking it can be told. So can what
      // became of a delete whose answer is lost.
      const now = await policyStillOf(client, model, context);
      if (now?.revisionId === live.revisionId) throw thrown;
      live = now;
    }
  }
  if (!live) return;
  const look = async () => ({ status: (await policyStillOf(client, model, context)) ? "SHOWN" : "GONE" });
  const withinSeconds = context.timeouts.delete ?? GONE_WITHIN_SECONDS;
  const options = waitOptions(context);
  await waitFor(`${named(state)} to be gone`, look, { goal: ["GONE"], withinSeconds }, options);
}
