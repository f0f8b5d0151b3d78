import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import { RunningClock, startEmulator } from "#emulator/index";
import type { DetailedDiff } from "#engine/values/object-diff";
import type { PropertyMap } from "#engine/values/values";

import { configFor } from "../support/hosts/config";
import { type Did, Host, type Managed } from "../support/hosts/dynamic-host";
import type { Emulator } from "../support/emulator/emulated";
import type { Subject } from "../support/tables/subjects";
import { Broken, Ended } from "./judge";

/** What a scenario is played with. */
export interface Setting {
  readonly subject: Subject;
  readonly assumptions: Readonly<Record<string, string>>;
  /** How much faster than real time the emulator's clock runs. */
  readonly speed: number;
  /** Learns which assumptions were acted upon. */
  readonly asked: Set<string>;
  /** Something that goes wrong besides, for tests of the judge. */
  readonly disturb?: (emulator: Emulator) => void;
  /** What the provider is told besides. */
  readonly config?: Readonly<Record<string, string>>;
}

/** In real seconds, as the provider counts: three emulated hours, but time enough for a busy machine. */
export function patienceAt(speed: number): number {
  return Math.max(4, 10_800 / speed);
}

/** In emulated seconds: what AWS shows late is there by then. */
export const SHOWN_WITHIN = 900;
/** In real seconds: that much time passes on a busy machine before it has looked twice. */
const LOOKED_AT_FOR = 2;

/** The first run starts the host's process. */
let warm: Promise<Host> | undefined;

/** One AWS, one resource in it, and the runs that work on it. */
export class Stage {
  /** Whether somebody has made the object before the resource did. */
  wasThere = false;

  private constructor(
    readonly setting: Setting,
    readonly emulator: Emulator,
    readonly managed: Managed,
    readonly args: PropertyMap,
  ) {}

  static async open(setting: Setting): Promise<Stage> {
    const { subject, assumptions, speed, asked, disturb } = setting;
    // A fast clock must not run while a process starts: what is valid for hours would be over.
    await (warm ??= Host.start({}));
    const world = { ...subject.world, assumptions };
    const emulator = await startEmulator({ clock: new RunningClock(speed), world });
    listen(emulator, asked);
    const args = await subject.prepare(emulator);
    const patience = patienceAt(speed);
    const __timeouts = { create: patience, update: patience, delete: patience };
    const host = await Host.start(configOf(setting, emulator));
    disturb?.(emulator);
    return new Stage(setting, emulator, host.resource(subject.kind), { ...args, __timeouts });
  }

  get subject(): Subject {
    return this.setting.subject;
  }

  /** Begins a run. */
  run(config: Record<string, string> = {}): Promise<Host> {
    return Host.start({ ...configOf(this.setting, this.emulator), ...config });
  }

  /** Ends the run and begins another one, as two commands would. */
  async nextRun(config: Record<string, string> = {}): Promise<void> {
    this.managed.on(await this.run(config));
  }

  async up(wanted: readonly Did[], args: PropertyMap = this.args): Promise<void> {
    const did = await this.verb("up", () => this.managed.up(args));
    if (!wanted.includes(did)) throw new Broken(`up: did ${did}, not ${wanted.join(" or ")}`);
  }

  async refresh(): Promise<DetailedDiff | undefined> {
    return this.verb("refresh", () => this.managed.refresh());
  }

  async destroy(): Promise<void> {
    await this.verb("destroy", () => this.managed.destroy());
  }

  /** There is one object, no drift, and nothing to do. */
  async isAtRest(args: PropertyMap = this.args): Promise<void> {
    await this.hasObjects(1);
    await this.isStill(args);
    await this.hasObjects(1);
  }

  /** Another run finds no drift, and nothing to do. */
  async isStill(args: PropertyMap): Promise<void> {
    await this.nextRun();
    const drift = await this.refresh();
    if (!isDeepStrictEqual(drift, {})) {
      const shown = drift ? JSON.stringify(drift) : "it gone";
      throw new Broken(`refresh: shows ${shown} where nothing has changed`);
    }
    await this.up(["same"], args);
  }

  async isGone(): Promise<void> {
    if (this.managed.state) throw new Broken("destroy: left a state");
    if (!this.subject.stays) await this.hasObjects(0);
  }

  /** AWS has so many, also where it shows them late. */
  async hasObjects(wanted: number): Promise<void> {
    const end = this.emulator.clock.now() + SHOWN_WITHIN * 1000;
    const realEnd = performance.now() + LOOKED_AT_FOR * 1000;
    for (;;) {
      const { length } = await this.subject.objects(this.emulator);
      if (length === wanted) return;
      const isOver = this.emulator.clock.now() > end && performance.now() > realEnd;
      if (isOver) throw new Broken(`AWS has ${length} of it, not ${wanted}`);
      await setTimeout(5);
    }
  }

  /** Runs a verb of the provider; how it fails is judged later. */
  async verb<T>(step: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (thrown) {
      const heard = this.emulator.requests.all().flatMap(({ error }) => error ?? []);
      throw new Ended(step, (thrown as Error).message, [...new Set(heard)], () => this.verb(step, run));
    }
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}

function configOf({ subject, speed, config }: Setting, emulator: Emulator): Record<string, string> {
  return {
    ...configFor(emulator, subject.account),
    // As often in emulated time, whatever the clock; and retries that adapt would take many seconds.
    "model-access:pollInterval": String(Math.min(1, 24 / speed)),
    "aws:retryMode": "standard",
    "aws:maxRetries": "2",
    ...config,
  };
}

/** What is never asked about cannot matter. */
function listen({ world }: Emulator, asked: Set<string>): void {
  world.assumptions = new Proxy(world.assumptions, {
    get: (chosen, name) => {
      asked.add(String(name));
      return Reflect.get(chosen, name) as unknown;
    },
  });
}
