import { lifecycleOf, lifecycleTypes } from "../../host/lifecycles";
import { plain } from "../text";
import { isSecret } from "./differences";
import { isObject } from "./reading";

/** What stands for a secret. */
export const HIDDEN = "(secret)";

/** Names of values that nobody writes into a page, whether or not Pulumi was told that they are secret. */
const CONFIDENTIAL = /secret|token|passw|passphrase|credential|private_?key|access_?key/i;

/** The inputs and outputs of our resources that are secret, by type. */
const DECLARED = new Map(
  lifecycleTypes.map((type) => {
    const { inputs, outputs } = lifecycleOf(type).declaration;
    const isSecretOne = ([, one]: [string, object]): boolean => "secret" in one && one.secret === true;
    const declared = Object.entries({ ...outputs, ...inputs }).filter(isSecretOne);
    return [type, declared.map(([name]) => name)];
  }),
);

/** The longest value that a page shows. */
const LONGEST = 240;

/** A value as people may see it: no secrets, no signatures, no control characters, and not endless. */
export function shownValue(value: unknown, type: string, path: string): string {
  const top = /^[\w$-]+/.exec(path)?.[0] ?? path;
  if (isSecret(value) || CONFIDENTIAL.test(path) || DECLARED.get(type)?.includes(top)) return HIDDEN;
  const text = typeof value === "string" ? value : JSON.stringify(withoutSecrets(value));
  return shownText(text);
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
    Object.entries(value)
      .filter(([name]) => !name.startsWith("__"))
      .map(([name, one]) => [name, CONFIDENTIAL.test(name) ? HIDDEN : withoutSecrets(one)]),
  );
}

/** Hides the numbers of accounts but for their last four digits. */
export function redacted<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(/\b\d{8}(\d{4})\b/g, "********$1")) as T;
}
