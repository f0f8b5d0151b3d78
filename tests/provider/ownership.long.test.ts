import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";

import type { Emulator } from "../support/emulator/emulated";
import { configFor, Host, type Managed, Refused } from "../support/hosts/host";
import { type Kind, KINDS, OWNERSHIP } from "../support/tables/ownership-table";
import { type Subject, SUBJECTS } from "../support/tables/subjects";

let emulator: Emulator;
beforeEach(async () => (emulator as Emulator | undefined)?.close());
afterAll(() => emulator.close());

/** One object of one kind, and everything that runs do with it. */
class Story {
  private constructor(
    readonly subject: Subject,
    readonly args: PropertyMap,
  ) {}

  static async begin(kind: Kind): Promise<Story> {
    const subject = SUBJECTS.find((one) => one.kind === kind)!;
    emulator = await startEmulator({
      clock: new RunningClock(6000),
      ...(subject.world && { world: subject.world }),
    });
    return new Story(subject, await subject.prepare(emulator));
  }

  get config(): Record<string, string> {
    return { ...configFor(emulator, this.subject.account), "model-access:pollInterval": "0.01" };
  }

  run(config: Record<string, string> = {}): Promise<Host> {
    return Host.start({ ...this.config, ...config });
  }

  async made(name = "it", args = this.args): Promise<Managed> {
    const managed = (await this.run()).resource(this.subject.kind, name);
    await managed.up(args);
    return managed;
  }

  async count(): Promise<number> {
    return (await this.subject.objects(emulator)).length;
  }

  /** What a destroy in a run of its own does; what is kept is said, and nothing has two objects. */
  async destroyed(managed: Managed): Promise<string> {
    const before = await this.count();
    if (before === 0) {
      await managed.on(await this.run()).destroy();
      return "nothing";
    }
    const run = await this.run();
    await managed.on(run).destroy();
    const left = (await this.count()) - before;
    if (left < 0) return "deleted";
    expect(run.warnings().join("\n")).toMatch(
      /kept|cannot be left|does not let|no way to withdraw|stays|only its owner/,
    );
    return "kept";
  }
}

type Play = (story: Story) => Promise<string>;

const plays: Readonly<Record<string, Play>> = {
  async "killed before"(story) {
    return afterFault(story, { kind: "reset", when: "before" });
  },

  async "killed after"(story) {
    const managed = await story.made();
    managed.state = undefined;
    await managed.on(await story.run()).up(story.args);
    expect(await story.count()).toBe(1);
    return story.destroyed(managed);
  },

  async "lost answer"(story) {
    return afterFault(story, { kind: "html" });
  },

  async "renamed without alias"(story) {
    const before = await story.made("before");
    const run = await story.run();
    const after = run.resource(story.subject.kind, "after");
    await after.up(story.args);
    await before.on(run).destroy();
    expect(await story.count()).toBe(1);
    return story.destroyed(after);
  },

  async "forced replace"(story) {
    const managed = await story.made();
    await managed.on(await story.run()).forceReplace(story.args, "create-first");
    expect(await story.count()).toBe(1);
    return story.destroyed(managed);
  },

  async "forced replace, delete first"(story) {
    const managed = await story.made();
    await managed.on(await story.run()).forceReplace(story.args, "delete-first");
    expect(await story.count()).toBe(1);
    return story.destroyed(managed);
  },

  async "moved provider"(story) {
    const before = await story.made();
    const here = await Host.start(story.config, {});
    const there = await here.beside(story.config);
    const after = there.resource(story.subject.kind);
    await after.up(story.args);
    await before.on(here).destroy();
    expect(await story.count()).toBe(1);
    await there.stop();
    await here.stop();
    return story.destroyed(after);
  },

  async retain(story) {
    const args = { ...story.args, deletionPolicy: "retain" };
    return story.destroyed(await story.made("it", args));
  },

  async retainOnDelete(story) {
    await story.made();
    const again = await story.made();
    expect(await story.count()).toBe(1);
    return story.destroyed(again);
  },

  async "two stacks"(story) {
    const first = await story.made("first");
    const second = await story.made("second");
    return inTurn(story, first, second);
  },

  async "two stacks, the other first"(story) {
    const first = await story.made("first");
    const second = await story.made("second");
    return inTurn(story, second, first);
  },

  async "another backend"(story) {
    const first = await story.made();
    const second = first.twin().on(await story.run());
    await second.up(story.args);
    expect(await story.count()).toBe(1);
    return inTurn(story, first, second);
  },

  async "old name reused"(story) {
    const renamed = (await story.made("old")).renamed("new");
    const run = await story.run();
    expect(await renamed.on(run).up(story.args)).toBe("same");
    const other = run.resource(story.subject.kind, "old");
    try {
      await other.up(story.args);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return "refused";
    }
    // Removed from the program, while the renamed one stays in it.
    const next = await story.run();
    await renamed.on(next).up(story.args);
    const before = await story.count();
    await other.on(next).destroy();
    const first = (await story.count()) < before ? "deleted" : "kept";
    return `${first}, then ${await story.destroyed(renamed)}`;
  },
};

async function inTurn(story: Story, first: Managed, second: Managed): Promise<string> {
  return `${await story.destroyed(first)}, then ${await story.destroyed(second)}`;
}

/** The call that makes the object fails once in that way; the next run goes on. */
async function afterFault(
  story: Story,
  effect: Parameters<Emulator["faults"]["add"]>[0]["effect"],
): Promise<string> {
  const managed = (await story.run({ "aws:maxRetries": "0" })).resource(story.subject.kind);
  const end = emulator.faults.add({ target: { operation: story.subject.makes }, times: 1, effect });
  await managed.up(story.args).catch(() => undefined);
  end();
  await managed.on(await story.run()).up(story.args);
  expect(await story.count()).toBe(1);
  return story.destroyed(managed);
}

describe.each(OWNERSHIP)("$situation", ({ situation, ends }) => {
  it.each(KINDS.filter((kind) => ends[kind] !== "-"))("%s", async (kind) => {
    const story = await Story.begin(kind);
    expect(await plays[situation]!(story)).toBe(ends[kind]);
  });
});
