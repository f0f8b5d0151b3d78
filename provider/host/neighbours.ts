import {
  appendFileSync,
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

import type { Neighbours, Note } from "../core/claims";

/**
 * What the hosts of one run tell one another. Each explicit provider has a host process of its own, and all of them were
 * started with the address of the same engine. So each writes what it knows into a file of its own, named after that
 * address, and reads those of the others while their processes live. Where no file can be written, hosts know only what
 * they see themselves.
 */
export function neighbours(address: string | undefined, temporary = tmpdir()): Neighbours {
  if (address === undefined) return { tell: () => undefined, told: () => [] };
  const run = address.replace(/[^\w.]/g, "-");
  const own = `${run}.${process.pid}`;
  let opened: string | undefined;
  let canTell = true;
  const others = new Map<string, NotesOfAnother>();
  const folder = (): string => (opened ??= openedFolder(temporary, own));
  return {
    tell(note) {
      if (!canTell) return;
      try {
        appendFileSync(join(folder(), own), `${JSON.stringify(note)}\n`, { mode: 0o600 });
      } catch {
        // A courtesy to the others: a temporary folder that is full or read-only must not end a run.
        canTell = false;
      }
    },
    told() {
      try {
        return readdirSync(folder())
          .filter((name) => name.startsWith(`${run}.`) && name !== own && isAlive(name, folder()))
          .flatMap((name) => {
            const other = others.get(name) ?? new NotesOfAnother(join(folder(), name));
            others.set(name, other);
            return other.all();
          });
      } catch {
        return [];
      }
    },
  };
}

/** The folder of all hosts, once what is in it is cleared up. Hosts are mostly killed: the next one removes what they left. */
function openedFolder(temporary: string, own: string): string {
  const folder = privateFolder(temporary);
  for (const name of readdirSync(folder)) isAlive(name, folder);
  process.once("exit", () => rmSync(join(folder, own), { force: true }));
  return folder;
}

/** A folder that nobody else can write to. @throws Error where there is none to be had */
function privateFolder(temporary: string): string {
  const { uid } = userInfo();
  const folder = join(temporary, `pulumi-model-access-${uid}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const found = lstatSync(folder);
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid))
    throw new Error(`${folder} is somebody else's`);
  return folder;
}

/** Whether the process that has written the file lives; what one left behind that was killed is removed. */
function isAlive(name: string, folder: string): boolean {
  try {
    process.kill(Number(name.split(".").at(-1)), 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPERM") return true;
    rmSync(join(folder, name), { force: true });
    return false;
  }
}

/** What another host has written. It only ever adds to it, so each look reads what is new. */
class NotesOfAnother {
  readonly #notes: Note[] = [];
  /** In bytes. */
  #read = 0;

  constructor(private readonly path: string) {}

  all(): readonly Note[] {
    const news = this.#news();
    // What comes after the last end of a line is being written at this moment.
    const whole = news.subarray(0, news.lastIndexOf("\n") + 1);
    for (const line of whole.toString("utf8").split("\n").slice(0, -1))
      this.#notes.push(JSON.parse(line) as Note);
    this.#read += whole.length;
    return this.#notes;
  }

  #news(): Buffer {
    const file = openSync(this.path, "r");
    try {
      const news = Buffer.alloc(fstatSync(file).size - this.#read);
      return news.subarray(0, readSync(file, news, 0, news.length, this.#read));
    } finally {
      closeSync(file);
    }
  }
}
