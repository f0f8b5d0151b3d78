import { EngineError } from "../errors";
import { isObject, isSecret, type PropertyMap, secret, type Value } from "./values";

/** The steps to a value inside a property map: names, indexes, or `*` for all. */
export type PropertyPath = readonly (string | number)[];

/** Reads `a.b[0]["c.d"][*]`. @throws EngineError when the text is no path */
export function parsePath(text: string): PropertyPath {
  if (text.startsWith(".")) throw new EngineError("expected property path to start with a name or index");
  const path: (string | number)[] = [];
  const step = /\.*(?:([^.[]+)|\[(?:([+-]?\d+)|(\*)|"((?:\\"|[^"\\]|\\(?!"))*)")\])/y;
  while (step.lastIndex < text.length) {
    const rest = text.slice(step.lastIndex);
    const match = step.exec(text);
    if (!match) throw new EngineError(problemOf(rest));
    const [, name, index, all, quoted] = match;
    path.push(name ?? all ?? (index !== undefined ? Number(index) : quoted!.replaceAll('\\"', '"')));
  }
  return path;
}

function problemOf(rest: string): string {
  if (!rest.includes("[")) return "expected property path to end with a name or index";
  return /^\.*\[[^"].*\]/.test(rest)
    ? "invalid array index"
    : "missing closing bracket or quote in property path";
}

/** The path, where there may be none without anybody having to be told. */
export function tryPath(text: string): PropertyPath | undefined {
  try {
    return parsePath(text);
  } catch {
    return undefined;
  }
}

/** Writes a path the way the CLI shows it. */
export function formatPath(path: PropertyPath): string {
  return path
    .map((part, i) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^\w*$/.test(part)) return `["${part.replaceAll('"', '\\"')}"]`;
      return i === 0 ? part : `.${part}`;
    })
    .join("");
}

/** Whether `other` is at or below a path, which may hold `*`. */
export function covers(path: PropertyPath, other: PropertyPath): boolean {
  return other.length >= path.length && path.every((part, i) => part === "*" || part === other[i]);
}

/**
 * Sets what lies at the path in `news` back to what it is in `olds` (the option ignoreChanges).
 * @returns whether that was possible; `news` is changed in place
 */
export function reset(path: PropertyPath, olds: PropertyMap, news: PropertyMap): boolean {
  return resetStep(path, olds, news, { old: false, now: false });
}

/** Which of the two values is, or lies in, a secret. */
interface Secrecy {
  readonly old: boolean;
  readonly now: boolean;
}

function resetStep(path: PropertyPath, old: Value, now: Value, above: Secrecy): boolean {
  const secrecy = { old: above.old || isSecret(old), now: above.now || isSecret(now) };
  const [from, into] = [bare(old), bare(now)];
  const [part, ...rest] = path;
  if (part === undefined) return false;
  // Also what is a secret already: the CLI then keeps both marks.
  const kept = (value: Value): Value => (secrecy.old && !secrecy.now ? secret(value) : value);
  if (part === "*") return resetAll(rest, from, into, kept, secrecy);
  if (typeof part === "number") {
    if (part < 0) return false;
    if (!Array.isArray(from) || !Array.isArray(into)) return !Array.isArray(from) && !Array.isArray(into);
    if (part >= from.length && part >= into.length) return rest.length === 0;
    if (part >= from.length || part >= into.length) return false;
    if (rest.length > 0) return resetStep(rest, from[part]!, into[part]!, secrecy);
    into[part] = kept(from[part]!);
    return true;
  }
  if (rest.length === 0) {
    const value = isObject(from) ? from[part] : undefined;
    if (value === undefined) {
      if (isObject(into)) delete into[part];
      return true;
    }
    if (!isObject(into)) return false;
    into[part] = kept(value);
    return true;
  }
  if (!isObject(from) || !isObject(into)) return !isObject(from) && !isObject(into);
  const [oldNext, newNext] = [from[part], into[part]];
  if (oldNext === undefined && newNext === undefined) return true;
  if (newNext === undefined) return false;
  return resetStep(rest, oldNext ?? null, newNext, secrecy);
}

function resetAll(
  rest: PropertyPath,
  from: Value,
  into: Value,
  kept: (value: Value) => Value,
  secrecy: Secrecy,
): boolean {
  if (isObject(into) && isObject(from)) {
    if (rest.length > 0) {
      return Object.keys(from).every(
        (key) => into[key] !== undefined && resetStep(rest, from[key]!, into[key], secrecy),
      );
    }
    for (const key of Object.keys(into)) if (!(key in from)) delete into[key];
    for (const [key, value] of Object.entries(from)) into[key] = kept(value);
    return true;
  }
  if (Array.isArray(into) && Array.isArray(from)) {
    const common = Math.min(from.length, into.length);
    for (let i = 0; i < common; i += 1) {
      if (rest.length === 0) into[i] = kept(from[i]!);
      else if (!resetStep(rest, from[i]!, into[i]!, secrecy)) return false;
    }
    return from.length === into.length;
  }
  return rest.length === 0 && (isObject(into) || Array.isArray(into));
}

function bare(value: Value): Value {
  return isSecret(value) ? bare(value.value) : value;
}
