import { scenario } from "./scenario";

scenario("deleted first, with what depends on it", async ({ preview, up }) => {
  await up(
    ({ thing }) => {
      const a = thing("a", { kind: "x", alone: true });
      const b = thing("b", { kind: a.made });
      thing("c", { kind: b.made });
      thing("d", { of: a.made });
      thing("e", {}, { dependsOn: a });
    },
    {
      steps: { stack: "create", a: "create", b: "create", e: "create", d: "create", c: "create" },
      calls: {
        provider: "configure()",
        a: "check create",
        b: "check create",
        e: "check create",
        d: "check create",
        c: "check create",
      },
      state: {
        a: { id: "a.1", alone: true, kind: "x" },
        b: { id: "b.1", kind: "a.1", dependencies: ["a"] },
        c: { id: "c.1", kind: "b.1", dependencies: ["b"] },
        d: { id: "d.1", of: "a.1", dependencies: ["a"] },
        e: { id: "e.1", dependencies: ["a"] },
        default: {},
        stack: {},
      },
    },
  );
  await preview(
    ({ thing }) => {
      const a = thing("a", { kind: "y", alone: true });
      const b = thing("b", { kind: a.made });
      thing("c", { kind: b.made });
      thing("d", { of: a.made });
      thing("e", {}, { dependsOn: a });
    },
    {
      steps: {
        stack: "same",
        c: "delete-replaced replace create-replacement",
        b: "delete-replaced replace create-replacement",
        a: "delete-replaced replace create-replacement",
        e: "same",
        d: "update",
      },
      calls: {
        provider: "configure()",
        a: "recheck diff check",
        b: "diff check",
        d: "diff recheck diff",
        c: "diff check",
        e: "recheck diff",
      },
      keys: {
        a: "replace:kind create-replacement:kind",
        b: "create-replacement:kind",
        c: "create-replacement:kind",
      },
    },
  );
  await up(
    ({ thing }) => {
      const a = thing("a", { kind: "y", alone: true });
      const b = thing("b", { kind: a.made });
      thing("c", { kind: b.made });
      thing("d", { of: a.made });
      thing("e", {}, { dependsOn: a });
    },
    {
      steps: {
        stack: "same",
        c: "delete-replaced replace create-replacement",
        b: "delete-replaced replace create-replacement",
        a: "delete-replaced replace create-replacement",
        d: "update",
        e: "same",
      },
      calls: {
        provider: "configure()",
        a: "recheck diff check delete create",
        b: "diff delete check create",
        d: "diff recheck diff update",
        c: "diff delete check create",
        e: "recheck diff",
      },
      keys: {
        a: "replace:kind create-replacement:kind",
        b: "create-replacement:kind",
        c: "create-replacement:kind",
      },
      state: {
        a: { id: "a.2", alone: true, kind: "y" },
        b: { id: "b.2", kind: "a.2", dependencies: ["a"] },
        c: { id: "c.2", kind: "b.2", dependencies: ["b"] },
        d: { id: "d.1", of: "a.2", dependencies: ["a"] },
        e: { id: "e.1", dependencies: ["a"] },
        default: {},
        stack: {},
      },
    },
  );
});

