import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { beforeIn } from "#provider/cli/drift/before";
import { redacted } from "#provider/cli/drift/hiding";
import { markdownOf } from "#provider/cli/drift/markdown";
import { pageOf } from "#provider/cli/drift/page";
import { readRun } from "#provider/cli/drift/read";
import { type DriftReport, reportOn } from "#provider/cli/drift/report";
import { terminalText } from "#provider/cli/drift/terminal";
import { type Ended, runCommand } from "../../support/command";

/** Recorded of the CLI 3.260.0 on the emulator, but for what bears a name; without provider texts, terms and stack traces. */
const recorded = (name: string): string =>
  readFileSync(resolve(__dirname, "../../../../tests/provider/cli/recorded", name), "utf8");

const NOW = new Date("2026-11-22T09:30:00Z");
const report = (text: string): DriftReport => reportOn(readRun(text), NOW);
const seen = ({ findings }: DriftReport): string[] => findings.map(({ kind, name }) => `${kind} ${name}`);
const of = (made: DriftReport, name: string) => made.findings.find((one) => one.name === name)!;
const everything = (made: DriftReport): string =>
  [JSON.stringify(made), markdownOf(made), pageOf(made), terminalText(made).join("\n")].join("\n");

const DRIFTED = ["changed triage", "changed command-r", "changed jamba", "changed form"];
const AFTER_FORM = ["gone form", "changed triage", "changed command-r", "changed jamba"];

describe("a report", () => {
  it.each([
    ["drifted.json", "drift", DRIFTED],
    ["drifted.events", "drift", DRIFTED],
    ["preview-with-refresh.json", "drift", DRIFTED],
    ["preview-with-refresh.events", "drift", AFTER_FORM],
    ["embedded-engine.json", "drift", AFTER_FORM],
    [
      "unreadable.json",
      "incomplete",
      ["unread command-r", "unread jamba", "unread nova-micro", "gone form", "changed triage"],
    ],
    [
      "unreadable.events",
      "incomplete",
      [
        "unread command-r",
        "unread haiku",
        "unread nova-micro",
        "gone form",
        "changed triage",
        "changed jamba",
      ],
    ],
    ["clean.json", "clean", []],
    ["clean.events", "clean", []],
    ["preview-without-refresh.json", "incomplete", []],
    ["summary-only.json", "incomplete", []],
  ])("of %s is %s and finds what there was", (name, verdict, findings) => {
    const made = report(recorded(name));
    expect(made.verdict).toBe(verdict);
    expect(seen(made).sort()).toEqual([...findings].sort());
    expect(made.gaps.length > 0).toBe(verdict === "incomplete");
  });

  it("tells what differs, what AWS said, what to do, and after when it has happened", () => {
    const made = report(recorded("drifted.json"));
    expect(made).toMatchObject({
      stack: "dev",
      project: "model-access",
      looked: 7,
      lookedAt: "2026-11-22T06:00:48Z",
    });
    expect(of(made, "command-r")).toMatchObject({
      account: "111122223333",
      region: "us-east-1",
      after: "2026-11-22T06:00:16Z",
      changes: expect.arrayContaining([{ path: "agreementStatus", before: "AVAILABLE", after: "ERROR" }]),
      said: [expect.stringMatching(/^INVALID_PAYMENT_INSTRUMENT: card expired/)],
      next: [
        expect.stringContaining("add a valid payment method"),
        expect.stringContaining("pulumi up --refresh"),
        expect.stringContaining("take it out of the program"),
      ],
      calls: ["DeleteFoundationModelAgreement"],
    });
    expect(of(made, "triage").changes).toEqual([
      { path: "principals[1]", before: null, after: "777788889999" },
      { path: "tagsAll.stage", before: "prod", after: null },
      { path: "tagsAll.team", before: "triage", after: "other" },
    ]);
    expect(of(made, "triage").next.at(-1)).toContain("write it into the program");
    expect(of(made, "form").changes.map(({ before, after }) => [before, after])).toContainEqual([
      "(secret)",
      "(another secret)",
    ]);
  });

  it("says of what could not be read what AWS said, and what the message advises", () => {
    const { said, next, changes } = of(report(recorded("unreadable.json")), "nova-micro");
    expect(said[0]).toMatch(/^reading Bedrock model agreement .*: AccessDeniedException: User: /);
    expect(next[0]).toMatch(/^The deploy identity lacks a permission/);
    expect(changes).toEqual([]);
  });

  it("leaves out what the program only looks at, which Pulumi itself takes for a change", () => {
    expect(recorded("clean.json")).toContain('"update": 1');
    expect(report(recorded("clean.json")).notes.join()).toContain("only looks at (get)");
  });

  it("calls a change of the program that is not deployed no drift", () => {
    const digest = JSON.parse(recorded("preview-with-refresh.json")) as { steps: Record<string, unknown>[] };
    const urn = String(digest.steps.find((one) => String(one["urn"]).endsWith("::nova-micro"))!["urn"]);
    const [refresh] = digest.steps.filter((one) => one["urn"] === urn);
    const then = {
      ...refresh,
      op: "update",
      detailedDiff: { requireAuthorized: { kind: "add", inputDiff: true } },
    };
    const made = report(JSON.stringify({ ...digest, steps: [...digest.steps, then] }));
    expect(seen(made)).not.toContain("changed nova-micro");
    expect(made.notes.join()).toContain("not deployed, and no drift");
  });

  it("keeps when a finding was first seen, from a report in either form, and knows when nothing is new", () => {
    const first = report(recorded("drifted.json"));
    for (const left of [JSON.stringify(first), markdownOf(first)]) {
      const before = beforeIn(left)!;
      const later = reportOn(readRun(recorded("drifted.events")), NOW, before.firstSeen);
      expect(of(later, "jamba").firstSeen).toBe("2026-11-22T06:00:48Z");
      expect(reportOn(readRun(recorded("drifted.json")), NOW, before.firstSeen).fingerprint).toBe(
        before.fingerprint,
      );
    }
    expect(beforeIn("### something else")).toBeUndefined();
  });
});

