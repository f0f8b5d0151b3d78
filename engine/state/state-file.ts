import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { EngineError } from "../errors";
import { decodeDeployment, encodeDeployment, saltOf, type UntypedDeployment } from "./deployment";
import type { StackState } from "./resource";
import { PassphraseSecrets } from "./secrets";

/** The state of one stack on disk. Every write is whole or did not happen. */
export class StateFile {
  private constructor(
    readonly path: string,
    readonly secrets: PassphraseSecrets,
  ) {}

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
    const present = readDeployment(this.path);
    return present ? decodeDeployment(present, this.secrets) : { resources: [], pendingOperations: [] };
  }

  write(state: StackState): void {
    this.#writeText(JSON.stringify(encodeDeployment(state, this.secrets), undefined, 2));
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  #writeText(text: string): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    writeFileSync(temporary, `${text}\n`);
    renameSync(temporary, this.path);
  }
}

function readDeployment(path: string): UntypedDeployment | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new EngineError(`the state cannot be read: ${(error as Error).message}`);
  }
  return parseDeployment(text, path);
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
