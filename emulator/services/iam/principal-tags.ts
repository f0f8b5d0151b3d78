import type { Call } from "../../operation/operation";
import { partitionIn } from "../../world/partitions";
import type { Context } from "../../policies/context-keys";
import { roleOf } from "../../policies/principals";
import { roleInForce } from "./roles";
import { tagKeysOf } from "./tags";

/** What conditions are told of the tags that the caller's role has. */
export function principalTags(call: Pick<Call, "principal" | "store" | "clock" | "world">): Context {
  const { arn, account } = call.principal;
  const name = roleOf(call.principal)?.split("/").at(-1);
  const role = name === undefined ? undefined : roleInForce(partitionIn(arn), account, name, call);
  return tagKeysOf("aws:PrincipalTag", role?.tags);
}
