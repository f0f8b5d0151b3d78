import { fitsWildcards } from "../../core/wildcards";
import { listOf, type PolicyDocument, type PolicyStatement } from "./policy-document";

/** What AWS knows of a call beside who, what and which: keys of conditions, whose case does not matter. */
export type CallContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the guard's control policies say of a call. What they do not deny, others may. */
export interface Explanation {
  readonly isDenied: boolean;
  /** The statements that deny it. */
  readonly sids: readonly string[];
  readonly why: string;
}

/** A role's session. Its ARN has no path, nor then has the role's that is made of it. */
const SESSION = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/;
const SERVICE_LINKED = /:role\/aws-service-role\/|:assumed-role\/AWSServiceRoleFor/;

export function explainer(scp: readonly PolicyDocument[]) {
  const statements = scp.flatMap(({ Statement }) => Statement);
  return (principal: string, action: string, resource: string, context: CallContext = {}): Explanation => {
    if (SERVICE_LINKED.test(principal))
      return { isDenied: false, sids: [], why: "service control policies do not hold service-linked roles" };
    const keys = new Map([["aws:principalarn", principal.replace(SESSION, "arn:$1:iam::$2:role/$3")]]);
    const lists = new Map<string, readonly string[]>([...keys].map(([key, value]) => [key, [value]]));
    for (const [key, value] of Object.entries(context))
      if (value !== undefined) lists.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
    const sids = statements
      .filter((statement) => isAbout(statement, action, resource) && holds(statement, lists))
      .map(({ Sid }) => Sid);
    if (sids.length === 0) return { isDenied: false, sids, why: "no statement of the guard is about it" };
    return {
      isDenied: true,
      sids,
      why: `denied by ${sids.join(", ")}, unless the account manages the organization`,
    };
  };
}

function isAbout(
  { Action, Resource, NotResource }: PolicyStatement,
  action: string,
  resource: string,
): boolean {
  if (!listOf(Action).some((one) => fitsWildcards(action.toLowerCase(), one.toLowerCase()))) return false;
  const isNamed = listOf(Resource ?? NotResource).some((one) => one === "*" || isArnLike(resource, one));
  return isNamed === (Resource !== undefined);
}

/** Part by part, as IAM compares ARNs; the last may have colons of its own. */
function isArnLike(arn: string, pattern: string): boolean {
  const [parts, wanted] = [partsOf(arn), partsOf(pattern)];
  return parts.length === 6 && wanted.length === 6 && wanted.every((one, i) => fitsWildcards(parts[i]!, one));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

type Compare = (actual: string, wanted: string) => boolean;
/** The operators that the guard's own statements have, and no others. */
const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringLike: fitsWildcards,
  ArnLike: isArnLike,
};

function holds(
  { Condition = {} }: PolicyStatement,
  context: ReadonlyMap<string, readonly string[]>,
): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      isMet(operator, context.get(key.toLowerCase()) ?? [], listOf(wanted)),
    ),
  );
}

function isMet(written: string, actual: readonly string[], wanted: readonly string[]): boolean {
  // An empty value is as good as none here.
  if (written === "Null") return wanted.includes(String(actual.every((value) => value === "")));
  const operator = written.replace("ForAnyValue:", "");
  const isNegated = operator.includes("Not");
  const fits = OPERATORS[operator.replace("Not", "")]!;
  // What is no ARN is neither like one nor unlike.
  const isFit = (value: string): boolean => !operator.startsWith("Arn") || partsOf(value).length === 6;
  const isOne = (value: string): boolean =>
    isFit(value) && wanted.some((one) => fits(value, one)) !== isNegated;
  if (operator !== written) return actual.some((value) => value !== "") && actual.some(isOne);
  // Who is not there is equal to nothing.
  return actual.length === 0 ? isNegated : actual.length === 1 && isOne(actual[0]!);
}