describe("what is cut off, mixed up or empty is never called clean", () => {
  it.each([
    ["clean.json", 1],
    ["clean.events", 97],
    ["drifted.json", 97],
    ["drifted.events", 499],
  ])("%s, cut at every byte (of its end; before that, and where it is long, each by %d)", (name, step) => {
    const bytes = Buffer.from(recorded(name).trimEnd());
    const cuts = [...bytes.keys()].filter((at) => at > bytes.length - 300 || at % step === 0);
    const wrong = cuts.filter((at) => report(bytes.subarray(0, at).toString()).verdict !== "incomplete");
    expect(wrong).toEqual([]);
  });

  it.each(["clean.events", "drifted.events"])(
    "%s, without any one of its lines that tell something",
    (name) => {
      const lines = recorded(name).trimEnd().split("\n");
      const telling = [...lines.keys()].filter((at) => !/"(preludeEvent|diagnosticEvent)"/.test(lines[at]!));
      const wrong = telling.filter(
        (at) => report(lines.filter((_, index) => index !== at).join("\n")).verdict !== "incomplete",
      );
      expect(wrong.map((at) => lines[at]!.slice(0, 120))).toEqual([]);
    },
  );

  it("a stream in another order, with a line twice, or two streams in one", () => {
    const lines = recorded("clean.events").trimEnd().split("\n");
    const other = fc
      .shuffledSubarray(lines, { minLength: lines.length })
      .filter((one) => one.join() !== lines.join());
    fc.assert(
      fc.property(other, (mixed) => report(mixed.join("\n")).verdict === "incomplete"),
      { numRuns: 50 },
    );
    for (const line of lines) expect(report([...lines, line].join("\n")).verdict).toBe("incomplete");
    expect(report(`${recorded("clean.events")}${recorded("clean.events")}`).verdict).toBe("incomplete");
  });

  it("text of any kind", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => report(text).verdict === "incomplete"),
      { numRuns: 300 },
    );
    expect(report("").gaps).toEqual([expect.stringContaining("nothing in it")]);
    expect(report(JSON.stringify({ steps: [], changeSummary: {} })).verdict).toBe("incomplete");
  });

  it("a document in which a part is of another kind", () => {
    const digest = JSON.parse(recorded("clean.json")) as Record<string, unknown>;
    for (const key of ["steps", "changeSummary"])
      for (const other of [null, 7, "x", [1], { a: "b" }, undefined])
        expect(report(JSON.stringify({ ...digest, [key]: other })).verdict).toBe("incomplete");
  });

  it("a state in which a part is of another kind", () => {
    const digest = JSON.parse(recorded("drifted.json")) as {
      steps: { oldState?: object; newState?: object }[];
    };
    for (const key of ["id", "inputs", "outputs", "modified", "external"])
      for (const other of [null, 7, "x", [1], { a: "b" }]) {
        const steps = digest.steps.map((step) => ({ ...step, oldState: { ...step.oldState, [key]: other } }));
        const made = report(JSON.stringify({ ...digest, steps }));
        expect(made.verdict).toBe("drift");
        expect(everything(made)).toContain("INVALID_PAYMENT_INSTRUMENT");
      }
  });

  it("but what 2>&1 adds to a whole one is borne", () => {
    const said = "error: no changes were expected for refresh but changes were proposed\n";
    for (const name of ["drifted.json", "drifted.events"])
      expect(report(recorded(name) + said).verdict).toBe("drift");
  });
});

