import type { ComprehendClient } from "@aws-sdk/client-comprehend";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { comprehendSdk } from "../../aws/clients/sdk";
import { type Tags, tagChanges, tagList, tagsIn } from "../../aws/tags";
import { retryWhile, type Seen, type WaitOptions } from "../../core/wait";

/** AWS refuses a change of tags while another one is under way. */
const BUSY_FOR_SECONDS = 60;

/** All tags of a model. */
export async function tagsOf(client: ComprehendClient, ResourceArn: string): Promise<Tags> {
  const answer = await client.send(new (comprehendSdk().ListTagsForResourceCommand)({ ResourceArn }));
  // An answer that names the model and no tags is that of a model without tags.
  const { Tags = [] } = complete("ListTagsForResource", answer, "ResourceArn");
  return tagsIn(Tags);
}

/** One call for what has to be set, and one for what has to go. */
export async function changeTags(
  client: ComprehendClient,
  ResourceArn: string,
  from: Tags,
  to: Tags,
  options: WaitOptions<Seen>,
): Promise<void> {
  const { set, remove } = tagChanges(from, to);
  const { TagResourceCommand, UntagResourceCommand } = comprehendSdk();
  const alone = (call: () => Promise<unknown>): Promise<unknown> =>
    retryWhile(
      `the tags of ${ResourceArn} to be changeable`,
      call,
      (thrown) => isAws(thrown, "ConcurrentModificationException"),
      BUSY_FOR_SECONDS,
      options,
    );
  if (Object.keys(set).length > 0) {
    await alone(() => client.send(new TagResourceCommand({ ResourceArn, Tags: tagList(set) })));
  }
  if (remove.length > 0) {
    await alone(() => client.send(new UntagResourceCommand({ ResourceArn, TagKeys: remove })));
  }
}
