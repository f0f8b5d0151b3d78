import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { EngineError } from "../errors";
import type { ChangeLog } from "./changes";
import { decodeDeployment, encodeDeployment, saltOf, type UntypedDeployment } from "./deployment";
import { JournalFile } from "./journal";
import type { StackState } from "./resource";
import { PassphraseSecrets } from "./secrets";
import { Snapshot } from "./snapshot";

/**
 * The state of one stack on disk. Every write is whole or did not happen. While a run goes on, what it does is written beside it;
 * where the run did not come to its end, reading does that again.
 */
export class StateFile {
  readonly #journal: JournalFile;

  private constructor(
    readonly path: string,
    readonly secrets: PassphraseSecrets,
  ) {
    this.#journal = new JournalFile(`${path}.journal`, secrets);
  }

  /** Opens the state of a stack; `salt` is used when the file does not exist or names none. */
  static async open(path: string, passphrase: string, salt?: string): Promise<StateFile> {
    const present = readDeployment(path);
    return new StateFile(
      path,
      await PassphraseSecrets.open(passphrase, (present && saltOf(present)) ?? salt),
    );
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  read(): StackState {
    const text = readText(this.path);
    if (text === undefined) return Snapshot.replay(emptyState(), this.#journal.read(""));
    const base = decodeDeployment(parseDeployment(text, this.path), this.secrets);
    return Snapshot.replay(base, this.#journal.read(text));
  }

  write(state: StackState): void {
    this.#writeText(JSON.stringify(encodeDeployment(state, this.secrets), undefined, 2));
    // One that is left behind is not of this state, and does not count.
    this.#journal.remove();
  }

  /**
   * Takes down from now on what a run does.
   * @param base what the state is now
   */
  begin(base: StackState): ChangeLog {
    // What an earlier run has done is counted in.
    if (this.#journal.exists) this.write(base);
    return this.#journal.begin(readText(this.path) ?? "");
  }

  remove(): void {
    this.#journal.remove();
    rmSync(this.path, { force: true });
  }

  #writeText(text: string): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    writeFileSync(temporary, `${text}\n`);
    renameSync(temporary, this.path);
  }
}

function emptyState(): StackState {
  return { resources: [], pendingOperations: [] };
}

function readDeployment(path: string): UntypedDeployment | undefined {
  const text = readText(path);
  return text === undefined ? undefined : parseDeployment(text, path);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new EngineError(`the state cannot be read: ${(error as Error).message}`);
  }
}

/** Reads the text of a deployment, as `pulumi stack export` writes it. */
export function parseDeployment(text: string, source: string): UntypedDeployment {
  let parsed: { version?: unknown; deployment?: unknown } | null;
  try {
    parsed = JSON.parse(text) as typeof parsed;
  } catch {
    throw new EngineError(`${source} is not JSON`);
  }
  if (parsed?.version !== 3 || typeof parsed.deployment !== "object") {
    throw new EngineError(`${source} is not a deployment of version 3, as pulumi stack export writes it`);
  }
  return parsed as UntypedDeployment;
}
