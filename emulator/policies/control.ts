import type { ControlType } from "../world/identities";
import type { Policy, Statement } from "./document";
import { parsePolicy, PolicyError, textProblem } from "./parse";

/**
 * Understands the text of a control policy. AWS's own allow everything; of the others, those about resources only deny, to
 * everybody, what they name.
 * @throws PolicyError when it is none of its type
 */
export function parseControlPolicy(type: ControlType, text: string): Policy {
  if (type === "SERVICE_CONTROL_POLICY") return parsePolicy(text, { principal: false, newest: true });
  const policy = parsePolicy(text, { newest: true });
  for (const [i, statement] of policy.statements.entries()) {
    const why = whyNoResourceControl(statement);
    if (why !== undefined) throw new PolicyError(`Statement[${i}]${why}`);
  }
  return policy;
}

/** Why a text is no control policy of its type; undefined when it is one. */
export function controlPolicyProblem(type: ControlType, text: string): string | undefined {
  return textProblem(text, (one) => parseControlPolicy(type, one));
}

function whyNoResourceControl({ effect, principals, actions }: Statement): string | undefined {
  if (effect !== "Deny") return ".Effect must be Deny";
  if (principals?.isExcept || principals?.named !== "*") return ".Principal must be *";
  if (actions.isExcept) return " has NotAction";
  return actions.named.some(({ written }) => /^[*?]/.test(written))
    ? ".Action must name the service"
    : undefined;
}
