import { randomUUID } from "node:crypto";

import type { Aws } from "../../aws/aws";
import { ramSdk } from "../../aws/clients/sdk";
import { isRefusal } from "../../aws/clients/send-once";
import { isAws } from "../../aws/errors/explained";
import { withMark } from "../../aws/ownership/marks";
import { regionAndRoleOf } from "../../aws/region-and-role";
import { comparedTags, tagChanges } from "../../aws/tags";
import { type Context, waitOptions } from "../../core/context";
import { retryWhile } from "../../core/wait";
import { isInvited, whenThereIsRoom } from "../../services/ram/pending-invitations";
import { type LiveShare, tagShare } from "../../services/ram/shares";
import { associate, chunksOf, disassociate } from "./entities";
import { precheck } from "./precheck";
import { named } from "./state";
import { type Changing, entityChanges, isAny, remember } from "./wanted";

/** One call for each thing that differs. @returns whether permissions were among them */
export async function change(
  live: () => LiveShare,
  changing: Changing,
  toBeAtRest: () => Promise<unknown>,
  withinSeconds: number,
  context: Context<Aws>,
): Promise<boolean> {
  const { inputs, before } = changing;
  const { arn: resourceShareArn } = live();
  const { name, allowExternalPrincipals, permissionArns } = inputs;
  const client = context.cloud.ram(regionAndRoleOf(inputs));
  const sdk = ramSdk();
  const settled = <T>(call: () => Promise<T>): Promise<T> =>
    retryWhile(
      `${named(inputs)} to be changeable`,
      call,
      (thrown) => isAws(thrown, "InvalidStateTransitionException"),
      withinSeconds,
      waitOptions(context),
    );

  const update = async (): Promise<void> => {
    if (live().name === name && live().allowExternalPrincipals === allowExternalPrincipals) return;
    const request = { resourceShareArn, name, allowExternalPrincipals, clientToken: randomUUID() };
    await settled(() => client.send(new sdk.UpdateResourceShareCommand(request)));
  };
  // A share that is opened is so before outsiders come, and one that is closed after they have gone.
  const closes = live().allowExternalPrincipals && !allowExternalPrincipals;
  if (!closes) await update();
  const missing = permissionArns?.filter((one) => !live().permissionArns.includes(one)) ?? [];
  for (const permissionArn of missing) {
    const request = { resourceShareArn, permissionArn, replace: true, clientToken: randomUUID() };
    await settled(() => client.send(new sdk.AssociateResourceSharePermissionCommand(request)));
  }
  // First what is new: whoever moves from one to another is never without.
  const added = entityChanges(live(), changing).added;
  if (before && isAny(added)) await precheck(added, inputs, context);
  const invites = allowExternalPrincipals && added.principals.some(isInvited);
  for (const chunk of chunksOf(added)) {
    const call = () => settled(() => associate(client, resourceShareArn, chunk));
    await whenThereIsRoom(named(inputs), call, invites, withinSeconds, context);
  }
  remember(changing.added, added);
  // What is added must be there before anything goes. Otherwise AWS says if what the state knows is not so.
  let isSure = changing.isBelieved && !isAny(added);
  while (isAny(entityChanges(live(), changing).removed)) {
    if (!isSure) await toBeAtRest();
    const [chunk = {}] = chunksOf(entityChanges(live(), changing).removed);
    try {
      if (isAny(chunk)) await settled(() => disassociate(client, resourceShareArn, chunk));
      remember(changing.removed, chunk);
    } catch (thrown) {
      if (!isSure || !isRefusal(thrown)) throw thrown;
    }
    isSure = false;
  }
  if (closes) await update();
  const marked = withMark(inputs.tagsAll, changing.mark);
  const { set, remove } = tagChanges(comparedTags(live().tags, context.cloud.config), marked);
  if (Object.keys(set).length > 0) {
    await tagShare(client, resourceShareArn, set);
  }
  if (remove.length > 0) {
    await client.send(new sdk.UntagResourceCommand({ resourceShareArn, tagKeys: remove }));
  }
  return missing.length > 0;
}
