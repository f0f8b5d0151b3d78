import { type Context, valuesOf } from "./conditions";

/**
 * A pattern with the request's values in place of `${aws:PrincipalAccount}` and the like; undefined when the request does
 * not have one of them, since such a pattern fits nothing. The ways to write `*`, `?` and `$` themselves are not known.
 */
export function withValues(pattern: string, context: Context): string | undefined {
  const found = [...pattern.matchAll(VARIABLE)].map(([written, key = "", otherwise]) => {
    const values = valuesOf(context, key.trim()) ?? (otherwise === undefined ? [] : [otherwise]);
    return { written, values };
  });
  // Which of several values is meant, nobody can tell.
  if (found.some(({ values }) => values.length !== 1)) return undefined;
  return found.reduce((filled, { written, values }) => filled.replace(written, () => values[0]!), pattern);
}

const VARIABLE = /\$\{([^},]+)(?:,\s*'([^']*)')?\}/g;
