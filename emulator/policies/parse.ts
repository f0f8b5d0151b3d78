import { COMPARISONS } from "./comparisons";
import {
  type Condition,
  type Named,
  type Policy,
  PRINCIPAL_KINDS,
  type Principals,
  type Statement,
} from "./document";
import { parsePattern, type Pattern } from "./patterns";

const OLDER = "2008-10-17";
const NEWEST = "2012-10-17";

/** A document that is no policy; the message says where and why. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
}

/** What the service that takes the policy wants of it. */
interface Wanted {
  /** Whether every statement must name a resource. @default true */
  readonly resource?: boolean;
  /** Whether every statement must say whom it is about; a policy that is attached to somebody cannot. @default true */
  readonly principal?: boolean;
  /** Whether it must be written in the language of 2012, and say so. @default false */
  readonly newest?: boolean;
}

/** What was understood: every call asks several policies, and reading one takes longer than deciding. */
const understood = new Map<string, Policy>();
const AT_MOST = 1000;

/**
 * Understands the text of a policy that is attached to a resource, unless the caller wants another kind.
 * @throws PolicyError when it is none
 */
export function parsePolicy(text: string, wanted: Wanted = {}): Policy {
  const { resource = true, principal = true, newest = false } = wanted;
  const key = `${resource} ${principal} ${newest} ${text}`;
  const known = understood.get(key);
  if (known) return known;
  const policy = parsed(text, { resource, principal, newest });
  if (understood.size >= AT_MOST) understood.clear();
  understood.set(key, policy);
  return policy;
}

function parsed(text: string, { resource, principal, newest }: Required<Wanted>): Policy {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new PolicyError("the policy is not JSON");
  }
  const { Version = OLDER, Id, Statement } = members(document, "the policy", ["Version", "Id", "Statement"]);
  if (Version !== NEWEST && (newest || Version !== OLDER)) {
    throw new PolicyError(`Version must be ${NEWEST}${newest ? "" : ` or ${OLDER}`}`);
  }
  if (Id !== undefined && typeof Id !== "string") throw new PolicyError("Id must be a text");
  const given = Array.isArray(Statement) ? (Statement as unknown[]) : [Statement];
  if (Statement === undefined || given.length === 0) throw new PolicyError("Statement is missing");
  // The older language has no variables: there they are text like any other.
  const variables = Version === NEWEST;
  const statements = given.map((one, i) =>
    statement(one, `Statement[${i}]`, { resource, principal, variables }),
  );
  const sids = given.map((one) => (one as { Sid?: unknown }).Sid).filter((sid) => sid !== undefined);
  if (new Set(sids).size < sids.length) throw new PolicyError("two statements have the same Sid");
  return { statements };
}

/** A policy that is attached to somebody: it names no principal. */
export function parseIdentityPolicy(text: string): Policy {
  return parsePolicy(text, { principal: false });
}

/** Why a document is no policy of its kind, which is one of a resource unless said otherwise; undefined when it is one. */
export function policyProblem(
  document: object,
  parse: (text: string) => Policy = parsePolicy,
): string | undefined {
  return textProblem(JSON.stringify(document), parse);
}

/** The same of its text. */
export function textProblem(text: string, parse: (text: string) => Policy): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
}

const ELEMENTS = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"] as const;

function statement(
  given: unknown,
  where: string,
  { resource, principal, variables }: Required<Omit<Wanted, "newest">> & { variables: boolean },
): Statement {
  const all = members(given, where, [...ELEMENTS, "Resource", "NotResource", "Condition"]);
  const { Sid, Effect, Condition } = all;
  if (Sid !== undefined && typeof Sid !== "string") throw new PolicyError(`${where}.Sid must be a text`);
  if (Effect !== "Allow" && Effect !== "Deny") {
    throw new PolicyError(`${where}.Effect must be Allow or Deny`);
  }
  const principals = oneOf(all, "Principal", where, principalsOf);
  const actions = oneOf(all, "Action", where, patterns(ACTION, "an action such as kms:Decrypt", actionOf));
  const resources = oneOf(
    all,
    "Resource",
    where,
    patterns(RESOURCE, "an ARN or *", (one) => resourceOf(one, variables)),
  );
  if (!principals && principal) throw new PolicyError(`${where}.Principal is missing`);
  if (principals && !principal) {
    throw new PolicyError(`${where} names a principal: the policy is about whom it is attached to`);
  }
  if (!actions) throw new PolicyError(`${where}.Action is missing`);
  if (!resources && resource) throw new PolicyError(`${where}.Resource is missing`);
  return {
    effect: Effect,
    ...(principals && { principals }),
    actions,
    ...(resources && { resources }),
    conditions: Condition === undefined ? [] : conditions(Condition, `${where}.Condition`, variables),
  };
}

