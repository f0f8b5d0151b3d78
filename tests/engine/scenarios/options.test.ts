import { scenario } from "./scenario";

scenario("ignoreChanges, protect, retainOnDelete, deletedWith, dependsOn, customTimeouts", async (stage) => {
  const { up, destroy, previewDestroy } = stage;
  await up(
    ({ thing }) => {
      const a = thing(
        "a",
        { size: 1, form: { round: true, flat: true } },
        { ignoreChanges: ["size", "form.round"] },
      );
      thing("b", {}, { protect: true, dependsOn: a });
      thing("c", {}, { retainOnDelete: true, customTimeouts: { create: "5m", delete: "1h30m" } });
      thing("d", {}, { deletedWith: a });
    },
    {
      steps: { stack: "create", c: "create", a: "create", b: "create", d: "create" },
      calls: {
        provider: "configure()",
        c: "check create",
        a: "check create",
        b: "check create",
        d: "check create",
      },
      state: {
        a: { id: "a.1", form: { flat: true, round: true }, size: 1, ignoreChanges: ["size", "form.round"] },
        b: { id: "b.1", protect: true, dependencies: ["a"] },
        c: { id: "c.1", customTimeouts: { create: 300, delete: 5400 }, retainOnDelete: true },
        d: { id: "d.1", deletedWith: "a" },
        default: {},
        stack: {},
      },
    },
  );
  await up(
    ({ thing }) => {
      const a = thing(
        "a",
        { size: 2, form: { round: false, flat: true } },
        { ignoreChanges: ["size", "form.round"] },
      );
      thing("b", { size: 1 }, { protect: true, dependsOn: a });
      thing("c", {}, { retainOnDelete: true, customTimeouts: { create: "5m", delete: "1h30m" } });
      thing("d", {}, { deletedWith: a });
    },
    {
      steps: { stack: "same", c: "same", a: "same", d: "same", b: "update" },
      calls: {
        provider: "configure()",
        c: "recheck diff",
        a: "recheck diff",
        d: "recheck diff",
        b: "recheck diff update",
      },
      state: {
        a: { id: "a.1", form: { flat: true, round: true }, size: 1, ignoreChanges: ["size", "form.round"] },
        b: { id: "b.1", size: 1, protect: true, dependencies: ["a"] },
        c: { id: "c.1", customTimeouts: { create: 300, delete: 5400 }, retainOnDelete: true },
        d: { id: "d.1", deletedWith: "a" },
        default: {},
        stack: {},
      },
    },
  );
  await up(
    ({ thing }) => {
      const a = thing(
        "a",
        { size: 2, form: { round: false, flat: false } },
        { ignoreChanges: ["size", "form.round"] },
      );
      thing("b", { size: 1 }, { protect: true, dependsOn: a });
      thing("d", {}, { deletedWith: a });
    },
    {
      steps: { stack: "same", a: "update", b: "same", d: "same", c: "delete" },
      calls: { provider: "configure()", a: "recheck diff update", b: "recheck diff", d: "recheck diff" },
      state: {
        a: { id: "a.1", form: { flat: false, round: true }, size: 1, ignoreChanges: ["size", "form.round"] },
        b: { id: "b.1", size: 1, protect: true, dependencies: ["a"] },
        d: { id: "d.1", deletedWith: "a" },
        default: {},
        stack: {},
      },
    },
  );
  await previewDestroy({ steps: { b: "delete", d: "delete" }, fails: "cannot be deleted" });
  // What protected things need stays; everything else goes.
  await destroy({
    steps: { d: "delete", b: "delete" },
    state: {
      a: { id: "a.1", form: { flat: false, round: true }, size: 1, ignoreChanges: ["size", "form.round"] },
      b: { id: "b.1", size: 1, protect: true, dependencies: ["a"] },
      default: {},
      stack: {},
    },
    fails: "cannot be deleted",
  });
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1, form: {} });
      thing("b", { size: 1 }, { dependsOn: a });
      thing("d", {}, { deletedWith: a });
    },
    {
      steps: { stack: "same", a: "update", d: "create", b: "same" },
      calls: { provider: "configure()", a: "recheck diff update", d: "check create", b: "recheck diff" },
      state: {
        a: { id: "a.1", form: {}, size: 1 },
        b: { id: "b.1", size: 1, dependencies: ["a"] },
        d: { id: "d.2", deletedWith: "a" },
        default: {},
        stack: {},
      },
    },
  );
  await destroy({
    steps: { b: "delete", d: "delete", a: "delete", stack: "delete" },
    calls: { provider: "configure()", b: "delete", a: "delete" },
    state: {},
  });
});

