import { isDeepStrictEqual } from "node:util";

import type { Props } from "../../core/props";
import { ACCOUNT_ID, IMPORT_MODEL } from "./policy-document";
import { isMark, sidOf } from "./policy-marks";

/** A statement in normal form: about one principal, lists sorted, nothing twice, lists of one as the one thing. */
export type Statement = Readonly<Record<string, unknown>>;

/**
 * What a policy means, by the principals that its statements are about, such as `444455556666` or the ARN of a role. Policies
 * that mean the same have the same statements, but for their Sids: those grant nothing.
 */
export type Statements = Readonly<Record<string, Statement>>;

const CURRENT = "2012-10-17";
/** What a document is written in that does not say. */
const OLDER = "2008-10-17";
const ELEMENTS = ["Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource"];

/**
 * The statements of a policy, whoever wrote it.
 * @param partition where an account's id and the ARN of its root are the same
 */
export function statementsOf(policy: Props, partition: string): Statements {
  const isOlder = (policy["Version"] ?? OLDER) === OLDER;
  const unsorted = listed(policy["Statement"]).flatMap((given) =>
    partsOf(normal(given as Props, isOlder, partition)),
  );
  const sorted = unsorted.sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
  const byName = new Map<string, Statement[]>();
  for (const statement of sorted) {
    const about = nameOf(statement);
    const same = byName.get(about) ?? [];
    if (!same.some((one) => isDeepStrictEqual(withoutSid(one), withoutSid(statement)))) same.push(statement);
    byName.set(about, same);
  }
  const numbered = [...byName].flatMap(([about, all]) =>
    all.map((one, index) => [index === 0 ? about : `${about} (${index + 1})`, one] as const),
  );
  return Object.fromEntries(numbered);
}

/**
 * The policy that has these statements: one statement for all principals of whom the same is said.
 * @param mark what those are marked by that have no Sid of their own, as the policy is sent
 */
export function policyTextOf(statements: Statements, partition: string, mark?: string): string {
  const groups = new Map<string, { readonly rest: Statement; readonly principals?: Map<string, string[]> }>();
  for (const { Principal, Version: _, ...rest } of Object.values(statements)) {
    // One that names nobody stays a statement of its own: among others it would be lost.
    const isNobodys = Object.values(Principal ?? {}).flatMap(listed).length === 0;
    const key = JSON.stringify([rest, Principal === undefined, isNobodys]);
    const group = groups.get(key) ?? {
      rest,
      ...(Principal !== undefined && { principals: new Map<string, string[]>() }),
    };
    for (const [kind, named] of Object.entries(Principal ?? {})) {
      const all = listed(named).map((one) => (kind === "AWS" ? rooted(String(one), partition) : String(one)));
      group.principals?.set(kind, [...(group.principals.get(kind) ?? []), ...all]);
    }
    groups.set(key, group);
  }
  const Statement = [...groups.values()].map(({ rest, principals }, index) => {
    const { Sid = mark && sidOf(mark, index + 1), Effect, ...others } = rest;
    return {
      ...(Sid !== undefined && { Sid }),
      Effect,
      ...(principals && {
        Principal: mapped(Object.fromEntries(principals), (all) => single(all as string[])),
      }),
      ...others,
    };
  });
  const isOlder = Object.values(statements).some(({ Version }) => Version === OLDER);
  return JSON.stringify({ Version: isOlder ? OLDER : CURRENT, Statement });
}

/** In which statements policies mean different things, and how: `444455556666 (Condition)`, `777788889999 (added)`. */
export function changesOf(from: Statements, to: Statements): string[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((name) => {
    const [before, after] = [from, to].map((one) => (Object.hasOwn(one, name) ? one[name] : undefined));
    if (!before || !after) return [`${name} (${before ? "removed" : "added"})`];
    const elements = Object.keys({ ...before, ...after }).filter(
      (element) => element !== "Sid" && !isDeepStrictEqual(before[element], after[element]),
    );
    return elements.length === 0 ? [] : [`${name} (${elements.join(", ")})`];
  });
}

/**
 * Whether a policy may be the wanted one in AWS's writing, so that nothing is lost with it: with other Sids, or with roles
 * and users by unique ids, which tell nobody who they are.
 */
export function mayMean(live: Statements, wanted: Statements): boolean {
  const rest = (some: Statements, others: Statements, kindOf: (principal: string) => string): string[] =>
    Object.values(some)
      .map(withoutSid)
      .filter((one) => !Object.values(others).some((other) => isDeepStrictEqual(withoutSid(other), one)))
      .map((one) => {
        const Principal = mapped(one["Principal"], (all) => single(listed(all).map(String).map(kindOf)));
        return JSON.stringify(mapped({ ...one, Principal }, (member) => member));
      })
      .sort();
  const kindOfId = (principal: string): string =>
    principal.replace(/^(AROA|AIDA)[A-Z0-9]+$/, (_, prefix) => (prefix === "AROA" ? "role" : "user"));
  const kindOfArn = (principal: string): string =>
    principal.replace(/^arn:[\w-]+:iam::\d{12}:(role|user)\/.+$/, "$1");
  return isDeepStrictEqual(rest(live, wanted, kindOfId), rest(wanted, live, kindOfArn));
}