describe("nobody sees", () => {
  it("a secret, in any form in which Pulumi may write one, nor what is declared secret and came in clear", () => {
    const canary = "canary-51a7";
    const clear = recorded("drifted.json")
      .replace('"companyName": "[secret]"', `"companyName": "${canary}"`)
      .replaceAll(
        '"team": "other"',
        `"team": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "${canary}"}`,
      )
      .replaceAll('"777788889999"', `{"apiToken": "${canary}", "n": 1}`)
      .replaceAll("card expired", `see https://pay.example.com/x?X-Amz-Signature=${canary}`);
    expect(clear.split(canary).length).toBeGreaterThan(4);
    const made = report(clear);
    expect(made.verdict).toBe("drift");
    expect(everything(made)).not.toContain(canary);
    expect(everything(made)).toContain("https://pay.example.com/x");
  });

  it("the numbers of accounts, where they are to be redacted", () => {
    const made = redacted(report(recorded("drifted.json")));
    expect(everything(made)).not.toMatch(/\b(111122223333|777788889999|444455556666)\b/);
    expect(of(made, "triage").account).toBe("********3333");
  });

  it("markup of what AWS says, or of a name, take effect", () => {
    const hostile = "</script><img src=x onerror=alert(1)>`| @everyone #1 [x](http://evil.example)";
    const text = recorded("drifted.json")
      .replaceAll("card expired <script>alert(1)</script>", JSON.stringify(hostile).slice(1, -1))
      .replaceAll("::command-r", `::${JSON.stringify(hostile).slice(1, -1)}`);
    const made = report(text);
    const page = pageOf(made);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain("<img");
    const markdown = markdownOf(made).replace(/^<!--.*-->$/m, "");
    expect(markdown.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).not.toMatch(/<img|@everyone|\]\(http/);
    expect(terminalText(made).join("\n")).toContain("onerror");
  });

  it("more than a comment can hold", () => {
    const digest = JSON.parse(recorded("drifted.json")) as { steps: { urn: string; op: string }[] };
    const [step] = digest.steps.filter(({ op }) => op === "update");
    const steps = Array.from({ length: 900 }, (_, index) => ({ ...step, urn: `${step!.urn}-${index}` }));
    const root = digest.steps.filter(({ op }) => op === "refresh");
    const made = report(
      JSON.stringify({
        ...digest,
        steps: [...root, ...steps],
        changeSummary: { update: 900, same: root.length },
      }),
    );
    expect(made.findings).toHaveLength(900);
    expect(markdownOf(made).length).toBeLessThan(65_536);
    expect(markdownOf(made)).toMatch(/\d+ more stand in the page/);
  });
});

describe("pulumi-model-access drift", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "drift-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const drift = (name: string | undefined, ...args: string[]): Promise<Ended> => {
    if (name !== undefined) writeFileSync(join(folder, "run.json"), recorded(name));
    return runCommand("provider/bin/pulumi-model-access.cjs", ["drift", "run.json", ...args], {
      cwd: folder,
    });
  };
  const written = (name: string): string => readFileSync(join(folder, name), "utf8");

  it("ends with 0, 7 or 1, prints at most 100 columns, and writes the comment only where there is news", async () => {
    const pages = ["--markdown", "drift.md", "--html", "drift.html", "--report", "drift.json"];
    const first = await drift("drifted.json", ...pages);
    expect(first).toMatchObject({ status: 7, stderr: "" });
    expect(first.stdout.split("\n")[0]).toBe("4 of 7 resources have drifted: 4 changed.");
    expect(first.stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
    expect(written("drift.md")).toMatch(/^<!-- pulumi-model-access drift model-access\/dev /);
    expect(written("drift.html")).toMatch(/^<!doctype html>/);
    writeFileSync(join(folder, "before.md"), written("drift.md"));
    for (const before of ["before.md", "drift.json"]) {
      expect(await drift("drifted.json", "--markdown", "news.md", "--before", before)).toMatchObject({
        status: 7,
      });
      expect(written("news.md")).toBe("");
    }
    expect(await drift("clean.json", "--markdown", "news.md", "--before", "before.md")).toMatchObject({
      status: 0,
    });
    expect(written("news.md")).toContain("are as Pulumi left them");
    expect(await drift("clean.json", "--markdown", "news.md")).toMatchObject({ status: 0 });
    expect(written("news.md")).toBe("");
    const blind = await drift("unreadable.json", "--json");
    expect(blind.status).toBe(1);
    expect(JSON.parse(blind.stdout)).toMatchObject({ version: 1, verdict: "incomplete" });
  });

  it("says what is wrong with a file that is not there, or is no report", async () => {
    expect(await drift("clean.json", "--before", "nowhere.md")).toMatchObject({
      status: 2,
      stderr: "error: there is no nowhere.md\n",
    });
    expect((await drift("clean.json", "--before", "run.json")).stderr).toContain(
      "is no report of an earlier run",
    );
  });
});
