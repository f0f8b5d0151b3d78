import type { Emulator, LoggedRequest } from "pulumi-model-access-emulator";

/** A step of the story did not turn out as it should. */
class StepFailed extends Error {
  override readonly name = "StepFailed";
}

/** Tells the story in the terminal: what happens, what AWS was asked, and whether it is as it should be. */
export class Narrator {
  #step = 0;
  #title = "";
  readonly #color = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;

  say(text = ""): void {
    process.stdout.write(`${text}\n`);
  }

  /** Begins a step. Whatever goes wrong until the next one is told with its name. */
  step(title: string, command?: string): void {
    this.#step += 1;
    this.#title = title;
    this.say(`\n${this.#paint(1, `${this.#step}. ${title}`)}`);
    if (command !== undefined) this.say(this.#paint(2, `   $ ${command}`));
    this.say();
  }

  /** The lines of a command, indented, as they come. */
  readonly relay = (text: string): void => {
    for (const line of text.trimEnd().split("\n")) this.say(`   ${line}`);
  };

  /** What AWS was asked while `work` went on; repeated looks are counted, not repeated. */
  async watching<T>(emulator: Emulator, work: () => Promise<T>): Promise<T> {
    const seen: LoggedRequest[] = [];
    const end = emulator.requests.listen((request) => seen.push(request));
    try {
      return await work();
    } finally {
      end();
      this.say(this.#paint(2, `   AWS was asked${seen.length === 0 ? " nothing." : ":"}`));
      for (const line of summarize(seen)) this.say(this.#paint(2, `     ${line}`));
    }
  }

  /** States what holds; when it does not, the story ends here. */
  holds(what: string, condition: boolean): void {
    if (!condition) throw new StepFailed(`step ${this.#step} (${this.#title}): this does not hold: ${what}`);
    this.say(`   ${this.#paint(32, "✓")} ${what}`);
  }

  /** An error of the story with the step it belongs to. */
  explain(error: unknown): string {
    if (error instanceof StepFailed) return error.message;
    return `step ${this.#step} (${this.#title}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }

  #paint(code: number, text: string): string {
    return this.#color ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

function summarize(requests: readonly LoggedRequest[]): string[] {
  const counts = new Map<string, number>();
  for (const { operation, subject = "", status, error, access } of requests) {
    const outcome = error ? `${status} ${error}` : String(status);
    const line = `${access === "write" ? "write" : "read "}  ${[operation, subject].join(" ").trim()} -> ${outcome}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count > 1 ? `${line}  (${count} times)` : line));
}
