import { digest } from "../../core/digest";
import { readUrn } from "../../core/urn";
import { callsOf, nextFor, wordsOf } from "./advice";
import { differencesOf } from "./differences";
import { HIDDEN, shownText, shownValue } from "./hiding";
import type { Complaint, LookedAt, Reading, ShownState } from "./reading";

/** A property that is not as the state has it; a side that is null is not there. */
export interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A resource that somebody has to look at. */
export interface Finding {
  readonly kind: "changed" | "gone" | "unread";
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly account?: string;
  readonly region?: string;
  readonly changes: readonly Change[];
  /** What AWS, or the provider, has said. */
  readonly said: readonly string[];
  readonly next: readonly string[];
  /** The calls by which somebody may have done it, as CloudTrail names them. */
  readonly calls: readonly string[];
  /** When Pulumi wrote the resource into the state for the last time: it has happened after that. */
  readonly after?: string;
  /** When a report had it first. */
  readonly firstSeen: string;
}

export type Verdict = "clean" | "drift" | "incomplete";

/** What a refresh has found, as every page shows it. */
export interface DriftReport {
  readonly version: 1;
  readonly verdict: Verdict;
  readonly project: string;
  readonly stack: string;
  readonly form: string;
  /** When AWS was asked, where what was read tells it. */
  readonly lookedAt?: string;
  readonly reportedAt: string;
  readonly looked: number;
  readonly unchanged: readonly string[];
  readonly findings: readonly Finding[];
  /** Why this says less than it should. Never clean where there is one. */
  readonly gaps: readonly string[];
  readonly notes: readonly string[];
  /** What two reports of the same findings have in common. */
  readonly fingerprint: string;
}

/** When earlier reports had a finding first. */
export type FirstSeen = ReadonlyMap<string, string>;

export function reportOn(reading: Reading, now: Date, firstSeen: FirstSeen = new Map()): DriftReport {
  const reportedAt = iso(now);
  const lookedAt = reading.at === undefined ? latest(reading.resources) : iso(new Date(reading.at * 1000));
  const seen = (kind: string, urn: string): string =>
    firstSeen.get(keyOf({ kind, urn })) ?? lookedAt ?? reportedAt;
  const findings = reading.resources
    .flatMap((one) => findingOf(one, reading.complaints) ?? [])
    .map((one) => ({ ...one, firstSeen: seen(one.kind, one.urn) }))
    .sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || a.urn.localeCompare(b.urn));
  const gaps = [...reading.gaps, ...gapsOf(reading, findings)];
  const verdict = gaps.length > 0 ? "incomplete" : findings.length > 0 ? "drift" : "clean";
  const [first] = reading.resources;
  const { stack, project } = first ? readUrn(first.urn) : { stack: "unknown", project: "unknown" };
  return {
    version: 1,
    verdict,
    ...{ project, stack, form: reading.form },
    ...(lookedAt !== undefined && { lookedAt }),
    reportedAt,
    looked: reading.resources.filter(({ found }) => found !== undefined).length,
    unchanged: reading.resources
      .filter((one) => one.found !== undefined && !isDrift(one))
      .map(({ urn }) => urn)
      .sort(),
    ...{ findings, gaps, notes: notesOf(reading) },
    fingerprint: short(JSON.stringify([verdict, gaps, findings.map(({ firstSeen: _, ...one }) => one)])),
  };
}

/** What names a finding in later reports. */
export function keyOf({ kind, urn }: { readonly kind: string; readonly urn: string }): string {
  return short(`${kind} ${urn}`);
}

const ORDER = { unread: 0, gone: 1, changed: 2 } as const;

function short(text: string): string {
  return digest(text).slice(0, 16);
}

