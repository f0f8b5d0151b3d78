import { SerializationError } from "../behaviours/refusals";
import type { Input, Member, Members, Shape } from "./shapes";

/**
 * Turns what came over the wire into what an operation expects, or throws a {@link SerializationError}.
 * `textual` says that numbers and booleans arrived as text (query strings, paths, the query protocol).
 */
export function decode(
  members: Members,
  raw: Record<string, unknown>,
  textual: boolean,
): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) {
    const value = raw[name];
    // JSON null and a missing member are the same to AWS. Unknown members are dropped, as AWS does.
    if (value === undefined || value === null) continue;
    decoded[name] = decodeValue(member.shape, value, textual || member.place !== "body");
  }
  return decoded;
}

function decodeValue(shape: Shape<unknown>, value: unknown, textual: boolean): unknown {
  switch (shape.kind) {
    case "text":
      if (typeof value !== "string") throw wrongType(value, "a string");
      return value;
    case "integer": {
      const number = textual && typeof value === "string" ? Number(value) : value;
      if (typeof number !== "number" || !Number.isInteger(number)) throw wrongType(value, "an integer");
      return number;
    }
    case "flag":
      if (textual && (value === "true" || value === "false")) return value === "true";
      if (typeof value !== "boolean") throw wrongType(value, "a boolean");
      return value;
    case "moment": {
      // ISO 8601 in REST, seconds since the epoch in JSON 1.1.
      const text = typeof value === "string" ? Date.parse(value) : NaN;
      const milliseconds = typeof value === "number" ? value * 1000 : text;
      if (Number.isNaN(milliseconds)) throw wrongType(value, "a timestamp");
      return milliseconds;
    }
    case "blob":
      if (Buffer.isBuffer(value)) return value;
      if (typeof value !== "string" || !BASE64.test(value)) throw wrongType(value, "a blob");
      return Buffer.from(value, "base64");
    case "list":
      // How the query protocol writes an empty list.
      if (textual && value === "") return [];
      if (!Array.isArray(value)) throw wrongType(value, "a list");
      return value.map((item) => decodeValue(shape.item!, item, textual));
    case "structure":
      if (typeof value !== "object" || value === null || Array.isArray(value))
        throw wrongType(value, "a structure");
      return decode(shape.members!, value as Record<string, unknown>, textual);
  }
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function wrongType(value: unknown, wanted: string): SerializationError {
  return new SerializationError(`${tokenOf(value)} can not be converted to ${wanted}`);
}

function tokenOf(value: unknown): string {
  if (value === null) return "VALUE_NULL";
  if (Array.isArray(value)) return "START_ARRAY";
  return typeof value === "object" ? "START_OBJECT" : (typeof value).toUpperCase();
}

/**
 * Every constraint the input breaks, in AWS's words, in the order of declaration; empty when there is none.
 * @param hidden whether the values are left out of these words
 */
export function violations(
  members: Members,
  input: Record<string, unknown>,
  hidden = false,
  path = "",
): string[] {
  return Object.entries(members).flatMap(([name, member]) =>
    memberViolations(member, input[name], hidden, join(path, name)),
  );
}

/** The one message AWS makes of several violations. */
export function validationMessage(found: string[]): string {
  return `${found.length} validation error${found.length === 1 ? "" : "s"} detected: ${found.join("; ")}`;
}

/** Tells the compiler what `violations` has established. */
export function asInput<M extends Members>(input: Record<string, unknown>): Input<M> {
  return input as Input<M>;
}

function memberViolations(member: Member<unknown>, value: unknown, hidden: boolean, path: string): string[] {
  if (value === undefined) {
    return member.required
      ? [`Value null at '${path}' failed to satisfy constraint: Member must not be null`]
      : [];
  }
  return valueViolations(member.shape, value, hidden, path);
}

function valueViolations(shape: Shape<unknown>, value: unknown, hidden: boolean, path: string): string[] {
  const shown = hidden || shape.sensitive ? "Value" : `Value '${display(value)}'`;
  const broken = (constraint: string): string =>
    `${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
  switch (shape.kind) {
    case "text": {
      const found: string[] = [];
      const text = value as string;
      if (shape.values && !shape.values.includes(text)) {
        found.push(broken(`Member must satisfy enum value set: [${shape.values.join(", ")}]`));
      }
      found.push(...lengthViolations(shape, text.length).map(broken));
      if (shape.pattern && !new RegExp(`^(?:${shape.pattern.source})$`, shape.pattern.flags).test(text)) {
        found.push(
          broken(
            `Member must satisfy regular expression pattern: ${shape.pattern.source.replaceAll("\\/", "/")}`,
          ),
        );
      }
      return found;
    }
    case "integer": {
      const number = value as number;
      if (shape.min !== undefined && number < shape.min) {
        return [broken(`Member must have value greater than or equal to ${shape.min}`)];
      }
      if (shape.max !== undefined && number > shape.max) {
        return [broken(`Member must have value less than or equal to ${shape.max}`)];
      }
      return [];
    }
    case "flag":
    case "moment":
      return [];
    case "blob":
      return lengthViolations(shape, (value as Buffer).length).map(broken);
    case "list": {
      const items = value as unknown[];
      return [
        ...lengthViolations(shape, items.length).map(broken),
        ...items.flatMap((item, i) => valueViolations(shape.item!, item, hidden, `${path}.${i + 1}.member`)),
      ];
    }
    case "structure":
      return violations(shape.members!, value as Record<string, unknown>, hidden, path);
  }
}

function lengthViolations(shape: Shape<unknown>, length: number): string[] {
  const found: string[] = [];
  if (shape.min !== undefined && length < shape.min) {
    found.push(`Member must have length greater than or equal to ${shape.min}`);
  }
  if (shape.max !== undefined && length > shape.max) {
    found.push(`Member must have length less than or equal to ${shape.max}`);
  }
  return found;
}

function display(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** AWS writes member names with a lower first letter in its messages, whatever their case on the wire. */
function join(path: string, name: string): string {
  const lowered = name.charAt(0).toLowerCase() + name.slice(1);
  return path === "" ? lowered : `${path}.${lowered}`;
}
