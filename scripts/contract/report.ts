import type { Outcome } from "./run/run";
import { settlements } from "./settlements";

/** Prints what becomes of the expectations, and counts. */
export class Report {
  readonly #count = { passed: 0, failed: 0, skipped: 0 };

  readonly #outcomes: Outcome[] = [];

  constructor(private readonly print: (line: string) => void) {}

  readonly add = (outcome: Outcome): void => {
    const { title, result, source } = outcome;
    this.#count[result] += 1;
    this.#outcomes.push(outcome);
    const reason = outcome.reason === undefined ? "" : ` (${outcome.reason})`;
    this.print(`${(result === "failed" ? "FAILED" : result).padEnd(7)} ${title}${reason}`);
    if (result !== "failed") return;
    this.print(`          expected  ${outcome.expected}`);
    this.print(`          came      ${outcome.came}`);
    for (const difference of outcome.differences ?? []) this.print(`          differs   ${difference}`);
    this.print(`          source    ${source.tag}: ${source.where}`);
  };

  /** Says, on one screen, which assumptions this run has settled. */
  settled(): void {
    for (const line of settlements(this.#outcomes)) this.print(line);
  }

  /** @returns whether nothing failed, and anything was tried at all */
  end(): boolean {
    const { passed, failed, skipped } = this.#count;
    this.print(`\nContract: ${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed === 0 && passed > 0;
  }
}
