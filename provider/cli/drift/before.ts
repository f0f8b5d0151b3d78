import { MARKER } from "./markdown";
import { keyOf } from "./report";
import { isObject, parsed } from "./reading";

/** What an earlier report has left. */
export interface Before {
  readonly fingerprint: string;
  readonly firstSeen: ReadonlyMap<string, string>;
}

/** Reads an earlier report: what `--report` has written, or the Markdown, in which the same is hidden. Undefined where it is none. */
export function beforeIn(content: string): Before | undefined {
  const report = parsed(content);
  if (isObject(report)) return fromReport(report);
  const line = content.split("\n").find((one) => one.startsWith(MARKER));
  const hidden = parsed(/^\S+ \S+ \S+ \S+ (\{.*\}) -->\s*$/.exec(line ?? "")?.[1] ?? "");
  if (!isObject(hidden) || !isObject(hidden["findings"])) return undefined;
  return before(hidden["fingerprint"], Object.entries(hidden["findings"]));
}

function fromReport({
  version,
  fingerprint,
  findings,
}: Readonly<Record<string, unknown>>): Before | undefined {
  if (version !== 1 || !Array.isArray(findings)) return undefined;
  const seen = findings
    .filter(isObject)
    .map(({ kind, urn, firstSeen }): [string, unknown] => [
      keyOf({ kind: String(kind), urn: String(urn) }),
      firstSeen,
    ]);
  return before(fingerprint, seen);
}

function before(fingerprint: unknown, seen: readonly (readonly [string, unknown])[]): Before | undefined {
  if (typeof fingerprint !== "string") return undefined;
  const known = seen.filter(
    (one): one is [string, string] => typeof one[1] === "string" && !Number.isNaN(Date.parse(one[1])),
  );
  return { fingerprint, firstSeen: new Map(known) };
}
