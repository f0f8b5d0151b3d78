import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Context } from "../../policies/context-keys";
import type { Entities } from "./entities";
import { typeOf } from "./resources";

export const severalAtOnce = assume(
  "ram.severalAtOnce",
  "each of the principals and of the resources in a call has to be allowed on its own",
  { together: "conditions are told them as lists" },
);

export const ENTITY_KEYS = ["ram:Principal", "ram:RequestedResourceType", "ram:ResourceArn"];

/** What conditions are told of those whom a call brings together, or parts. What is not there, is not told. */
export function ofEntities({ principals = [], resourceArns = [] }: Entities, call: Call): Context[] {
  if (severalAtOnce.is("together", call)) {
    const types = [...new Set(resourceArns.map(typeOf))];
    return [keysOf(principals, types, resourceArns)];
  }
  const each = (list: readonly string[]) => (list.length === 0 ? [undefined] : list);
  return each(principals).flatMap((principal) =>
    each(resourceArns).map((arn) => keysOf(principal, arn === undefined ? undefined : typeOf(arn), arn)),
  );
}

function keysOf(principal: Value, type: Value, arn: Value): Context {
  return { "ram:Principal": principal, "ram:RequestedResourceType": type, "ram:ResourceArn": arn };
}

type Value = string | readonly string[] | undefined;
