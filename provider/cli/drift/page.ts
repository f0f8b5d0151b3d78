import { createHash } from "node:crypto";

import { readUrn } from "../../core/urn";
import { VERSION } from "../../version";
import { lookUp } from "./advice";
import { escaped } from "./markdown";
import { SCRIPT } from "./page-script";
import { STYLE } from "./page-style";
import type { Change, DriftReport, Finding } from "./report";
import { besidesWords, KINDS, minute, SAID, sentenceOf } from "./sentence";

const GLYPHS = { changed: "◐", gone: "○", unread: "?" } as const;

/** The report as one file: it asks nobody for anything, and its policy forbids it to. */
export function pageOf(report: DriftReport): string {
  const { project, stack, verdict, findings, gaps, notes, unchanged } = report;
  const policy = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  return [
    "<!doctype html>",
    '<html lang="en">',
    '<head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(`${stack}: ${verdict === "clean" ? "no drift" : verdict === "drift" ? "drift" : "incomplete"}`)}</title>`,
    `<style>${STYLE}</style></head>`,
    '<body><a class="skip" href="#findings">To what was found</a><div class="page">',
    header(report),
    ...(gaps.length > 0 ? [alarm(gaps)] : []),
    '<main id="findings" tabindex="-1">',
    ...(verdict === "clean"
      ? ['<p class="allclear clean">✓ AWS answers as the state says. Nothing has to be done.</p>']
      : []),
    ...(findings.length > 1 ? [filter(findings)] : []),
    ...findings.map((one, index) => article(one, index)),
    ...(unchanged.length > 0 ? [rest(unchanged)] : []),
    "</main>",
    "<footer>",
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
    `<p>Made by pulumi-model-access ${escaped(VERSION)} of ${escaped(report.form)} on ${minute(report.reportedAt)}, stack ${escaped(`${project}/${stack}`)}. ` +
      "Pulumi does not know when something has drifted: it knows when it wrote a resource last, and that is when the time begins in which it happened. Secret values are not in this file.</p>",
    `</footer></div><script>${SCRIPT}</script></body></html>`,
    "",
  ].join("\n");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function header(report: DriftReport): string {
  const { project, stack, lookedAt, looked, findings, unchanged } = report;
  const count = (kind: Finding["kind"]): number => findings.filter((one) => one.kind === kind).length;
  const shares = [
    ["changed", count("changed"), "changed"],
    ["gone", count("gone"), "gone"],
    ["unread", count("unread"), "not readable"],
    ["rest", unchanged.length, "as the state says"],
  ] as const;
  const there = shares.filter(([, number]) => number > 0);
  const facts = [
    ["Stack", `${project}/${stack}`],
    ["AWS was asked", lookedAt === undefined ? "when, is not known" : minute(lookedAt)],
    ["Resources read", String(looked)],
  ];
  return [
    "<header>",
    '<p class="eyebrow">Drift of AWS from the Pulumi state</p>',
    `<h1>${escaped(sentenceOf(report))}</h1>`,
    `<dl class="facts">${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value!)}</dd></div>`).join("")}</dl>`,
    ...(there.length > 0
      ? [
          strip(there),
          `<ul class="legend">${there.map(([kind, number, words]) => `<li class="${kind}"><b>${number}</b> ${words}</li>`).join("")}</ul>`,
        ]
      : []),
    "</header>",
  ].join("\n");
}

/** How the parts are to the whole, drawn without styles of its elements, which the page's policy forbids. */
function strip(parts: readonly (readonly [kind: string, number: number, words: string])[]): string {
  const total = parts.reduce((sum, [, number]) => sum + number, 0);
  let from = 0;
  const bars = parts.map(([kind, number]) => {
    const width = (number / total) * 1000;
    const bar = `<rect class="${kind}" x="${from.toFixed(1)}" width="${Math.max(4, width - 4).toFixed(1)}" height="10"/>`;
    from += width;
    return bar;
  });
  const stripes =
    '<pattern id="stripes" width="8" height="10" patternUnits="userSpaceOnUse"><rect class="unread" width="5" height="10"/></pattern>';
  return `<svg class="share" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><defs>${stripes}</defs>${bars.join("")}</svg>`;
}

function alarm(gaps: readonly string[]): string {
  return [
    '<section class="alarm" role="alert"><h2>Incomplete: do not take this for a clean bill</h2>',
    `<ul>${gaps.map((gap) => `<li>${escaped(gap)}</li>`).join("")}</ul></section>`,
  ].join("\n");
}

function filter(findings: readonly Finding[]): string {
  const kinds = (["unread", "gone", "changed"] as const).filter((kind) =>
    findings.some((one) => one.kind === kind),
  );
  const buttons = kinds.map(
    (kind) =>
      `<button type="button" aria-pressed="false" data-kind="${kind}">${GLYPHS[kind]} ${KINDS[kind]}</button>`,
  );
  return [
    '<form class="filter" role="search" hidden>',
    '<label>Find by name, type, account or property (press /)<input type="search" autocomplete="off" spellcheck="false"></label>',
    ...(kinds.length > 1
      ? [`<div class="kinds" role="group" aria-label="Only these kinds">${buttons.join("")}</div>`]
      : []),
    '<span class="told" role="status"></span></form>',
  ].join("\n");
}

function article(finding: Finding, index: number): string {
  const { kind, name, type, account, region, after, firstSeen, said, next, calls } = finding;
  const changes = besidesWords(finding);
  const facts = [
    ["Account", account],
    ["Region", region],
    [
      kind === "unread" ? "Written last" : "Happened after",
      after === undefined ? "not known" : minute(after),
    ],
    ["First seen", minute(firstSeen)],
  ].filter((one): one is [string, string] => one[1] !== undefined);
  return [
    `<article class="finding ${kind}" data-kind="${kind}" aria-labelledby="f${index}">`,
    `<div class="who"><p class="badge">${GLYPHS[kind]} ${KINDS[kind]}</p>`,
    `<h2 id="f${index}">${escaped(name)}</h2><p class="type">${escaped(type.split(":").at(-1) ?? type)}</p>`,
    `<dl>${facts.map(([term, value]) => `<div${value.endsWith(" UTC") ? ' class="wide"' : ""}><dt>${term}</dt><dd>${escaped(value)}</dd></div>`).join("")}</dl></div>`,
    '<div class="what">',
    ...(changes.length > 0 ? [table(changes)] : []),
    ...(said.length > 0
      ? [`<h3>${SAID[kind]}</h3>`, ...said.map((one) => `<blockquote>${escaped(one)}</blockquote>`)]
      : []),
    `<h3>What to do</h3><ul class="next">${next.map((one) => `<li>${withCommands(one)}</li>`).join("")}</ul>`,
    ...(calls.length > 0 && region !== undefined
      ? [whoDid(calls.map((call) => lookUp(call, region, after)))]
      : []),
    "</div></article>",
  ].join("\n");
}

function whoDid(commands: readonly string[]): string {
  const lines = commands.map((one) => `<div class="command"><code>${escaped(one)}</code></div>`);
  return `<details><summary>Who did it, and when</summary><p>CloudTrail keeps it for 90 days.</p>${lines.join("")}</details>`;
}

function table(changes: readonly Change[]): string {
  const rows = changes.map(
    ({ path, before, after }) =>
      `<tr><td>${escaped(path)}</td><td data-side="State">${side(before)}</td><td class="is" data-side="AWS">${side(after)}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">Property</th><th scope="col">Pulumi's state</th><th scope="col">AWS now</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function side(value: string | null): string {
  return value === null ? '<span class="not">nothing</span>' : `<code>${escaped(value)}</code>`;
}

/** What can be typed stands out. */
function withCommands(text: string): string {
  return escaped(text).replace(/\b(pulumi (?:up|refresh|preview)(?: --[a-z-]+)*)/g, "<code>$1</code>");
}

function rest(urns: readonly string[]): string {
  const items = urns.map((urn) => {
    const { name, kind } = readUrn(urn);
    return `<li>${escaped(name)} <small>${escaped(kind)}</small></li>`;
  });
  return `<details class="more"><summary>${urns.length} as the state says</summary><ul class="urns">${items.join("")}</ul></details>`;
}
