import { lookUp } from "./advice";
import { type DriftReport, type Finding, keyOf } from "./report";
import { besidesWords, KINDS, SAID, sentenceOf, sinceOf } from "./sentence";
import { seen } from "./terminal";

/** By which the comment of this stack is found again. */
export const MARKER = "<!-- pulumi-model-access drift ";

/** GitHub refuses a longer comment. */
const LONGEST = 65_000;

/** The report as a comment of a pull request, or the text of an issue. */
export function markdownOf(report: DriftReport): string {
  const { findings, gaps, notes, project, stack } = report;
  const head = [
    marker(report),
    `### ${report.verdict === "clean" ? "✅" : report.verdict === "drift" ? "🟠" : "⛔"} ${text(sentenceOf(report))}`,
    "",
    `Stack ${code(`${project}/${stack}`)}, ${text(seen(report))}.`,
    ...gaps.flatMap((gap) => ["", `> [!CAUTION]`, `> **Incomplete.** ${text(gap)}`]),
    ...(findings.length > 0 ? ["", "| | Resource | What | Since |", "| --- | --- | --- | --- |"] : []),
  ];
  const tail = [...notes.flatMap((note) => ["", text(note)]), ""];
  const rows = findings.map(row);
  const details = findings.map(detail);
  const room = LONGEST - [...head, ...tail].join("\n").length;
  const fitting = fit(rows, room);
  const detailed = fit(details, room - fitting.join("\n").length);
  const left = findings.length - detailed.length;
  return [
    ...head,
    ...fitting,
    ...(detailed.length > 0 ? ["", ...detailed] : []),
    ...(left > 0 ? ["", `${left} more stand in the page: a comment has no room for them.`] : []),
    ...tail,
  ].join("\n");
}

/** The first of them that fit. */
function fit(parts: readonly string[], room: number): string[] {
  let left = room - 200;
  return parts.filter((part) => (left -= part.length + 1) > 0);
}

/** What later reports need to know of this one: when something was first seen, and whether anything has changed. */
function marker({ project, stack, fingerprint, findings }: DriftReport): string {
  const firstSeen = Object.fromEntries(findings.slice(0, 500).map((one) => [keyOf(one), one.firstSeen]));
  const known = JSON.stringify({ version: 1, fingerprint, findings: firstSeen });
  return `${MARKER}${project.replace(/[^\w.-]/g, "")}/${stack.replace(/[^\w.-]/g, "")} ${known} -->`;
}

function row(finding: Finding): string {
  const { kind, name, type, changes, said } = finding;
  const what = changes.length > 0 ? changes.map(({ path }) => code(path)).join(", ") : code(said[0] ?? "");
  return `| **${KINDS[kind]}** | ${code(name)} ${text(type.split(":").at(-1) ?? type)} | ${what} | ${text(sinceOf(finding))} |`;
}

function detail(finding: Finding): string {
  const { kind, name, account, region, said, next, calls, after } = finding;
  const changes = besidesWords(finding);
  const where = [account, region]
    .filter((one) => one !== undefined)
    .map(code)
    .join(", ");
  return [
    `<details><summary>${KINDS[kind]}: ${text(name)}</summary>`,
    "",
    ...(where === "" ? [] : [`In ${where}.`, ""]),
    ...(changes.length > 0 ? ["| Property | State | AWS |", "| --- | --- | --- |"] : []),
    ...changes.map(({ path, before, after }) => `| ${code(path)} | ${side(before)} | ${side(after)} |`),
    ...(changes.length > 0 ? [""] : []),
    ...said.map((one) => `- ${SAID[kind]}: ${code(one)}`),
    ...next.map((one) => `- ${text(one)}`),
    ...(calls.length > 0 && region !== undefined
      ? ["", "Who did it:", "", "```sh", ...calls.map((call) => lookUp(call, region, after)), "```"]
      : []),
    "",
    "</details>",
  ].join("\n");
}

function side(value: string | null): string {
  return value === null ? "nothing" : code(value);
}

/** Nothing in it is Markdown, HTML, a mention or the end of a table's cell. */
function code(value: string): string {
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 || value === "" ? " " : "";
  return `${fence}${padding}${value.replaceAll("|", "\\|")}${padding}${fence}`;
}

/** Neither HTML nor Markdown reads anything in it. */
function text(value: string): string {
  return value.replace(/[&<>"'\\`*_[\]|~#@]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Text that HTML does not read. */
export function escaped(value: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return value.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
