import { type Context, valueOf } from "./context-keys";

/** What a policy writes where more than one text may be meant. It is read once, and filled for every request. */
export interface Pattern {
  readonly written: string;
  readonly pieces: readonly Piece[];
}

type Piece = string | Wildcard | Variable;

/** `*` stands for any text, also for none, and `?` for one character. */
interface Wildcard {
  readonly wildcard: "*" | "?";
}

/** A key of the request, whose value is put in as it is. */
interface Variable {
  readonly key: string;
  /** What is put in where the request has no value. */
  readonly otherwise?: string;
}

/** What else than text is read in a pattern. */
export interface Reads {
  readonly wildcards?: boolean;
  readonly variables?: boolean;
}

/** A pattern with the values of a request in it. */
type Filled = readonly (string | Wildcard)[];

const WILDCARD = /[*?]/g;
/** With variables, `${*}`, `${?}` and `${$}` are these characters themselves. */
const VARIABLE = /\$\{(?:([*?$])|([^${},']+)(?:,\s*'([^']*)')?)\}|[*?]/g;

export function parsePattern(written: string, { wildcards = false, variables = false }: Reads): Pattern {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of written.matchAll(variables ? VARIABLE : WILDCARD)) {
    const [special, itself, key, otherwise] = found;
    if (!wildcards && special.length === 1) continue;
    pieces.push(written.slice(end, found.index));
    if (itself !== undefined) pieces.push(itself);
    else if (key === undefined) pieces.push({ wildcard: special as "*" | "?" });
    else pieces.push({ key: key.trim(), ...(otherwise !== undefined && { otherwise }) });
    end = found.index + special.length;
  }
  pieces.push(written.slice(end));
  return { written, pieces: pieces.filter((piece) => piece !== "") };
}

/** A pattern for a request; undefined when the request has no value for one of its variables: then it fits nothing. */
function fill({ pieces }: Pick<Pattern, "pieces">, context: Context): Filled | undefined {
  const filled = pieces.map((piece) =>
    typeof piece === "object" && "key" in piece ? (valueOf(context, piece.key) ?? piece.otherwise) : piece,
  );
  return filled.every((piece) => piece !== undefined) ? filled : undefined;
}

/** The text of a pattern that was read without wildcards. */
export function textOf(pattern: Pattern, context: Context): string | undefined {
  const filled = fill(pattern, context);
  return filled?.filter((piece) => typeof piece === "string").join("");
}

export function isLike(text: string, pattern: Pick<Pattern, "pieces">, context: Context = {}): boolean {
  const filled = fill(pattern, context);
  // Most patterns are a text, or end in their only star.
  const [first = "", ...rest] = filled ?? [];
  if (filled && typeof first === "string" && rest.length === 0) return text === first;
  const [second] = rest;
  if (typeof first === "string" && rest.length === 1 && isAny(second)) return text.startsWith(first);
  const wanted = filled?.flatMap<string | Wildcard>((piece) =>
    typeof piece === "string" ? Array.from(piece) : [piece],
  );
  return wanted !== undefined && fits(Array.from(text), wanted);
}

function isAny(piece: string | Wildcard | undefined): boolean {
  return typeof piece === "object" && piece.wildcard === "*";
}

/**
 * Whether the characters are those that are wanted. What a `*` stands for grows until the rest fits, and only that of the last
 * one has to: so it takes no longer than both lengths multiplied.
 */
function fits(text: readonly string[], wanted: readonly (string | Wildcard)[]): boolean {
  let [at, next] = [0, 0];
  let last: { at: number; next: number } | undefined;
  while (at < text.length) {
    const piece = wanted[next];
    if (isAny(piece)) {
      last = { at, next: ++next };
    } else if (typeof piece === "object" || piece === text[at]) {
      [at, next] = [at + 1, next + 1];
    } else if (last) {
      last.at++;
      ({ at, next } = last);
    } else {
      return false;
    }
  }
  return wanted.slice(next).every(isAny);
}

const PARTS = 6;

/**
 * Whether an ARN is of a pattern: each of its six parts is compared on its own, so neither a `*` in one of them nor the value of
 * a variable reaches into the next. The last one may have colons of its own.
 * @returns undefined when one of the two is no ARN
 */
export function isArnLike(arn: string, pattern: Pattern, context: Context): boolean | undefined {
  const [parts, wanted] = [arn.split(":"), partsOf(pattern)];
  if (parts.length < PARTS || wanted.length < PARTS) return undefined;
  parts.push(parts.splice(PARTS - 1).join(":"));
  return wanted.every((pieces, i) => isLike(parts[i]!, { pieces }, context));
}

/**
 * Whether a resource is of what a policy of a resource names: `*`, or an ARN. What an ARN with a wildcard leaves out is anything,
 * as in `arn:*`; one without names nothing then.
 */
export function isResource(resource: string, pattern: Pattern, context: Context): boolean {
  if (pattern.written === "*") return true;
  const missing = PARTS - partsOf(pattern).length;
  const isCut = missing > 0 && /[*?]/.test(pattern.written);
  const rest = Array.from({ length: missing }, () => [":", { wildcard: "*" }] as const).flat();
  const whole = isCut ? { ...pattern, pieces: [...pattern.pieces, ...rest] } : pattern;
  return isArnLike(resource, whole, context) ?? false;
}

/** A pattern's pieces, parted at the colons that are written in it. */
function partsOf({ pieces }: Pattern): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece !== "string") {
      parts.at(-1)!.push(piece);
      continue;
    }
    const all = piece.split(":");
    const here = all.splice(0, PARTS - parts.length);
    if (all.length > 0) here.push(all.join(":"));
    parts.at(-1)!.push(here[0]!);
    parts.push(...here.slice(1).map((text) => [text]));
  }
  return parts;
}
