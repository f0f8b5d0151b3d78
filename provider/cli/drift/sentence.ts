import type { Change, DriftReport, Finding } from "./report";

/** What the report says, in one sentence. */
export function sentenceOf({ verdict, findings, looked }: DriftReport): string {
  const count = (kind: string): number => findings.filter((one) => one.kind === kind).length;
  const [changed, gone, unread] = [count("changed"), count("gone"), count("unread")];
  const drift = [
    ...(unread > 0 ? [`${unread} could not be read`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(gone > 0 ? [`${gone} gone`] : []),
  ].join(", ");
  if (verdict === "clean")
    return looked === 1
      ? "The only resource is as Pulumi left it."
      : `All ${looked} resources are as Pulumi left them.`;
  if (verdict === "drift") {
    const verb = changed + gone === 1 ? "has" : "have";
    return `${changed + gone} of ${looked} ${looked === 1 ? "resource" : "resources"} ${verb} drifted: ${drift}.`;
  }
  return drift === "" ? "Incomplete: nothing can be said about drift." : `Incomplete: ${drift}.`;
}

/** What one finding is called. */
export const KINDS = { changed: "changed", gone: "gone", unread: "not readable" } as const;

/** When it may have happened, as far as anybody knows. */
export function sinceOf({
  after,
  firstSeen,
}: {
  readonly after?: string;
  readonly firstSeen: string;
}): string {
  const began = after === undefined ? "" : `after ${minute(after)}, when Pulumi wrote it last; `;
  return `${began}first seen ${minute(firstSeen)}`;
}

/** 2026-11-22 06:00 UTC */
export function minute(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** What differs, but for what stands among AWS's words anyway. */
export function besidesWords({ changes, said }: Pick<Finding, "changes" | "said">): readonly Change[] {
  return changes.filter(({ after }) => after === null || !said.includes(after));
}

/** What comes before what was said of a finding. */
export const SAID = { changed: "AWS said", gone: "Found", unread: "Why" } as const;
