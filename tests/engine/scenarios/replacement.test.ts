import { scenario } from "./scenario";

scenario("replaced: made first, deleted first by the provider or the option, which wins", async ({ up }) => {
  await up(({ thing }) => void thing("a", { kind: "x" }), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1", kind: "x" }, default: {}, stack: {} },
  });
  await up(({ thing }) => void thing("a", { kind: "y" }), {
    steps: { stack: "same", a: "create-replacement replace delete-replaced" },
    calls: { provider: "configure()", a: "recheck diff check create delete" },
    state: { a: { id: "a.2", kind: "y" }, default: {}, stack: {} },
  });
  await up(({ thing }) => void thing("a", { kind: "x", alone: true }), {
    steps: { stack: "same", a: "delete-replaced replace create-replacement" },
    calls: { provider: "configure()", a: "recheck diff check delete create" },
    state: { a: { id: "a.3", alone: true, kind: "x" }, default: {}, stack: {} },
  });
  await up(({ thing }) => void thing("a", { kind: "y" }, { deleteBeforeReplace: true }), {
    steps: { stack: "same", a: "delete-replaced replace create-replacement" },
    calls: { provider: "configure()", a: "recheck diff check delete create" },
    state: { a: { id: "a.4", kind: "y" }, default: {}, stack: {} },
  });
  await up(({ thing }) => void thing("a", { kind: "x", alone: true }, { deleteBeforeReplace: false }), {
    steps: { stack: "same", a: "create-replacement replace delete-replaced" },
    calls: { provider: "configure()", a: "recheck diff check create delete" },
    state: { a: { id: "a.5", alone: true, kind: "x" }, default: {}, stack: {} },
  });
});

scenario("replaced because of changes that the program names", async ({ preview, up }) => {
  await up(({ thing }) => void thing("a", { size: 1, form: { round: true } }), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1", form: { round: true }, size: 1 }, default: {}, stack: {} },
  });
  await preview(
    ({ thing }) => void thing("a", { size: 2, form: { round: true } }, { replaceOnChanges: ["form.round"] }),
    { steps: { stack: "same", a: "update" }, calls: { provider: "configure()", a: "recheck diff" } },
  );
  await up(
    ({ thing }) => void thing("a", { size: 1, form: { round: false } }, { replaceOnChanges: ["form.round"] }),
    {
      steps: { stack: "same", a: "create-replacement replace delete-replaced" },
      calls: { provider: "configure()", a: "recheck diff check create delete" },
      state: {
        a: { id: "a.2", form: { round: false }, size: 1, replaceOnChanges: ["form.round"] },
        default: {},
        stack: {},
      },
    },
  );
  await up(({ thing }) => void thing("a", { size: 2, form: {} }, { replaceOnChanges: ["*"] }), {
    steps: { stack: "same", a: "create-replacement replace delete-replaced" },
    calls: { provider: "configure()", a: "recheck diff check create delete" },
    state: { a: { id: "a.3", form: {}, size: 2, replaceOnChanges: ["*"] }, default: {}, stack: {} },
  });
});

scenario(
  "replaceOnChanges that is no path stops the run once something has changed",
  async ({ preview, up }) => {
    await up(({ thing }) => void thing("a", { size: 1 }, { replaceOnChanges: ["size["] }), {
      steps: { stack: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: { a: { id: "a.1", size: 1, replaceOnChanges: ["size["] }, default: {}, stack: {} },
    });
    await up(({ thing }) => void thing("a", { size: 1 }, { replaceOnChanges: ["size["] }), {
      steps: { stack: "same", a: "same" },
      calls: { provider: "configure()", a: "recheck diff" },
    });
    await preview(({ thing }) => void thing("a", { size: 2 }, { replaceOnChanges: ["size["] }), {
      steps: { stack: "same" },
      calls: { provider: "configure()", a: "recheck diff" },
      fails: "missing closing bracket",
    });
    await up(({ thing }) => void thing("a", { size: 2 }, { replaceOnChanges: ["size["] }), {
      steps: { stack: "same" },
      calls: { provider: "configure()", a: "recheck diff" },
      fails: "missing closing bracket",
    });
  },
);

scenario("of a component no property is known to have changed", async ({ up }) => {
  await up(({ group }) => void group("g", { color: "red" }, { replaceOnChanges: ["*"] }).tells({}), {
    steps: { stack: "create", g: "create" },
    state: { g: { color: "red", replaceOnChanges: ["*"] }, stack: {} },
  });
  await up(({ group }) => void group("g", { color: "blue" }, { replaceOnChanges: ["*"] }).tells({}), {
    steps: { stack: "same", g: "update" },
    state: { g: { color: "blue", replaceOnChanges: ["*"] }, stack: {} },
  });
});

scenario("tainted, and so replaced by the next update", async ({ preview, refresh, up, inState }) => {
  await up(
    ({ thing, host, group }) => {
      const a = thing("a", { kind: "x" });
      thing("b", { of: a.made });
      thing("c", { size: 1 }, { provider: host("h"), parent: group("g") });
    },
    {
      steps: { stack: "create", a: "create", b: "create", h: "create", g: "create", c: "create" },
      calls: { provider: "configure() configure()", a: "check create", b: "check create", c: "check create" },
      state: {
        a: { id: "a.1", kind: "x" },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        c: { id: "c.1", size: 1, parent: "g", provider: "h" },
        g: {},
        h: {},
        default: {},
        stack: {},
      },
    },
  );
  await inState((resource) => {
    if (/::[agh]$/.test(resource.urn)) resource["taint"] = true;
  });
  // What is only looked at stays tainted.
  await refresh({
    steps: { stack: "same", a: "same", b: "same", h: "same", g: "same", c: "same" },
    calls: { provider: "configure() configure()", a: "read diff", b: "read diff", c: "read diff" },
  });
  await preview(
    ({ thing, host, group }) => {
      const a = thing("a", { kind: "x" });
      thing("b", { of: a.made });
      thing("c", { size: 1 }, { provider: host("h"), parent: group("g") });
    },
    {
      steps: {
        stack: "same",
        a: "create-replacement replace delete-replaced",
        b: "update",
        h: "create-replacement replace delete-replaced",
        g: "create-replacement replace delete-replaced",
        c: "same",
      },
      calls: { provider: "configure() configure()", a: "check", b: "recheck diff", c: "recheck diff" },
      keys: {
        a: "create-replacement:id replace:id",
        h: "create-replacement:id replace:id",
        g: "create-replacement:id replace:id",
      },
    },
  );
  await up(
    ({ thing, host, group }) => {
      const a = thing("a", { kind: "x" });
      thing("b", { of: a.made });
      thing("c", { size: 1 }, { provider: host("h"), parent: group("g") });
    },
    {
      steps: {
        stack: "same",
        a: "create-replacement replace delete-replaced",
        b: "update",
        h: "create-replacement replace delete-replaced",
        g: "create-replacement replace delete-replaced",
        c: "same",
      },
      calls: {
        provider: "configure() configure()",
        a: "check create delete",
        b: "recheck diff update",
        c: "recheck diff",
      },
      state: {
        a: { id: "a.2", kind: "x" },
        b: { id: "b.1", of: "a.2", dependencies: ["a"] },
        c: { id: "c.1", size: 1, parent: "g", provider: "h" },
        g: {},
        h: {},
        default: {},
        stack: {},
      },
    },
  );
});
