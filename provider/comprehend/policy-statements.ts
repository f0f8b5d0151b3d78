import { isDeepStrictEqual } from "node:util";

import type { Props } from "../core/props";
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
  const statements: Record<string, Statement> = {};
  for (const statement of sorted) {
    const about = nameOf(statement);
    const same = Object.keys(statements).filter((name) => name === about || name.startsWith(`${about} (`));
    if (same.some((name) => isDeepStrictEqual(withoutSid(statements[name]!), withoutSid(statement))))
      continue;
    statements[same.length === 0 ? about : `${about} (${same.length + 1})`] = statement;
  }
  return statements;
}

/**
 * The policy that has these statements: one statement for all principals of whom the same is said.
 * @param mark what those are marked by that have no Sid of their own, as the policy is sent
 */
export function policyTextOf(statements: Statements, partition: string, mark?: string): string {
  const groups = new Map<
    string,
    { readonly rest: Statement; readonly principals: Record<string, string[]> }
  >();
  for (const { Principal, Version: _, ...rest } of Object.values(statements)) {
    const key = JSON.stringify([rest, Principal === undefined]);
    const group = groups.get(key) ?? { rest, principals: {} };
    for (const [kind, principal] of Object.entries((Principal ?? {}) as Record<string, string>)) {
      (group.principals[kind] ??= []).push(kind === "AWS" ? rooted(principal, partition) : principal);
    }
    groups.set(key, group);
  }
  const Statement = [...groups.values()].map(({ rest, principals }, index) => {
    const { Sid = mark && sidOf(mark, index + 1), Effect, ...others } = rest;
    const isAbout = Object.keys(principals).length > 0;
    return {
      ...(Sid !== undefined && { Sid }),
      Effect,
      ...(isAbout && { Principal: mapped(principals, (all) => single(all as string[])) }),
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
    const [before, after] = [from[name], to[name]];
    if (!before || !after) return [`${name} (${before ? "removed" : "added"})`];
    const elements = Object.keys({ ...before, ...after }).filter(
      (element) => element !== "Sid" && !isDeepStrictEqual(before[element], after[element]),
    );
    return elements.length === 0 ? [] : [`${name} (${elements.join(", ")})`];
  });
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
    ...(Sid !== undefined && !isMark(Sid) && { Sid }),
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
  return Object.entries(Principal).flatMap(([kind, named]) =>
    // Spread over the statement, so that the elements keep their order.
    listed(named).map((principal) => ({ ...statement, Principal: { [kind]: principal } })),
  );
}

/** Whom a statement is about, in a word. */
function nameOf({ Principal, NotPrincipal }: Statement): string {
  const named = Object.entries((Principal ?? NotPrincipal ?? {}) as Props).flatMap(([kind, all]) =>
    listed(all).map((one) => (kind === "AWS" ? String(one) : `${kind} ${String(one)}`)),
  );
  return `${NotPrincipal === undefined ? "" : "all but "}${named.join(", ")}`;
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
