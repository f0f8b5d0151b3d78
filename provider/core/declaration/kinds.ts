import * as v from "valibot";

import * as check from "../check";

/** How TypeScript writes a type that a shape does not tell as well. */
export interface InTypeScript {
  /** What a program may give, without the `pulumi.Input` around it. */
  readonly input?: string;
  /** What an output has. */
  readonly output?: string;
  /** Where the names in it come from: module paths from the package's root. */
  readonly from?: Readonly<Record<string, string>>;
}

/** What a value may be, as data: types, documentation and other languages' schemas are made of it. */
export type Shape = { readonly ts?: InTypeScript } & (
  | { readonly type: "string" | "boolean" | "number" | "any" }
  | { readonly type: "enum"; readonly values: readonly string[] }
  | { readonly type: "list"; readonly items: Shape }
  | { readonly type: "map"; readonly items: Shape }
  | { readonly type: "object"; readonly name: string; readonly members: Readonly<Record<string, Member>> }
);

/** A member of an object; its words are Markdown. */
export interface Member<T = unknown, Required extends boolean = boolean> {
  readonly kind: Kind<T>;
  readonly required: Required;
  readonly docs: string;
}

/** A kind of values: what check lets pass, and what everybody else is told of it. */
export interface Kind<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  readonly shape: Shape;
}

export type TypeOf<K> = K extends Kind<infer T> ? T : never;

/** @param must what a text must look like, in words that follow "must" */
export function text(pattern?: RegExp, must?: string): Kind<string> {
  return { schema: check.text(pattern, must), shape: { type: "string" } };
}

export function flag(): Kind<boolean> {
  return { schema: check.known(v.boolean("must be true or false")), shape: { type: "boolean" } };
}

export function oneOf<const T extends string>(values: readonly T[]): Kind<T> {
  return { schema: check.oneOf(values), shape: { type: "enum", values } };
}

/** @param atLeastOne what to say of an empty list; without it one may be empty */
export function listOf<T>({ schema, shape }: Kind<T>, atLeastOne?: string): Kind<readonly T[]> {
  const list = v.array(schema, "must be a list");
  const whole = atLeastOne === undefined ? list : v.pipe(list, v.minLength(1, atLeastOne));
  return { schema: check.known(whole), shape: { type: "list", items: shape } };
}

type ObjectOf<M extends Record<string, Member>> = {
  readonly [K in keyof M as M[K]["required"] extends true ? K : never]: TypeOf<M[K]["kind"]>;
} & { readonly [K in keyof M as M[K]["required"] extends true ? never : K]?: TypeOf<M[K]["kind"]> };

/** An object that has these members and no others. @param name what its type is called */
export function object<M extends Record<string, Member>>(
  name: string,
  members: M,
  ts?: InTypeScript,
): Kind<ObjectOf<M>> {
  const entries = Object.entries(members).map(([key, { kind, required }]) => [
    key,
    required ? kind.schema : v.optional(kind.schema),
  ]);
  const schema: unknown = check.members(Object.fromEntries(entries) as v.ObjectEntries);
  return {
    schema: schema as v.GenericSchema<unknown, ObjectOf<M>>,
    shape: { type: "object", name, members, ...(ts && { ts }) },
  };
}

export function member<T>(kind: Kind<T>, docs: string): Member<T, false> {
  return { kind, docs, required: false };
}

export function requiredMember<T>(kind: Kind<T>, docs: string): Member<T, true> {
  return { kind, docs, required: true };
}

/** A kind with a schema of its own. */
export function kind<T>(schema: v.GenericSchema<unknown, T>, shape: Shape): Kind<T> {
  return { schema, shape };
}

/** A text that only AWS says, so that nothing is checked. */
export function saidText(): Kind<string> {
  return said<string>({ type: "string" });
}

/** The same of another type. */
export function said<T>(shape: Shape): Kind<T> {
  return { schema: v.any(), shape };
}
