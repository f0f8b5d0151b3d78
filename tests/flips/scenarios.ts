import { isDeepStrictEqual } from "node:util";

import type { Subject } from "../support/tables/subjects";
import { Broken } from "./judge";
import { SHOWN_WITHIN, type Stage } from "./stage";

/** Something that happens to a resource in its life. Each time a stage is opened, it is another AWS. */
export interface Scenario {
  readonly name: string;
  readonly fits: (subject: Subject) => boolean;
  readonly play: (open: () => Promise<Stage>) => Promise<void>;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "create",
    fits: () => true,
    play: async (open) => {
      await (await created(open)).isAtRest();
    },
  },
  {
    name: "adopt",
    fits: ({ madeByHand }) => madeByHand !== undefined,
    play: async (open) => {
      const stage = await open();
      stage.wasThere = true;
      const args = { ...stage.args, ...stage.subject.namedByHand };
      await stage.subject.madeByHand!(stage.emulator, args);
      // Whoever comes sooner than AWS shows it is one who comes second.
      stage.emulator.clock.tick(SHOWN_WITHIN);
      const { length } = await stage.subject.objects(stage.emulator);
      await stage.up(["create"], args);
      await stage.isStill(args);
      await stage.nextRun();
      await stage.destroy();
      await stage.hasObjects(length);
    },
  },
  {
    name: "somebody is faster",
    fits: ({ madeByHand }) => madeByHand !== undefined,
    play: async (open) => {
      const whole = await open();
      await whole.up(["create"]);
      const calls = whole.emulator.requests.all().map(({ operation }) => operation);
      const look = calls[calls.indexOf(whole.subject.makes) - 1];
      const stage = await open();
      stage.wasThere = true;
      const args = { ...stage.args, ...stage.subject.namedByHand };
      const end = stage.emulator.requests.listen(({ operation }) => {
        if (operation !== look) return;
        end();
        // Who comes second may be refused, and then it is the resource that was faster.
        void stage.subject.madeByHand!(stage.emulator, args).catch(() => undefined);
      });
      await stage.up(["create"], args);
      await stage.isStill(args);
      const { length } = await stage.subject.objects(stage.emulator);
      // Theirs and ours, where AWS takes both.
      if (length > 2) throw new Broken(`AWS has ${length} of it, not 2 at most`);
    },
  },
  {
    name: "update",
    fits: ({ change }) => change !== undefined,
    play: async (open) => {
      const stage = await created(open);
      const args = { ...stage.args, ...stage.subject.change };
      await stage.up([stage.subject.replaces ? "replace" : "update"], args);
      await stage.isAtRest(args);
      await destroyed(stage);
    },
  },
  {
    name: "drift and repair",
    fits: ({ changedByHand }) => changedByHand !== undefined,
    play: async (open) => {
      const stage = await created(open);
      stage.subject.changedByHand!(stage.emulator, stage.managed.state!.id);
      const drift = await stage.refresh();
      if (isDeepStrictEqual(drift, {})) throw new Broken("refresh: shows no drift");
      await stage.nextRun();
      await stage.up(["update", "create"]);
      await stage.isAtRest();
    },
  },
  {
    name: "gone",
    fits: () => true,
    play: async (open) => {
      const stage = await created(open);
      await gone(stage);
      if (stage.subject.isGoneForGood) return;
      await stage.nextRun();
      await stage.up([stage.subject.goneShownBy === undefined ? "create" : "update"]);
      await stage.isAtRest();
      // A destroy that finds nothing has nothing to do.
      stage.subject.removedByHand(stage.emulator, stage.managed.state!.id);
      await destroyed(stage);
    },
  },
  {
    name: "delete",
    fits: () => true,
    play: async (open) => {
      const stage = await created(open);
      await destroyed(stage);
      if (stage.subject.isGoneForGood) return;
      await stage.nextRun();
      await stage.up(["create"]);
      await stage.isAtRest();
    },
  },
  {
    name: "delete while it is used",
    fits: ({ usedByHand }) => usedByHand !== undefined,
    play: async (open) => {
      const stage = await created(open);
      stage.subject.usedByHand!(stage.emulator, stage.managed.state!.id);
      await stage.destroy();
    },
  },
  {
    name: "create while it is deleted",
    fits: ({ stays }) => !stays,
    play: (open) =>
      crashes({
        begin: () => created(open),
        run: (stage) => stage.destroy(),
        again: async (stage) => {
          stage.managed.state = undefined;
          await stage.up(["create"]);
        },
        then: async (stage) => {
          // What still looked well when it was found may have been the one that goes.
          stage.emulator.clock.tick(600);
          await stage.nextRun();
          await stage.refresh();
          await stage.up(["create", "update", "same"]);
          await stage.isAtRest();
        },
      }),
  },
  {
    name: "crash in create",
    fits: () => true,
    play: (open) =>
      crashes({
        begin: open,
        run: (stage) => stage.up(["create"]),
        then: (stage) => stage.isAtRest(),
      }),
  },
  {
    name: "crash in update",
    fits: ({ change, replaces }) => change !== undefined && !replaces,
    play: (open) => {
      const changed = (stage: Stage) => ({ ...stage.args, ...stage.subject.change });
      return crashes({
        begin: () => created(open),
        run: (stage) => stage.up(["update"], changed(stage)),
        then: (stage) => stage.isAtRest(changed(stage)),
      });
    },
  },
  {
    name: "crash in delete",
    fits: ({ stays }) => !stays,
    play: (open) =>
      crashes({
        begin: () => created(open),
        run: (stage) => stage.destroy(),
        then: (stage) => stage.isGone(),
      }),
  },
];

