import { holds } from "./conditions";
import type { Context } from "./context-keys";
import type { Named, Policy, Statement } from "./document";
import { isLike, isResource, type Pattern } from "./patterns";
import { isAbout, type Requester } from "./principals";

/** Somebody wants to do something with something. */
export interface PolicyRequest {
  readonly principal: Requester;
  /** Such as `comprehend:ImportModel`. */
  readonly action: string;
  /** The ARN of what it is done with. */
  readonly resource: string;
  readonly context?: Context;
}

/** What one policy says of a request. What it does not mention, another policy may allow. */
export type Verdict = "allowed" | "denied" | "not mentioned";

/** What a policy says of a request: a denial counts more than any permission. */
export function evaluate(policy: Policy, request: PolicyRequest): Verdict {
  const applying = policy.statements.filter((statement) => applies(statement, request));
  if (applying.some(({ effect }) => effect === "Deny")) return "denied";
  return applying.length > 0 ? "allowed" : "not mentioned";
}

function applies({ principals, actions, resources, conditions }: Statement, request: PolicyRequest): boolean {
  const { principal, action, resource, context = {} } = request;
  return (
    (!principals || isAbout(principals, principal)) &&
    isNamed(actions, (pattern) => isLike(action.toLowerCase(), pattern)) &&
    (!resources || isNamed(resources, (pattern) => isResource(resource, pattern, context))) &&
    conditions.every((condition) => holds(condition, context))
  );
}

function isNamed({ isExcept, named }: Named<readonly Pattern[]>, fits: (one: Pattern) => boolean): boolean {
  return named.some(fits) !== isExcept;
}
