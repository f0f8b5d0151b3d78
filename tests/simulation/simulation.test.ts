import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { expect, it } from "@jest/globals";

// A process of its own: in it, all time is the simulation's.
const simulate = (...args: string[]) =>
  spawnSync(process.execPath, [join(__dirname, "main.js"), ...args], { encoding: "utf8" });

it("random programs converge after random mishaps, and every invariant holds", () => {
  const { stdout, stderr } = simulate("--runs", "5", "--seed", "1");
  expect(stderr).toBe("");
  expect(stdout).toMatch(/\n5 programs of seed 1: every invariant held\n$/);
});

it("an option that makes no sense is refused with what there is", () => {
  const { status, stderr } = simulate("--replay", "the last one");
  expect(status).toBe(1);
  expect(stderr).toContain("--replay the last one: it must be a path such as 12:0:1");
  expect(stderr).toContain("npm run simulate -- [--runs <N>]");
});