/** A stage on which the resource was created, in a run that is over. */
async function created(open: () => Promise<Stage>): Promise<Stage> {
  const stage = await open();
  await stage.up(["create"]);
  await stage.nextRun();
  return stage;
}

async function destroyed(stage: Stage): Promise<void> {
  await stage.nextRun();
  await stage.destroy();
  await stage.isGone();
}

async function gone(stage: Stage): Promise<void> {
  stage.subject.removedByHand(stage.emulator, stage.managed.state!.id);
  const drift = await stage.refresh();
  const { goneShownBy } = stage.subject;
  if (goneShownBy === undefined ? drift !== undefined : drift?.[goneShownBy] === undefined)
    throw new Broken(`refresh: does not show it gone, but ${JSON.stringify(drift)}`);
}

/** Whether AWS says whose the object is. */
function isMarked({ subject, setting: { assumptions } }: Stage): boolean {
  const { isMarked, losesMark } = subject;
  return isMarked && !losesMark?.alternatives.includes(assumptions[losesMark.assumption] ?? "");
}

interface Crash {
  readonly begin: () => Promise<Stage>;
  /** The verb that comes to a sudden end. */
  readonly run: (stage: Stage) => Promise<void>;
  /** What the next run does. @default the same verb */
  readonly again?: Crash["run"];
  readonly then: Crash["run"];
}

/** The run ends right after AWS has carried out a write, and saves nothing: once for each write of the verb. */
async function crashes({ begin, run, again = run, then }: Crash): Promise<void> {
  const whole = await begin();
  const before = whole.emulator.requests.all().length;
  await run(whole);
  const writes = whole.emulator.requests
    .all()
    .slice(before)
    .filter(({ access }) => access === "write");
  for (const [index, { operation }] of writes.entries()) {
    const skip = writes.slice(0, index).filter((other) => other.operation === operation).length;
    const stage = await begin();
    const saved = structuredClone(stage.managed.state);
    await stage.nextRun({ "aws:maxRetries": "0" });
    const effect = { kind: "reset", when: "after" } as const;
    const end = stage.emulator.faults.add({ target: { operation }, skip, times: 1, effect });
    // How it ends is nobody's business: nothing of it is kept.
    await run(stage).catch(() => undefined);
    end();
    stage.managed.state = saved;
    await stage.nextRun();
    await again(stage);
    await then(stage);
    if (!isMarked(stage) || !stage.managed.state) continue;
    // Whose it is was not forgotten either.
    await destroyed(stage);
  }
}
