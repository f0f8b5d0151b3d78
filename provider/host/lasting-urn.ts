import { lifecycleTypes } from "./lifecycles";

const KINDS = lifecycleTypes.join("|");
const TYPE_OF_PLUGIN = new RegExp(`(?<=^|\\$)model-access:index:(${KINDS})(?=$|\\$)`, "g");

/**
 * What a resource is called for good: the URN that it has in the dynamic host. Marks, client tokens and derived names in AWS are
 * made of it, so that a stack that moves to the other transport finds its objects again, whatever it was doing. Components
 * are called the same on both.
 */
export function lastingUrn(urn: string): string {
  const [stack, project, types = "", ...name] = urn.split("::");
  const lasting = types.replace(TYPE_OF_PLUGIN, "pulumi-nodejs:dynamic/model-access:$1");
  return urn === "" ? urn : [stack, project, lasting, ...name].join("::");
}