scenario("deleted first, but its replacement cannot be made", async ({ up, refresh, cloud }) => {
  await up(({ thing }) => void thing("a", { kind: "x", alone: true }), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1", alone: true, kind: "x" }, default: {}, stack: {} },
  });
  cloud.breaks("a", "create", "no room");
  await up(({ thing }) => void thing("a", { kind: "y", alone: true }), {
    steps: { stack: "same", a: "delete-replaced replace create-replacement" },
    calls: { provider: "configure()", a: "recheck diff check delete create" },
    state: { "a (gone)": { id: "a.1", alone: true, kind: "x" }, default: {}, stack: {} },
    fails: "no room",
  });
  await refresh({ steps: { stack: "same", a: "same" } });
  cloud.mend("a", "create");
  await up(({ thing }) => void thing("a", { kind: "y", alone: true }), {
    steps: { stack: "same", a: "replace create-replacement" },
    calls: { provider: "configure()", a: "recheck diff check create" },
    state: { a: { id: "a.2", alone: true, kind: "y" }, default: {}, stack: {} },
  });
  cloud.breaks("a", "create", "no room");
  await up(({ thing }) => void thing("a", { kind: "z", alone: true }), {
    steps: { stack: "same", a: "delete-replaced replace create-replacement" },
    calls: { provider: "configure()", a: "recheck diff check delete create" },
    state: { "a (gone)": { id: "a.2", alone: true, kind: "y" }, default: {}, stack: {} },
    fails: "no room",
  });
  // The program does not want it any more: there is nothing to delete, so the provider is not asked.
  await up(() => undefined, { steps: { stack: "same", a: "remove-pending-replace" }, state: { stack: {} } });
});

scenario("deleted together with another, in replacements", async ({ preview, up }) => {
  await up(
    ({ thing }) => {
      const a = thing("a", { kind: "x", alone: true });
      thing("b", { kind: a.made });
      thing("d", {}, { deletedWith: a });
      thing("r", { kind: "x" }, { retainOnDelete: true });
    },
    {
      steps: { stack: "create", r: "create", a: "create", d: "create", b: "create" },
      calls: {
        provider: "configure()",
        r: "check create",
        a: "check create",
        d: "check create",
        b: "check create",
      },
      state: {
        a: { id: "a.1", alone: true, kind: "x" },
        b: { id: "b.1", kind: "a.1", dependencies: ["a"] },
        d: { id: "d.1", deletedWith: "a" },
        r: { id: "r.1", kind: "x", retainOnDelete: true },
        default: {},
        stack: {},
      },
    },
  );
  await preview(
    ({ thing }) => {
      const a = thing("a", { kind: "y", alone: true });
      thing("d", {}, { deletedWith: a });
      thing("r", { kind: "y" }, { retainOnDelete: true });
    },
    {
      steps: {
        stack: "same",
        r: "create-replacement replace delete-replaced",
        d: "delete-replaced replace create-replacement",
        b: "delete-replaced remove-pending-replace",
        a: "delete-replaced replace create-replacement",
      },
      calls: {
        provider: "configure()",
        r: "recheck diff check",
        a: "recheck diff check",
        b: "diff",
        d: "check",
      },
    },
  );
  // b is not wanted any more while it has to go for the sake of a.
  await up(
    ({ thing }) => {
      const a = thing("a", { kind: "y", alone: true });
      thing("d", {}, { deletedWith: a });
      thing("r", { kind: "y" }, { retainOnDelete: true });
    },
    {
      steps: {
        stack: "same",
        d: "delete-replaced replace create-replacement",
        b: "delete-replaced remove-pending-replace",
        r: "create-replacement replace delete-replaced",
        a: "delete-replaced replace create-replacement",
      },
      calls: {
        provider: "configure()",
        a: "recheck diff check delete create",
        b: "diff delete",
        r: "recheck diff check create",
        d: "check create",
      },
      state: {
        a: { id: "a.2", alone: true, kind: "y" },
        d: { id: "d.2", deletedWith: "a" },
        r: { id: "r.2", kind: "y", retainOnDelete: true },
        default: {},
        stack: {},
      },
    },
  );
  await up(
    ({ thing }) => {
      const a = thing("a", { kind: "z" });
      thing("d", {}, { deletedWith: a });
    },
    {
      steps: {
        stack: "same",
        a: "create-replacement replace delete-replaced",
        d: "create-replacement replace delete-replaced",
        r: "delete",
      },
      calls: { provider: "configure()", a: "recheck diff check create delete", d: "recheck check create" },
      state: { a: { id: "a.3", kind: "z" }, d: { id: "d.3", deletedWith: "a" }, default: {}, stack: {} },
    },
  );
});
