import type { Pattern } from "./patterns";

/** A policy as it was understood: what may be one thing or a list is a list. */
export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** Missing in a policy that is attached to somebody instead of something. */
  readonly principals?: Named<Principals>;
  /** In small letters, since their case does not matter. */
  readonly actions: Named<readonly Pattern[]>;
  /** Without it, the statement is about whatever the policy is attached to. */
  readonly resources?: Named<readonly Pattern[]>;
  readonly conditions: readonly Condition[];
}

/** What an element names, or, as `NotAction` does, everything but that. */
export interface Named<T> {
  readonly isExcept: boolean;
  readonly named: T;
}

/** Who is meant, by kind; a bare `*` is everybody of every kind. */
export type Principals = "*" | Readonly<Partial<Record<PrincipalKind, readonly string[]>>>;

export const PRINCIPAL_KINDS = ["AWS", "Service", "Federated", "CanonicalUser"] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/** One key of one operator: it holds when the request's value is one of these. */
export interface Condition {
  readonly operator: string;
  readonly quantifier?: "ForAnyValue" | "ForAllValues";
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly Pattern[];
}

/** What an administrator has. */
export const ALLOW_EVERYTHING = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};
