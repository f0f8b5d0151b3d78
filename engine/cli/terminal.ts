import { createInterface } from "node:readline/promises";

import { CommandError, EXIT, type Stack } from "../stack";
import { EngineError } from "../errors";

/** A wrong use of the command, told in one sentence. */
export class UsageError extends EngineError {
  override readonly name = "UsageError";
}

/** Asks before something is changed; a pipeline has to say so beforehand. */
export async function confirm(verb: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new UsageError("--yes must be passed in to proceed when running in non-interactive mode");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Do you want to perform this ${verb}? [yes/no] `);
  terminal.close();
  return answer.trim().toLowerCase() === "yes";
}

/** Lets the first Ctrl-C cancel a run and the second one end it at once. */
export async function interruptible<T>(stack: Stack, work: () => Promise<T>): Promise<T> {
  let interrupts = 0;
  const onSignal = (): void => {
    interrupts += 1;
    if (interrupts === 1) {
      process.stderr.write(
        "^C received; cancelling. If you would like to terminate immediately, press ^C again.\n",
      );
      void stack.cancel();
    } else {
      void stack.kill().finally(() => process.exit(EXIT.interrupted));
    }
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await work();
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}

/** Says what went wrong, unless it was printed already, and with which exit code to end. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.code;
  const known = error instanceof EngineError || (error as NodeJS.ErrnoException).code !== undefined;
  process.stderr.write(`error: ${known ? (error as Error).message : (error as Error).stack}\n`);
  return EXIT.failed;
}
