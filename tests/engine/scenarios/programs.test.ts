import { describe, expect, it } from "@jest/globals";

import { cli, embedded, isCliPresent } from "../../support/engines/engines";
import { TestProject } from "../../support/engines/project";
import { scenario } from "./scenario";

scenario("a program that throws deletes nothing", async ({ preview, up }) => {
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1" }, default: {}, stack: {} },
  });
  await up(
    () => {
      throw new Error("a bad day");
    },
    { steps: { stack: "same" }, fails: "a bad day" },
  );
  await preview(
    ({ pulumi }) => {
      throw new pulumi.RunError("a bad day");
    },
    { steps: { stack: "same" }, fails: "a bad day" },
  );
  await up(
    ({ thing }) => {
      thing("b", { of: thing("c").made.apply(() => Promise.reject(new Error("a bad day"))) });
    },
    {
      steps: { stack: "same", c: "create" },
      calls: { provider: "configure()", c: "check create" },
      state: { a: { id: "a.1" }, c: { id: "c.1" }, default: {}, stack: {} },
      fails: "a bad day",
    },
  );
});

scenario("what a program gets wrong", async ({ up }) => {
  await up(
    ({ thing }) => {
      thing("b", { of: thing("a").made.apply((made) => [made, thing("a").made]) });
    },
    {
      steps: { stack: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: { a: { id: "a.1" }, default: {}, stack: {} },
      fails: "Duplicate resource URN",
    },
  );
  await up(
    ({ thing }) => {
      thing("a");
      process.exit(0);
    },
    { steps: { stack: "same" }, fails: "PULUMI_DEBUG_PROMISE_LEAKS" },
  );
  await up(
    ({ thing }) => {
      thing("a");
      process.exit(3);
    },
    { steps: { stack: "same" }, fails: "Program exited with non-zero exit code: 3" },
  );
  await up(
    ({ thing, pulumi }) => {
      thing("a");
      void pulumi.log.error("not so bad");
    },
    { steps: { stack: "same", a: "same" }, calls: { provider: "configure()", a: "recheck diff" } },
  );
});

scenario("refused when it is checked", async ({ preview, up, cloud }) => {
  cloud.breaks("a", "check", ["size: must be small", "color: must be red"]);
  await preview(({ thing }) => void thing("a"), {
    steps: { stack: "create" },
    calls: { provider: "configure()", a: "check" },
    fails: "has a problem: size: must be small",
  });
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "create" },
    calls: { provider: "configure()", a: "check" },
    state: { default: {}, stack: {} },
    fails: "has a problem: color: must be red",
  });
});

describe.each([embedded, cli])(
  "a program that is a file, which the project names, on the $name",
  (engine) => {
    const there = engine === embedded || isCliPresent() ? it : it.skip;

    there("runs in the folder of the file", async () => {
      const project = new TestProject("throw new Error('this is not the program');");
      project.write("elsewhere/package.json", JSON.stringify({ main: "nothing.js" }));
      project.write("elsewhere/other.js", 'module.exports = { here: process.cwd().split("/").pop() };\n');
      project.write("Pulumi.yaml", "name: test\nruntime: nodejs\nmain: elsewhere/other.js\n");
      const stack = await engine.open(project);
      await stack.up();
      expect(await stack.outputs()).toEqual({ here: { value: "elsewhere", secret: false } });
      project.remove();
    });
  },
);
