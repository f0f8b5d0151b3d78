import { scenario } from "./scenario";

scenario("made but not ready: taken up again, changed in vain, replaced", async ({ up, cloud }) => {
  cloud.breaks("a", "create", ["still warming up", "and too loud"]);
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1 });
      thing("b", { of: a.made });
    },
    {
      steps: { stack: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: {
        a: { id: "a.1", size: 1, initErrors: ["still warming up", "and too loud"] },
        default: {},
        stack: {},
      },
      fails: "and too loud",
    },
  );
  cloud.mend("a", "create");
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1 });
      thing("b", { of: a.made });
    },
    {
      steps: { stack: "same", a: "update", b: "create" },
      calls: { provider: "configure()", a: "recheck diff update", b: "check create" },
      state: {
        a: { id: "a.1", size: 1 },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        default: {},
        stack: {},
      },
    },
  );
  // A change that did not quite work keeps the old inputs, so that the next run tries again.
  cloud.breaks("a", "update", ["still warming up"]);
  await up(({ thing }) => void thing("a", { size: 2 }), {
    steps: { stack: "same", a: "update" },
    calls: { provider: "configure()", a: "recheck diff update" },
    state: {
      a: { id: "a.1", size: 1, outputs: { size: 2 }, initErrors: ["still warming up"] },
      b: { id: "b.1", of: "a.1", dependencies: ["a"] },
      default: {},
      stack: {},
    },
    fails: "still warming up",
  });
  await up(({ thing }) => void thing("a", { size: 2 }), {
    steps: { stack: "same", a: "update" },
    calls: { provider: "configure()", a: "recheck diff update" },
    fails: "still warming up",
  });
  await up(({ thing }) => void thing("a", { size: 2 }, { replaceOnChanges: ["#initerror"] }), {
    steps: { stack: "same", a: "create-replacement replace delete-replaced", b: "delete" },
    calls: { provider: "configure()", a: "recheck diff check create delete", b: "delete" },
    state: { a: { id: "a.2", size: 2, replaceOnChanges: ["#initerror"] }, default: {}, stack: {} },
  });
});

scenario("made but not ready, until a refresh finds it well", async ({ up, refresh, cloud }) => {
  cloud.breaks("a", "create", ["still warming up"]);
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1", initErrors: ["still warming up"] }, default: {}, stack: {} },
    fails: "still warming up",
  });
  await refresh({
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure()", a: "read diff" },
    state: { a: { id: "a.1" }, default: {}, stack: {} },
  });
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure()", a: "recheck diff" },
  });
});

scenario("not made, and not changed, with what depends on it and the outputs", async ({ up, cloud }) => {
  cloud.breaks("a", "create", "no room");
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1 });
      thing("b", { of: a.made });
      return { made: a.made, always: 1 };
    },
    {
      steps: { stack: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: { default: {}, stack: {} },
      fails: "no room",
    },
  );
  cloud.mend("a", "create");
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1 });
      thing("b", { of: a.made });
      return { made: a.made, always: 1 };
    },
    {
      steps: { stack: "same", a: "create", b: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create" },
      state: {
        a: { id: "a.1", size: 1 },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        default: {},
        stack: { outputs: { always: 1, made: "a.1" } },
      },
    },
  );
  // Things that are not wanted any more stay after a failure.
  cloud.breaks("a", "update", "not now");
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 2 });
      return { made: a.made, always: 2, more: 3 };
    },
    {
      steps: { stack: "same", a: "update" },
      calls: { provider: "configure()", a: "recheck diff update" },
      fails: "not now",
    },
  );
});

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

scenario("cannot be deleted, when removed and when replaced, and is deleted later", async ({ up, cloud }) => {
  await up(
    ({ thing }) => {
      const base = thing("base");
      thing("a", { kind: "x" }, { dependsOn: base });
    },
    {
      steps: { stack: "create", base: "create", a: "create" },
      calls: { provider: "configure()", base: "check create", a: "check create" },
      state: {
        a: { id: "a.1", kind: "x", dependencies: ["base"] },
        base: { id: "base.1" },
        default: {},
        stack: {},
      },
    },
  );
  cloud.breaks("a", "delete", "in use");
  await up(() => undefined, {
    steps: { stack: "same", a: "delete" },
    calls: { provider: "configure()", a: "delete" },
    fails: "in use",
  });
  await up(({ thing }) => void thing("a", { kind: "y" }), {
    steps: { stack: "same", a: "create-replacement replace delete-replaced" },
    calls: { provider: "configure()", a: "recheck diff check create delete" },
    state: {
      a: { id: "a.2", kind: "y" },
      "a (old a.1)": { id: "a.1", kind: "x", dependencies: ["base"] },
      base: { id: "base.1" },
      default: {},
      stack: {},
    },
    fails: "in use",
  });
  await up(({ thing }) => void thing("a", { kind: "y" }), {
    steps: { stack: "same", a: "same delete-replaced" },
    calls: { provider: "configure()", a: "recheck diff delete" },
    fails: "in use",
  });
  cloud.mend("a", "delete");
  await up(({ thing }) => void thing("a", { kind: "y" }), {
    steps: { stack: "same", a: "same delete-replaced", base: "delete" },
    calls: { provider: "configure()", a: "recheck diff delete", base: "delete" },
    state: { a: { id: "a.2", kind: "y" }, default: {}, stack: {} },
  });
});
