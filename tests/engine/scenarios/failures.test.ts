import { scenario } from "./scenario";

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

scenario("cannot be destroyed", async ({ up, destroy, cloud }) => {
  await up(
    ({ thing, group, host }) => {
      const g = group("g");
      const base = thing("base");
      const a = thing("a", { of: base.made }, { parent: g, provider: host("h") });
      thing("b", {}, { dependsOn: a });
      thing("c");
      g.tells({});
    },
    {
      steps: {
        stack: "create",
        g: "create",
        h: "create",
        c: "create",
        base: "create",
        a: "create",
        b: "create",
      },
      calls: {
        provider: "configure() configure()",
        c: "check create",
        base: "check create",
        a: "check create",
        b: "check create",
      },
      state: {
        b: { id: "b.1", dependencies: ["a"] },
        base: { id: "base.1" },
        c: { id: "c.1" },
        default: {},
        h: {},
        stack: {},
        a: { id: "a.1", of: "base.1", parent: "g", provider: "h", dependencies: ["base"] },
        g: {},
      },
    },
  );
  cloud.breaks("a", "delete", "in use");
  await destroy({
    steps: { b: "delete", a: "delete" },
    calls: { provider: "configure() configure()", b: "delete", a: "delete" },
    state: {
      base: { id: "base.1" },
      c: { id: "c.1" },
      default: {},
      h: {},
      stack: {},
      a: { id: "a.1", of: "base.1", parent: "g", provider: "h", dependencies: ["base"] },
      g: {},
    },
    fails: "in use",
  });
  cloud.mend("a", "delete");
  await destroy({
    steps: { a: "delete", g: "delete", c: "delete", base: "delete", h: "delete", stack: "delete" },
    calls: { provider: "configure() configure()", a: "delete", c: "delete", base: "delete" },
    state: {},
  });
});
