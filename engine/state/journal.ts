import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { EngineError } from "../errors";
import type { Change, ChangeLog } from "./changes";
import { decodeRecord, encodeRecord } from "./deployment";
import type { PassphraseSecrets } from "./secrets";

/** A change as it is written. */
type Written = Record<string, unknown> & { readonly resource?: Record<string, unknown> };

/**
 * What a run has done to the state so far, beside the file with the state that it began with: writing the whole state around each
 * step would take longer the more there is. The first line says which state that was; each other one is what was saved at once, and
 * is there as a whole or does not count.
 */
export class JournalFile {
  constructor(
    private readonly path: string,
    private readonly secrets: PassphraseSecrets,
  ) {}

  get exists(): boolean {
    return existsSync(this.path);
  }

  /**
   * What was done to that state; nothing where the journal is of another one, because the state was written anew since.
   * @throws EngineError where it was changed by somebody else
   */
  read(base: string): Change[] {
    if (!this.exists) return [];
    const lines = readFileSync(this.path, "utf8").split("\n");
    // What comes after the last end of a line was being written when the run ended.
    lines.pop();
    const [head, ...saves] = lines;
    return head === headOf(base) ? saves.flatMap((line) => this.#decode(line)) : [];
  }

  /** Begins anew, for a run that begins with that state. A run that saves nothing leaves nothing behind. */
  begin(base: string): ChangeLog {
    let hasBegun = false;
    let noted: Change[] = [];
    return {
      note: (change) => void noted.push(change),
      save: () => {
        if (!hasBegun) {
          mkdirSync(dirname(this.path), { recursive: true });
          writeFileSync(this.path, `${headOf(base)}\n`);
          hasBegun = true;
        }
        if (noted.length > 0) appendFileSync(this.path, `${this.#encode(noted)}\n`);
        noted = [];
      },
    };
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  #encode(changes: readonly Change[]): string {
    return JSON.stringify(
      changes.map((change) =>
        "resource" in change ? { ...change, resource: encodeRecord(change.resource, this.secrets) } : change,
      ),
    );
  }

  #decode(line: string): Change[] {
    let changes: Written[];
    try {
      changes = JSON.parse(line) as Written[];
    } catch {
      throw new EngineError(`${this.path} is not what a run has written`);
    }
    return changes.map(
      ({ resource, ...change }) =>
        ({ ...change, ...(resource && { resource: decodeRecord(resource, this.secrets) }) }) as Change,
    );
  }
}

function headOf(base: string): string {
  return JSON.stringify({ version: 1, of: createHash("sha256").update(base).digest("hex") });
}
