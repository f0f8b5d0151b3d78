import { type Context, holds } from "./conditions";
import type { Named, Policy, Statement } from "./document";
import { isArnLike, isLike } from "./patterns";
import { isAbout, type Requester } from "./principals";
import { withValues } from "./variables";

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
  const applying = policy.statements.filter((statement) => applies(statement, policy, request));
  if (applying.some(({ effect }) => effect === "Deny")) return "denied";
  return applying.length > 0 ? "allowed" : "not mentioned";
}

function applies(statement: Statement, { version }: Policy, request: PolicyRequest): boolean {
  const { principals, actions, resources, conditions } = statement;
  const { principal, action, resource, context = {} } = request;
  // The older language has no variables: there they are text like any other.
  const fill = (pattern: string): string | undefined =>
    version === "2012-10-17" ? withValues(pattern, context) : pattern;
  return (
    (!principals || isAbout(principals, principal)) &&
    isNamed(actions, (pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) &&
    (!resources ||
      isNamed(resources, (pattern) => {
        const filled = fill(pattern);
        return filled !== undefined && isArnLike(resource, filled);
      })) &&
    conditions.every((condition) =>
      holds(
        condition,
        context,
        condition.values.map(fill).filter((value) => value !== undefined),
      ),
    )
  );
}

function isNamed({ isExcept, named }: Named<readonly string[]>, fits: (one: string) => boolean): boolean {
  return named.some(fits) !== isExcept;
}
