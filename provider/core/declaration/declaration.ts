import type { Kind, TypeOf } from "./kinds";

/** What a change of an input does to an object that is there. */
export interface Change {
  readonly does: "replaces" | "updates" | "updates the state only";
  /** A whole sentence for the documentation, where the one that is made of `does` says too little. */
  readonly says?: string;
}

/** What check makes of an input: it has to be given, may be left out, or is completed where it is left out. */
type Given = "required" | "optional" | "completed";

/** An input of a resource. */
export interface Input<T = unknown, G extends Given = Given> {
  readonly kind: Kind<T>;
  readonly given: G;
  /** What it means: Markdown, whole sentences. */
  readonly docs: string;
  readonly change: Change;
  /** What counts where it is left out, in words, where that depends. */
  readonly default?: string | undefined;
  /** What check puts in where it is left out. */
  readonly defaultValue?: T | undefined;
  /** Nobody may see it, whether or not the program says so. */
  readonly secret?: boolean | undefined;
}

/** An output of a resource that is no input, or that AWS may show otherwise than it was asked for. */
export interface Output<T = unknown, Always extends boolean = boolean> {
  readonly kind: Kind<T>;
  /** Whether it is there always. */
  readonly always: Always;
  /** What it means: Markdown, whole sentences. None where the input's say it. */
  readonly docs: string;
  /** What it reads where all is well. Check writes that into the inputs, so that anything else is drift. */
  readonly healthy?: string | undefined;
  /** Check writes what it should be into the inputs, so that anything else is drift. */
  readonly compared?: boolean | undefined;
  /** The inputs by whose change in place it may change as well; a preview shows it as unknown then. */
  readonly follows?: readonly string[] | undefined;
}

/** All that is said of a resource, once. */
export interface Declaration<
  I extends Record<string, Input> = Record<string, Input>,
  O extends Record<string, Output> = Record<string, Output>,
> {
  /** The name of the class, such as `ModelAgreement`. */
  readonly type: string;
  /** The object in a word, such as `agreement`, as it stands after "the". */
  readonly thing: string;
  /** What it is and how it lives: Markdown, without the example. */
  readonly docs: string;
  /** A program that makes one, in TypeScript. */
  readonly example: string;
  readonly see: readonly string[];
  /** What its id is, in words. */
  readonly id: string;
  /** What `get` gives, in a sentence. */
  readonly get: string;
  /** What is said of the arguments as a whole, besides whose they are. */
  readonly argsDocs?: string;
  readonly inputs: I;
  /** The inputs that are outputs as well, as they were given or completed. */
  readonly shows: readonly string[];
  readonly outputs: O;
  /** Whether the class prepares what the program gives (`program.ts` beside it, `prepared`). */
  readonly isPrepared?: boolean;
}

/** Any declaration, whatever its inputs and outputs are. */
export type AnyDeclaration = Declaration<Record<string, Input>, Record<string, Output>>;

type Words<T, G extends Given> = Omit<Input<T, G>, "kind" | "given">;

export function required<T>(
  kind: Kind<T>,
  words: Omit<Words<T, "required">, "default" | "defaultValue">,
): Input<T, "required"> {
  return { kind, given: "required", ...words };
}

export function optional<T>(kind: Kind<T>, words: Words<T, "optional">): Input<T, "optional"> {
  return { kind, given: "optional", ...words };
}

/** May be left out: the resource's check says what counts then, and so it is in the checked inputs always. */
export function completed<T>(kind: Kind<T>, words: Words<T, "completed">): Input<T, "completed"> {
  return { kind, given: "completed", ...words };
}

export const REPLACES: Change = { does: "replaces" };
export const UPDATES: Change = { does: "updates" };
export const UPDATES_STATE: Change = { does: "updates the state only" };

export function replaces(says: string): Change {
  return { does: "replaces", says };
}

export function updatesState(says: string): Change {
  return { does: "updates the state only", says };
}

type More = Partial<Pick<Output, "healthy" | "compared" | "follows">>;

export function output<T>(kind: Kind<T>, docs: string): Output<T, true>;
export function output<T, const M extends More>(kind: Kind<T>, docs: string, more: M): Output<T, true> & M;
export function output<T>(kind: Kind<T>, docs: string, more?: More): Output<T, true> {
  return { kind, always: true, docs, ...more };
}

/** An output that need not be there. */
export function perhaps<T>(kind: Kind<T>, docs: string): Output<T, false>;
export function perhaps<T, const M extends More>(kind: Kind<T>, docs: string, more: M): Output<T, false> & M;
export function perhaps<T>(kind: Kind<T>, docs: string, more?: More): Output<T, false> {
  return { kind, always: false, docs, ...more };
}

export function declare<const I extends Record<string, Input>, const O extends Record<string, Output>>(
  declaration: Declaration<I, O> & { readonly shows: readonly (keyof I & string)[] },
): Declaration<I, O> {
  return declaration;
}

type Plain<T> = { readonly [K in keyof T]: T[K] };
type InputsIn<D> = D extends Declaration<infer I, Record<string, Output>> ? I : never;
type OutputsIn<D> = D extends Declaration<Record<string, Input>, infer O> ? O : never;
type ValueOf<P> = P extends { readonly kind: infer K } ? TypeOf<K> : never;

type Asked<I extends Record<string, Input>> = {
  [K in keyof I as I[K]["given"] extends "optional" ? never : K]: ValueOf<I[K]>;
} & { [K in keyof I as I[K]["given"] extends "optional" ? K : never]?: ValueOf<I[K]> };

/** What check writes into the inputs so that drift shows. */
type IsCompared<P> = P extends { healthy: string } | { compared: true } ? true : false;
type Compared<O extends Record<string, Output>> = {
  [
    K in keyof O as IsCompared<O[K]> extends true ? (O[K]["always"] extends true ? K : never) : never
  ]: ValueOf<O[K]>;
} & {
  [
    K in keyof O as IsCompared<O[K]> extends true ? (O[K]["always"] extends true ? never : K) : never
  ]?: ValueOf<O[K]>;
};

type Shown<O extends Record<string, Output>> = {
  [K in keyof O as O[K]["always"] extends true ? K : never]: ValueOf<O[K]>;
} & { [K in keyof O as O[K]["always"] extends true ? never : K]?: ValueOf<O[K]> | undefined };

/** What the program asked for, completed by check. */
export type InputsOf<D> = Plain<Asked<InputsIn<D>> & Compared<OutputsIn<D>>>;
/** What Pulumi keeps: the inputs, and what AWS shows. */
export type StateOf<D> = Plain<Omit<InputsOf<D>, keyof OutputsIn<D>> & Shown<OutputsIn<D>>>;

/** What a healthy object reads. */
export type HealthyOf<D> = {
  readonly [K in keyof OutputsIn<D> as OutputsIn<D>[K] extends { healthy: string } ? K : never]: string;
};