/** An action in a service; a `*` can stand for the service as well. */
const ACTION = /^(\*|[a-zA-Z0-9*?-]+:[a-zA-Z0-9*?]+)$/;
/** An ARN has a partition and a service at least, or a wildcard that stands for them. */
const RESOURCE = /^(\*|arn:([^:\s]*[*?][^:\s]*|[^:\s]+:[^:\s]+)(:.*)?)$/s;

function actionOf(written: string): Pattern {
  return { ...parsePattern(written.toLowerCase(), { wildcards: true }), written };
}

/** Wildcards may stand anywhere, variables only behind the fifth colon. */
function resourceOf(written: string, variables: boolean): Pattern {
  const [, before = written, behind = ""] = /^((?:[^:]*:){5})(.*)$/s.exec(written) ?? [];
  const pieces = [
    ...parsePattern(before, { wildcards: true }).pieces,
    ...parsePattern(behind, { wildcards: true, variables }).pieces,
  ];
  return { written, pieces };
}

const AWS_PRINCIPAL = new RegExp(
  "^(\\*|\\d{12}|A[A-Z]{3}[A-Z0-9]{12,124}|" +
    "arn:aws[\\w-]*:iam::\\d{12}:(root|(user|role|federated-user)/[^*?]+)|" +
    "arn:aws[\\w-]*:sts::\\d{12}:(assumed-role/[^*?/]+/[^*?]+|federated-user/[^*?]+))$",
);

function principalsOf(given: unknown, where: string): Principals {
  if (given === "*") return "*";
  const all = members(given, where, PRINCIPAL_KINDS);
  if (Object.keys(all).length === 0) throw new PolicyError(`${where} names nobody`);
  return Object.fromEntries(
    Object.entries(all).map(([kind, named]) => {
      const [pattern, what] =
        kind === "AWS"
          ? [AWS_PRINCIPAL, "a principal: wildcards other than * alone are none"]
          : [/./, "a principal"];
      return [kind, texts(pattern, what)(named, `${where}.${kind}`)];
    }),
  );
}

function conditions(given: unknown, where: string, variables: boolean): Condition[] {
  return Object.entries(members(given, where)).flatMap(([written, keys]) => {
    const found = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(written);
    const [, quantifier, operator = "", ifExists] = found ?? [];
    const known = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
    if (!known && (operator !== "Null" || ifExists))
      throw new PolicyError(`${where} has the unknown operator ${written}`);
    const reads = { ...known?.reads, variables: variables && known?.reads.variables === true };
    return Object.entries(members(keys, `${where}.${written}`)).map(([key, values]) => ({
      operator,
      ...(quantifier !== undefined && { quantifier: quantifier as "ForAnyValue" | "ForAllValues" }),
      ifExists: ifExists !== undefined,
      key,
      values: scalars(values, `${where}.${written}.${key}`).map((value) => parsePattern(value, reads)),
    }));
  });
}

/** Values of conditions may be written as numbers and truths as well. */
function scalars(given: unknown, where: string): string[] {
  const all = Array.isArray(given) ? (given as unknown[]) : [given];
  return all.map((value) => {
    if (!["string", "number", "boolean"].includes(typeof value)) {
      throw new PolicyError(`${where} must be a text or a list of texts`);
    }
    return String(value);
  });
}

/** What a statement names with an element or its Not form; it cannot have both. */
function oneOf<T>(
  all: Readonly<Record<string, unknown>>,
  element: string,
  where: string,
  read: (given: unknown, where: string) => T,
): Named<T> | undefined {
  const [plain, except] = [all[element], all[`Not${element}`]];
  if (plain !== undefined && except !== undefined) {
    throw new PolicyError(`${where} has both ${element} and Not${element}`);
  }
  if (plain !== undefined) return { isExcept: false, named: read(plain, `${where}.${element}`) };
  if (except !== undefined) return { isExcept: true, named: read(except, `${where}.Not${element}`) };
  return undefined;
}

function patterns(form: RegExp, what: string, read: (written: string) => Pattern) {
  return (given: unknown, where: string): readonly Pattern[] => texts(form, what)(given, where).map(read);
}

function texts(pattern: RegExp, what: string) {
  return (given: unknown, where: string): readonly string[] => {
    const all = Array.isArray(given) ? (given as unknown[]) : [given];
    if (all.length === 0) throw new PolicyError(`${where} is empty`);
    for (const one of all) {
      if (typeof one !== "string" || !pattern.test(one)) throw new PolicyError(`${where} is not ${what}`);
    }
    return all as string[];
  };
}

/** An object, none of whose members is unknown. */
function members(
  given: unknown,
  where: string,
  known?: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new PolicyError(`${where} must be an object`);
  }
  const unknown = known && Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new PolicyError(`${where} has the unknown element ${unknown}`);
  return given as Record<string, unknown>;
}