function iso(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** A document of a preview tells no time, but when Pulumi has noted a change that it found. */
function latest(resources: readonly LookedAt[]): string | undefined {
  const times = resources.flatMap(({ before, after }) =>
    after?.modified !== undefined && after.modified !== before?.modified ? [Date.parse(after.modified)] : [],
  );
  return times.length === 0 ? undefined : iso(new Date(Math.max(...times)));
}

/** What is only looked at (`get`) Pulumi counts as changed at every refresh; it is drift of nobody's. */
function isDrift({ found, before, after }: LookedAt): boolean {
  return found === "gone" || (found === "changed" && (before?.external ?? after?.external) !== true);
}

function findingOf(one: LookedAt, complaints: readonly Complaint[]): Omit<Finding, "firstSeen"> | undefined {
  const { urn, found, before, after } = one;
  const kind = found === undefined ? "unread" : isDrift(one) ? (found as "changed" | "gone") : undefined;
  if (kind === undefined) return undefined;
  const { type, kind: ours, name } = readUrn(urn);
  const { account, region } = placeOf(before, after);
  const modified = before?.modified === undefined ? undefined : iso(new Date(before.modified));
  const common = {
    ...{ urn, type, name },
    ...(before?.id !== undefined && { id: before.id }),
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    ...(modified !== undefined && { after: modified }),
  };
  if (kind === "unread") {
    const why = unread(complaints.filter((each) => each.urn === urn));
    return { ...common, kind, ...why, changes: [], calls: [] };
  }
  const words = wordsOf({ ...after?.outputs, ...after?.inputs }).filter(
    (text) => shownValue(text, ours, "") !== HIDDEN,
  );
  const changes = kind === "gone" ? [] : changesOf(one, ours);
  return {
    ...common,
    kind,
    changes,
    said: kind === "gone" ? ["AWS does not find it any more."] : words.map(shownText),
    next: nextFor(ours, kind, { words, paths: changes.map(({ path }) => path) }),
    calls: callsOf(ours),
  };
}

function changesOf(one: LookedAt, type: string): Change[] {
  return differencesOf(one).map(({ path, before, after }) => {
    const was = before === undefined ? null : shownValue(before, type, path);
    const is = after === undefined ? null : shownValue(after, type, path);
    return { path, before: was, after: was === HIDDEN && is === HIDDEN ? "(another secret)" : is };
  });
}

/** Our messages say what AWS said in the first line, then what to do, and last whose account it was. */
function unread(complaints: readonly Complaint[]): Pick<Finding, "said" | "next"> {
  const lines = complaints.flatMap(({ message }) =>
    message
      .replace(/^(error: )?(Preview failed: )?/, "")
      .trimEnd()
      .split("\n"),
  );
  const said = lines.filter((line) => !line.startsWith("  ") && line.trim() !== "");
  const next = lines
    .filter((line) => line.startsWith("  ") && !line.includes("Account "))
    .map((line) => line.trim());
  return {
    said: said.length > 0 ? said.map(shownText) : ["Nothing says why."],
    next: [
      ...next.map(shownText),
      "Then refresh again: until this can be read, nobody knows whether it has drifted.",
    ],
  };
}

function placeOf(
  before: ShownState | undefined,
  after: ShownState | undefined,
): { account?: string; region?: string } {
  const all = { ...after?.outputs, ...before?.outputs };
  const [, arnRegion, arnAccount] = /arn:[\w-]+:[\w-]+:([\w-]*):(\d{12}):/.exec(before?.id ?? "") ?? [];
  const account = [all["accountId"], all["owningAccountId"], arnAccount].find(
    (one) => typeof one === "string" && one !== "",
  );
  const region = [all["region"], arnRegion].find((one) => typeof one === "string" && one !== "");
  return {
    ...(account !== undefined && { account: account as string }),
    ...(region !== undefined && { region: region as string }),
  };
}

function gapsOf({ complaints }: Reading, findings: readonly Pick<Finding, "kind" | "urn">[]): string[] {
  const unreadUrns = findings.filter(({ kind }) => kind === "unread").map(({ urn }) => urn);
  const others = complaints
    .filter(
      ({ urn, message }) =>
        !unreadUrns.includes(urn ?? "") && !/^(error: )?(preview|update|refresh) failed\s*$/i.test(message),
    )
    .map(({ message }) => `Pulumi says: ${shownText(message.trim())}`);
  const count = unreadUrns.length;
  return [
    ...(count > 0 ? [`${count} ${count === 1 ? "resource" : "resources"} could not be read.`] : []),
    ...others,
    ...(complaints.length > 0 && count === 0 && others.length === 0
      ? ["Pulumi says that the run failed."]
      : []),
  ];
}

function notesOf({ form, notDeployed, resources }: Reading): string[] {
  const looked = resources.filter(
    ({ before, after }) => (before?.external ?? after?.external) === true,
  ).length;
  return [
    ...(notDeployed > 0
      ? [
          `The program says something else than the state of ${notDeployed} more: that is not deployed, and no drift.`,
        ]
      : []),
    ...(form === "pulumi preview --refresh --json"
      ? [
          "A preview with --refresh does not show drift that the program agrees with, or ignores: refresh --preview-only does.",
        ]
      : []),
    ...(looked > 0
      ? [
          `${looked} that the program only looks at (get) cannot drift. Pulumi counts them as changed at every refresh.`,
        ]
      : []),
  ];
}
