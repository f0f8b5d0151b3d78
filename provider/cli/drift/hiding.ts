import { secretsOf } from "../../core/declaration/checked";
import { visible } from "../../core/props";
import { declarationOf } from "../../host/lifecycles";
import { plain } from "../text";
import { isSecret } from "./differences";
import { isObject } from "./reading";

/** What stands for a secret. */
export const HIDDEN = "(secret)";

/** Names of values that nobody writes into a page, whether or not Pulumi was told that they are secret. */
const CONFIDENTIAL = /secret|token|passw|passphrase|credential|private_?key|access_?key/i;

/** The longest value that a page shows. */
const LONGEST = 240;

/** A value as people may see it: no secrets, no signatures, no control characters, and not endless. */
export function shownValue(value: unknown, type: string, path: string): string {
  const top = /^[\w$-]+/.exec(path)?.[0] ?? path;
  if (isSecret(value) || CONFIDENTIAL.test(path) || isDeclaredSecret(type, top)) return HIDDEN;
  const text = typeof value === "string" ? value : JSON.stringify(withoutSecrets(value));
  return shownText(text);
}

/** Whether nobody may see it, whatever Pulumi was told. An output that is secret is an input as well. */
function isDeclaredSecret(type: string, name: string): boolean {
  const declaration = declarationOf(type);
  return declaration !== undefined && secretsOf(declaration).includes(name);
}

/** What somebody has said, as people may see it. */
export function shownText(text: string): string {
  const clean = plain(text.replace(/(https?:\/\/[^\s"'<>?#]+)[?#][^\s"'<>]*/g, "$1"));
  if (clean.length <= LONGEST) return clean;
  const half = Math.floor(LONGEST / 2);
  return `${clean.slice(0, half)} … ${clean.slice(-half)}`;
}

function withoutSecrets(value: unknown): unknown {
  if (isSecret(value)) return HIDDEN;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(visible(value)).map(([name, one]) => [
      name,
      CONFIDENTIAL.test(name) ? HIDDEN : withoutSecrets(one),
    ]),
  );
}

/** Hides the numbers of accounts but for their last four digits. */
export function redacted<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(/\b\d{8}(\d{4})\b/g, "********$1")) as T;
}