scenario("protected against replacement and removal", async ({ preview, up }) => {
  await up(
    ({ thing }) => {
      const a = thing("a", { kind: "x" }, { protect: true });
      thing("b", {}, { dependsOn: a });
    },
    {
      steps: { stack: "create", a: "create", b: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create" },
      state: {
        a: { id: "a.1", kind: "x", protect: true },
        b: { id: "b.1", dependencies: ["a"] },
        default: {},
        stack: {},
      },
    },
  );
  await preview(
    ({ thing }) => {
      const a = thing("a", { kind: "y" }, { protect: true });
      thing("b", {}, { dependsOn: a });
    },
    {
      steps: { stack: "same", a: "create-replacement replace delete-replaced", b: "same" },
      calls: { provider: "configure()", a: "recheck diff check", b: "recheck diff" },
      fails: "unable to replace resource",
    },
  );
  await up(
    ({ thing }) => {
      const a = thing("a", { kind: "y" }, { protect: true });
      thing("b", {}, { dependsOn: a });
    },
    {
      steps: { stack: "same" },
      calls: { provider: "configure()", a: "recheck diff" },
      fails: "unable to replace resource",
    },
  );
  await preview(() => undefined, {
    steps: { stack: "same", b: "delete", a: "delete" },
    fails: "cannot be deleted",
  });
  await up(() => undefined, {
    steps: { stack: "same", b: "delete", a: "delete" },
    calls: { provider: "configure()", b: "delete" },
    state: { a: { id: "a.1", kind: "x", protect: true }, default: {}, stack: {} },
    fails: "cannot be deleted",
  });
  await up(({ thing }) => void thing("a", { kind: "x" }), {
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure()", a: "recheck diff" },
    state: { a: { id: "a.1", kind: "x" }, default: {}, stack: {} },
  });
});

scenario("timeouts: the smallest, none, and others where nothing else is different", async ({ up }) => {
  await up(
    ({ thing }) => {
      thing("a", {}, { customTimeouts: { create: "500us", update: "1ns", delete: "1m0.5ms", read: "1h1m" } });
      thing(
        "b",
        {},
        { customTimeouts: { create: "1.5\u00b5s", update: "2\u03bcs", delete: "-1s", read: "0" } },
      );
      thing("c", {}, { customTimeouts: { delete: "1s" } });
    },
    {
      steps: { stack: "create", a: "create", b: "create", c: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create", c: "check create" },
      state: {
        a: { id: "a.1", customTimeouts: { create: 0.0005, update: 1e-9, delete: 60.0005, read: 3660 } },
        b: { id: "b.1", customTimeouts: { create: 0.0000015, update: 0.000002, delete: -1 } },
        c: { id: "c.1", customTimeouts: { delete: 1 } },
        default: {},
        stack: {},
      },
    },
  );
  await up(
    ({ thing }) => {
      thing("a", {}, { customTimeouts: { create: "5s" } });
      thing("b");
      thing("c", {}, { customTimeouts: { delete: "1s", update: "1s" } });
    },
    {
      steps: { stack: "same", a: "same", b: "same", c: "same" },
      calls: { provider: "configure()", a: "recheck diff", b: "recheck diff", c: "recheck diff" },
      state: {
        a: { id: "a.1", customTimeouts: { create: 5 } },
        b: { id: "b.1" },
        c: { id: "c.1", customTimeouts: { delete: 1, update: 1 } },
        default: {},
        stack: {},
      },
    },
  );
  await up(({ thing }) => void thing("a", {}, { customTimeouts: { create: "5 parsecs" } }), {
    steps: { stack: "same" },
    fails: "unable to parse customTimeout Value 5 parsecs",
  });
});
