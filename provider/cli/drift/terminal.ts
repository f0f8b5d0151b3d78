import { table, wrapped } from "../text";
import type { DriftReport, Finding } from "./report";
import { besidesWords, KINDS, minute, SAID, sentenceOf, sinceOf } from "./sentence";

/** The report for a terminal: the sentence, what stands in the way, then one paragraph a finding. */
export function terminalText(report: DriftReport): string[] {
  const { project, stack, findings, gaps, notes } = report;
  const loud = gaps.length === 0 ? [] : ["", ...gaps.flatMap((gap) => wrapped(`INCOMPLETE: ${gap}`))];
  return [
    ...wrapped(sentenceOf(report)),
    ...wrapped(`Stack ${project}/${stack}, ${seen(report)}`),
    ...loud,
    ...(findings.length > 0 ? ["", ...table(findings.map(row), 2)] : []),
    ...findings.flatMap((finding) => ["", ...paragraph(finding)]),
    ...(notes.length > 0 ? ["", ...notes.flatMap((note) => wrapped(note))] : []),
  ];
}

/** When AWS was asked, as far as it is known. */
export function seen({ lookedAt, reportedAt }: DriftReport): string {
  return lookedAt === undefined
    ? `reported ${minute(reportedAt)} (what was read tells no time)`
    : `looked at ${minute(lookedAt)}`;
}

function row({ kind, type, name, changes, said }: Finding): string[] {
  const what = changes.length > 0 ? changes.map(({ path }) => path).join(", ") : (said[0] ?? "").slice(0, 80);
  return [KINDS[kind], type.split(":").at(-1) ?? type, name, what];
}

function paragraph(finding: Finding): string[] {
  const { name, type, account, region, said, next, calls } = finding;
  const where = [account, region].filter(Boolean).join(", ");
  const facts = [
    ...besidesWords(finding).map(({ path, before, after }) => [
      "",
      `${path}: ${before ?? "nothing"} => ${after ?? "nothing"}`,
    ]),
    ...said.map((text) => [SAID[finding.kind].toLowerCase().replace("aws", "AWS"), text]),
    ["since", sinceOf(finding)],
    ...next.map((text, index) => [index === 0 ? "do" : "", text]),
    ...(calls.length > 0 ? [["who", `CloudTrail has it as ${calls.join(", ")}`]] : []),
  ];
  return [
    ...wrapped(
      `${type.split(":").at(-1) ?? type} ${name}${where === "" ? "" : ` (${where})`}: ${KINDS[finding.kind]}`,
    ),
    ...table(facts, 2),
  ];
}
