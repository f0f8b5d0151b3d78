/**
 * Declares what an operation takes, as data. Only `interpret.ts` reads these declarations, so AWS's wording of a
 * refusal lives in one place and an operation never checks its own input.
 */

/** What a value may be. `T` is the type an operation receives once the value was interpreted. */
export interface Shape<T> {
  readonly kind: "text" | "integer" | "flag" | "blob" | "moment" | "list" | "structure";
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly values?: readonly string[];
  /** AWS leaves the value of a sensitive member out of its messages. */
  readonly sensitive?: boolean;
  readonly item?: Shape<unknown>;
  readonly members?: Members;
  /** Never set: it only carries `T`. */
  readonly type?: T;
}

/** Where a rest-json member travels; a payload is the whole body as it is. The other protocols put everything in the body. */
type Place = "body" | "path" | "query" | "header" | "payload";

export interface Member<T, Required extends boolean = boolean> {
  readonly shape: Shape<T>;
  readonly required: Required;
  readonly place: Place;
  /** What it is called in the query, or as a header, where that is not its name. */
  readonly wireName?: string;
}

export type Members = Readonly<Record<string, Member<unknown>>>;

/** The object an operation receives for its declared members. */
export type Input<M extends Members> = {
  [K in keyof M as M[K] extends Member<unknown, true> ? K : never]: M[K] extends Member<infer T> ? T : never;
} & {
  [K in keyof M as M[K] extends Member<unknown, true> ? never : K]?: M[K] extends Member<infer T> ? T : never;
};

export function text(
  limits: Pick<Shape<string>, "min" | "max" | "pattern" | "sensitive"> = {},
): Shape<string> {
  return { kind: "text", ...limits };
}

export function choice<const V extends string>(values: readonly V[]): Shape<V> {
  return { kind: "text", values };
}

/** Base64 on the wire; limits count bytes. */
export function blob(limits: Pick<Shape<Buffer>, "min" | "max"> = {}): Shape<Buffer> {
  return { kind: "blob", sensitive: true, ...limits };
}

export function integer(limits: Pick<Shape<number>, "min" | "max"> = {}): Shape<number> {
  return { kind: "integer", ...limits };
}

/** A time as the protocol writes it; operations receive milliseconds since the epoch. */
export function moment(): Shape<number> {
  return { kind: "moment" };
}

export function flag(): Shape<boolean> {
  return { kind: "flag" };
}

export function list<T>(item: Shape<T>, limits: Pick<Shape<T[]>, "min" | "max"> = {}): Shape<T[]> {
  return { kind: "list", item, ...limits };
}

export function structure<const M extends Members>(members: M): Shape<Input<M>> {
  return { kind: "structure", members };
}

export function required<T>(shape: Shape<T>): Member<T, true> {
  return { shape, required: true, place: "body" };
}

export function optional<T>(shape: Shape<T>): Member<T, false> {
  return { shape, required: false, place: "body" };
}

/** A part of the path; always required, since without it the path would be another one. */
export function inPath<T>(shape: Shape<T>): Member<T, true> {
  return { shape, required: true, place: "path" };
}

export function inQuery<T>(shape: Shape<T>, wireName?: string): Member<T, false> {
  return { shape, required: false, place: "query", ...(wireName !== undefined && { wireName }) };
}

export function requiredInQuery<T>(shape: Shape<T>): Member<T, true> {
  return { shape, required: true, place: "query" };
}

export function inHeader<T>(shape: Shape<T>, wireName: string): Member<T, false> {
  return { shape, required: false, place: "header", wireName };
}

/** The body as it is, whatever it is. */
export function payload(limits: Pick<Shape<Buffer>, "min" | "max"> = {}): Member<Buffer, false> {
  return { shape: blob(limits), required: false, place: "payload" };
}
