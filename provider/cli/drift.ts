import { existsSync, readFileSync, writeFileSync } from "node:fs";

import type { Command } from "commander";

import { type Before, beforeIn } from "./drift/before";
import { redacted } from "./drift/hiding";
import { markdownOf } from "./drift/markdown";
import { pageOf } from "./drift/page";
import { readRun } from "./drift/read";
import { type DriftReport, reportOn, type Verdict } from "./drift/report";
import { terminalText } from "./drift/terminal";
import { EXIT, UsageError } from "./outcome";
import { print, printJson } from "./text";

interface Options {
  readonly markdown?: string;
  readonly html?: string;
  readonly report?: string;
  readonly before?: string;
  readonly redact: boolean;
  readonly json: boolean;
}

const ENDS: Readonly<Record<Verdict, number>> = {
  clean: EXIT.fine,
  drift: EXIT.differs,
  incomplete: EXIT.couldNotLook,
};

/** `drift`. */
export function addDrift(program: Command): void {
  program
    .command("drift")
    .description(
      "show what a refresh has found: exit code 0 clean, 7 drift, 1 where that cannot be told, since what was read is incomplete",
    )
    .argument(
      "[file]",
      "what `pulumi refresh --preview-only --json` has printed; - is the standard input",
      "-",
    )
    .option("--html <file>", "write a page that needs nothing else")
    .option(
      "--markdown <file>",
      "write a comment for a pull request; empty where --before says that all of it is known",
    )
    .option("--report <file>", "write all of it as JSON")
    .option(
      "--before <file>",
      "what --report or --markdown has written the last time: since when something is known",
    )
    .option("--redact", "show the last four digits of account ids only", false)
    .option("--json", "print JSON", false)
    .addHelpText(
      "after",
      "\nExample:\n  pulumi refresh --preview-only --json --stack prod > refresh.json\n" +
        "  npx pulumi-model-access drift refresh.json --html drift.html",
    )
    .action(show);
}

function show(file: string, options: Options): void {
  const before = options.before === undefined ? undefined : known(options.before);
  const reading = readRun(contentOf(file));
  const made = reportOn(reading, new Date(), before?.firstSeen);
  const report = options.redact ? redacted(made) : made;
  if (options.html !== undefined) writeFileSync(options.html, pageOf(report));
  if (options.report !== undefined)
    writeFileSync(options.report, `${JSON.stringify(report, undefined, 2)}\n`);
  if (options.markdown !== undefined)
    writeFileSync(options.markdown, isNews(report, before) ? markdownOf(report) : "");
  process.exitCode = ENDS[report.verdict];
  if (options.json) printJson(report);
  else print(terminalText(report));
}

/** A comment is for what nobody knows yet: a clean stack that nobody has complained of is no news. */
function isNews({ verdict, fingerprint }: DriftReport, before: Before | undefined): boolean {
  return before === undefined ? verdict !== "clean" : before.fingerprint !== fingerprint;
}

function contentOf(file: string): string {
  if (file !== "-" && !existsSync(file)) throw new UsageError(`there is no ${file}`);
  return readFileSync(file === "-" ? 0 : file, "utf8");
}

/** An empty file is the first run's, whose predecessor has left nothing. */
function known(file: string): Before | undefined {
  if (!existsSync(file)) throw new UsageError(`there is no ${file}`);
  const content = readFileSync(file, "utf8");
  if (content.trim() === "") return undefined;
  const before = beforeIn(content);
  if (!before)
    throw new UsageError(
      `${file} is no report of an earlier run: give what --report or --markdown has written`,
    );
  return before;
}
