import { decodeNumber } from "../state/deployment";
import { isObject, isSecret, UNKNOWN, type Value } from "../values/values";

const INDENT = "    ";

/** A value the way the CLI prints it, over several lines where it has members. */
export function formatValue(value: Value, indent = ""): string {
  if (value === UNKNOWN) return "[unknown]";
  if (isSecret(value)) return "[secret]";
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item, i) => `${indent}${INDENT}[${i}]: ${formatValue(item, indent + INDENT)}`);
    return `[\n${items.join("\n")}\n${indent}]`;
  }
  if (isObject(value)) {
    const number = decodeNumber(value);
    if (number !== undefined) return String(number);
    const members = formatMembers(value, indent + INDENT);
    return members === "" ? "{}" : `{\n${members}\n${indent}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** The members of a map, sorted, with their colons below one another. Bookkeeping is left out. */
export function formatMembers(map: Readonly<Record<string, Value>>, indent: string, prefix = ""): string {
  const entries = Object.entries(map)
    .filter(([key]) => !key.startsWith("__"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(0, ...entries.map(([key]) => key.length));
  return entries
    .map(([key, value]) => `${indent}${prefix}${key.padEnd(width)}: ${formatValue(value, indent)}`)
    .join("\n");
}
