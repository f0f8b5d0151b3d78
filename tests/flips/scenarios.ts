import { isDeepStrictEqual } from "node:util";

import type { Subject } from "../support/subjects";
import { Broken } from "./judge";
import type { Stage } from "./stage";

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
      const args = { ...stage.args, ...(await stage.subject.madeByHand!(stage.emulator, stage.args)) };
      stage.wasThere = true;
      const { length } = await stage.subject.objects(stage.emulator);
      await stage.up(["create"], args);
      await stage.nextRun();
      const drift = await stage.refresh();
      if (!isDeepStrictEqual(drift, {})) throw new Broken(`refresh: shows ${JSON.stringify(drift)}`);
      await stage.up(["same"], args);
      await stage.nextRun();
      await stage.destroy();
      await stage.hasObjects(length);
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
      await stage.up(["create"]);
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
    name: "crash in create",
    fits: () => true,
    play: (open) =>
      crashes(open, {
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
      return crashes(open, {
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
      crashes(open, {
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
  if (drift !== undefined) throw new Broken(`refresh: does not show it gone, but ${JSON.stringify(drift)}`);
}

/**
 * The run ends right after AWS has carried out a write, and saves nothing: once for each write of the verb. The next run
 * does the verb again.
 */
async function crashes(
  open: () => Promise<Stage>,
  { begin, run, then }: Record<"run" | "then", (stage: Stage) => Promise<void>> & { begin: typeof open },
): Promise<void> {
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
    await run(stage);
    await then(stage);
    if (!stage.subject.isMarked || !stage.managed.state) continue;
    // Whose it is was not forgotten either.
    await destroyed(stage);
  }
}