/** The statements, with the Sids that were asked for where they mean what was asked for. */
export function withSidsOf(asked: Statements, live: Statements): Statements {
  const entries = Object.entries(live).map(([name, statement]) => {
    const same = asked[name];
    const isSame = same && isDeepStrictEqual(withoutSid(same), withoutSid(statement));
    return [name, isSame ? same : statement];
  });
  return Object.fromEntries(entries) as Statements;
}

function normal(given: Props, isOlder: boolean, partition: string): Statement {
  const { Sid, Condition, ...rest } = given;
  const names = [...ELEMENTS, ...Object.keys(rest).sort()].filter((name) => name in rest);
  const elements = [...new Set(names)].map((name) => [name, elementOf(name, rest[name], partition)]);
  const conditions = Condition === undefined ? {} : { Condition: mapped(Condition, conditionOf) };
  // Only the newer version of the language has variables: without any, both mean the same.
  const hasOlderMeaning = isOlder && JSON.stringify([rest, Condition]).includes("${");
  return {
    // An empty one is none.
    ...(Sid !== undefined && Sid !== "" && !isMark(Sid) && { Sid }),
    ...(Object.fromEntries(elements) as Props),
    ...conditions,
    ...(hasOlderMeaning && { Version: OLDER }),
  };
}

function elementOf(name: string, given: unknown, partition: string): unknown {
  if (name.endsWith("Principal")) {
    // Everybody can be written in two ways.
    const kinds = given === "*" ? { AWS: "*" } : given;
    return mapped(kinds, (all) => single(listed(all).map((one) => unrooted(String(one), partition))));
  }
  if (name.endsWith("Action")) return single(listed(given).map((one) => actionOf(String(one))));
  return name === "Effect" ? given : single(listed(given).map(String));
}

/** Actions are the same in whatever case. */
function actionOf(action: string): string {
  return action.toLowerCase() === IMPORT_MODEL.toLowerCase() ? IMPORT_MODEL : action;
}

function conditionOf(keys: unknown): unknown {
  return mapped(keys, (values) => single(listed(values).map(String)));
}

/** One statement for each principal. Those that except somebody stay whole. */
function partsOf(statement: Statement): Statement[] {
  const { Principal } = statement;
  if (typeof Principal !== "object" || Principal === null) return [statement];
  const parts = Object.entries(Principal).flatMap(([kind, named]) =>
    // Spread over the statement, so that the elements keep their order.
    listed(named).map((principal) => ({ ...statement, Principal: { [kind]: principal } })),
  );
  // Also what names nobody is said.
  return parts.length > 0 ? parts : [statement];
}

/** Whom a statement is about, in a word, which no other principals have. */
function nameOf({ Principal, NotPrincipal }: Statement): string {
  const named = Object.entries((Principal ?? NotPrincipal ?? {}) as Props).flatMap(([kind, all]) =>
    listed(all).map((one) =>
      kind === "AWS" ? quoted(String(one)) : `${quoted(kind)} ${quoted(String(one))}`,
    ),
  );
  return `${NotPrincipal === undefined ? "" : "all but "}${named.join(", ")}`;
}

/** With blanks of its own, a principal could have the name of several, or of the second statement about another. */
function quoted(principal: string): string {
  return /^[^\s"]+$/.test(principal) ? principal : JSON.stringify(principal);
}

function unrooted(principal: string, partition: string): string {
  const account = /^arn:([\w-]+):iam::(\d{12}):root$/.exec(principal);
  return account?.[1] === partition ? account[2]! : principal;
}

function rooted(principal: string, partition: string): string {
  return ACCOUNT_ID.test(principal) ? `arn:${partition}:iam::${principal}:root` : principal;
}

function withoutSid({ Sid: _, ...statement }: Statement): Statement {
  return statement;
}

/** What statements are sorted by: a Sid plays the last part. */
function textOf(statement: Statement): string {
  return JSON.stringify([withoutSid(statement), statement["Sid"]]);
}

/** An object with sorted names and other values; what is none stays as it is. */
function mapped(given: unknown, change: (member: unknown) => unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  const entries = Object.entries(given).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, change(member)]));
}

/** A set of texts, as the one where it has one. */
function single(texts: readonly string[]): string | string[] {
  const set = [...new Set(texts)].sort();
  return set.length === 1 ? set[0]! : set;
}

/** What can stand alone in place of a list of one. */
export function listed(given: unknown): unknown[] {
  if (given === undefined) return [];
  return Array.isArray(given) ? (given as unknown[]) : [given];
}
