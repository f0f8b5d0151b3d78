import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Stack as EmbeddedStack, type UntypedDeployment } from "#engine/index";
import { parseUrn } from "#engine/urns";
import type { Props } from "#provider/core/props";

import type { SimulatedAws } from "./aws";
import { Killed } from "./command";
import { EFFECTS, LASTS, type Mishap } from "./mishaps";
import type { Wish } from "./program";
import { type Asked, type Deployed, Failed, type Kept, type Ran } from "./stack";

/** A project on the disk, and how it is deployed. */
export interface Place {
  readonly folder: string;
  readonly stateDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Says what the program is from now on. */
  readonly declare: (stack: string, wishes: ReadonlyMap<string, Wish>) => void;
  /** The hosts that live now. */
  readonly hosts: () => readonly number[];
}

export const PASSPHRASE = "simulated";

/** A stack on the embedded engine: a process for it, one for the program, one for each provider. */
export class EngineStack implements Deployed {
  resources: readonly Kept[] = [];
  readonly heard: string[] = [];

  constructor(
    readonly name: string,
    private readonly aws: SimulatedAws,
    private readonly place: Place,
  ) {}

  readonly isEncrypted = true;

  /** What stands on the disk, settings and copies beside the state. */
  get text(): string {
    return readdirSync(this.place.stateDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("\n");
  }

  async run({ verb, program, mishaps = [], isStill = false }: Asked): Promise<Ran> {
    this.place.declare(this.name, new Map(program.map((declared) => [declared.name, declared])));
    const [operation, ...refreshing] = verb.split(" ");
    const isPreview = operation === "preview";
    const child = spawn(
      process.execPath,
      [
        ...[require.resolve("#engine/cli"), "--cwd", this.place.folder, "--state-dir", this.place.stateDir],
        ...["--non-interactive", operation!, ...refreshing, "--stack", this.name],
        ...(isPreview ? [] : ["--yes", "--skip-preview"]),
        ...(isStill ? ["--expect-no-changes"] : []),
      ],
      { env: this.place.env },
    );
    const met: string[] = [];
    const end = this.#goWrong(mishaps, child, met);
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (part: Buffer) => (said += part.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    end();
    this.heard.push(said);
    await this.#read();
    const isOrphaned = code === null;
    const isKilled = isOrphaned || met.some((one) => one.startsWith("host killed"));
    const error = code === 0 ? undefined : isKilled ? new Killed(said, isOrphaned) : new Failed(said);
    return { did: new Map(), drifted: [], met, ...(error && { error }) };
  }

  /** Counts what is asked of AWS, and lets go wrong what is to go wrong at that call. */
  #goWrong(mishaps: readonly Mishap[], child: ChildProcess, met: string[]): () => void {
    const { log, faults } = this.aws.options;
    for (const { what, at, calls } of mishaps) {
      const effect = what.endsWith("killed before") ? EFFECTS["lost before"] : EFFECTS[what];
      if (effect) faults.add({ skip: at, times: LASTS.includes(what) ? calls : 1, effect });
    }
    let call = 0;
    const stop = log.listen(() => {
      const now = call++;
      for (const { what } of mishaps.filter(({ at }) => at === now)) {
        met.push(`${what}, call ${now}`);
        if (/killed (before|after)$/.test(what))
          for (const host of this.place.hosts()) process.kill(host, "SIGKILL");
        if (/^(killed|orphaned)/.test(what)) child.kill("SIGKILL");
      }
    });
    return () => {
      stop();
      faults.clear();
    };
  }

  async #read(): Promise<void> {
    const stack = await EmbeddedStack.createOrSelect({
      ...{ stackName: this.name, workDir: this.place.folder },
      ...{ stateDir: this.place.stateDir, passphrase: PASSPHRASE },
    });
    this.resources = keptIn(await stack.exportStack(true));
  }
}

interface Exported {
  readonly resources?: readonly {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Props;
    readonly outputs?: Props;
    readonly delete?: boolean;
    readonly initErrors?: readonly string[];
  }[];
}

function keptIn({ deployment }: UntypedDeployment): Kept[] {
  const { resources = [] } = deployment as Exported;
  return resources
    .filter(({ type }) => type.includes("model-access:") && !type.startsWith("pulumi:"))
    .map(
      ({ urn, type, id = "", inputs = {}, outputs = {}, delete: isReplaced = false, initErrors = [] }) => ({
        ...{ name: parseUrn(urn).name, type: type.split(":").at(-1)!, account: "", needs: [], id },
        ...{ inputs, outputs, isUnfinished: initErrors.length > 0, isReplaced },
      }),
    );
}
