import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { expect, it } from "@jest/globals";

import { SLOTS } from "../slots";

/** For a machine that is busy. */
const PATIENCE = 30 * 60_000;

const TYPES = [...new Set(SLOTS.map(({ type }) => type))];

// Processes of their own: in them, all time is the simulation's.
it.each(TYPES)(
  "%s: whatever ends at whichever call, the next run converges to one object",
  (type) => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(__dirname, "main.js"), type], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const [, cells, whole] = /\n(\d+) cells, (\d+) of them converge to one object\n$/.exec(stdout) ?? [];
    expect([stdout, whole]).toEqual([stdout, cells]);
    // Two verbs with two calls each, ended in ten ways, are the least that there is.
    expect(Number(cells)).toBeGreaterThanOrEqual(40);
  },
  PATIENCE,
);
