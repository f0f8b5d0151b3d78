/** Whether a text is of a pattern in which `*` stands for anything and `?` for one character. */
export function isLike(text: string, pattern: string): boolean {
  const source = pattern.replace(/[\\^$.|+()[\]{}*?]/g, (character) => WILD[character] ?? `\\${character}`);
  return new RegExp(`^${source}$`, "s").test(text);
}

/**
 * Whether an ARN is of a pattern. Each of its six parts is compared on its own, so a `*` in one of them never reaches into
 * the next; the last one may have colons of its own. Parts that a pattern leaves out are anything.
 */
export function isArnLike(arn: string, pattern: string): boolean {
  if (pattern === "*") return true;
  const wanted = parts(pattern);
  return parts(arn).every((part, i) => isLike(part, wanted[i] ?? "*"));
}

const WILD: Readonly<Record<string, string>> = { "*": ".*", "?": "." };
const PARTS = 6;

function parts(arn: string): string[] {
  const all = arn.split(":");
  return all.length <= PARTS ? all : [...all.slice(0, PARTS - 1), all.slice(PARTS - 1).join(":")];
}
