import { scenario } from "./scenario";

scenario("a provider of its own", async ({ preview, up, refresh }) => {
  await preview(
    ({ thing, host }) => void thing("a", {}, { provider: host("h", { "things:place": "here" }) }),
    {
      steps: { stack: "create", h: "create", a: "create" },
      calls: { provider: "configure(here)", a: "check" },
    },
  );
  await up(
    ({ thing, host }) => {
      const provider = host("h", { "things:place": "here" });
      thing("a", {}, { provider });
      thing("b");
    },
    {
      steps: { stack: "create", h: "create", a: "create", b: "create" },
      calls: { provider: "configure() configure(here)", a: "check create", b: "check create" },
      state: {
        a: { id: "a.1", provider: "h" },
        b: { id: "b.1" },
        default: {},
        h: { "things:place": "here" },
        stack: {},
      },
    },
  );
  // Its configuration changes: nothing is replaced, and the new process takes over.
  await up(
    ({ thing, host }) => {
      const provider = host("h", { "things:place": "there" });
      thing("a", { size: 1 }, { provider });
      thing("b");
    },
    {
      steps: { stack: "same", h: "update", a: "update", b: "same" },
      // Of what differs in its own configuration nothing is told.
      diffs: { a: "update:size" },
      calls: { provider: "configure() configure(there)", a: "recheck diff update", b: "recheck diff" },
      state: {
        a: { id: "a.1", size: 1, provider: "h" },
        b: { id: "b.1" },
        default: {},
        h: { "things:place": "there" },
        stack: {},
      },
    },
  );
  await refresh({
    steps: { stack: "same", h: "same", a: "same", b: "same" },
    calls: { provider: "configure() configure(there)", b: "read diff", a: "read diff" },
  });
  await up(({ thing }) => void thing("b"), {
    steps: { stack: "same", b: "same", a: "delete", h: "delete" },
    calls: { provider: "configure() configure(there)", b: "recheck diff", a: "delete" },
    state: { b: { id: "b.1" }, default: {}, stack: {} },
  });
});

scenario("moved to a provider of its own and back is not replaced", async ({ up }) => {
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1" }, default: {}, stack: {} },
  });
  await up(({ thing, host }) => void thing("a", {}, { provider: host("h", { "things:place": "here" }) }), {
    steps: { stack: "same", h: "create", a: "same" },
    calls: { provider: "configure(here)", a: "recheck diff" },
    state: { a: { id: "a.1", provider: "h" }, h: { "things:place": "here" }, stack: {} },
  });
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "same", a: "same", h: "delete" },
    calls: { provider: "configure()", a: "recheck diff" },
    state: { a: { id: "a.1" }, default: {}, stack: {} },
  });
});

scenario("a provider whose configuration a preview cannot know", async ({ preview, up }) => {
  await preview(
    ({ thing, host }) => {
      const provider = host("h", { "things:place": thing("base").made });
      thing("a", {}, { provider });
    },
    {
      steps: { stack: "create", base: "create", h: "create", a: "create" },
      calls: { provider: "configure()", base: "check" },
    },
  );
  await up(
    ({ thing, host }) => {
      const provider = host("h", { "things:place": thing("base").made });
      thing("a", {}, { provider });
    },
    {
      steps: { stack: "create", base: "create", h: "create", a: "create" },
      calls: { provider: "configure() configure(base.1)", base: "check create", a: "check create" },
      state: {
        a: { id: "a.1", provider: "h" },
        base: { id: "base.1" },
        default: {},
        h: { "things:place": "base.1", dependencies: ["base"] },
        stack: {},
      },
    },
  );
  await preview(
    ({ existing, thing, host }) => {
      const provider = host("h", { "things:place": thing("base", { kind: "y" }).made });
      thing("a", { size: 2 }, { provider });
      thing("b", { of: existing("e", "base.1", { provider }).made }, { provider });
    },
    {
      steps: {
        stack: "same",
        base: "create-replacement replace delete-replaced",
        h: "update",
        a: "update",
        e: "read",
        b: "create",
      },
      diffs: { base: "create-replacement:kind replace:kind" },
      calls: { provider: "configure()", base: "recheck diff check" },
    },
  );
  await up(
    ({ thing, host }) => {
      const provider = host("h", { "things:place": thing("base", { kind: "y" }).made });
      thing("a", {}, { provider });
    },
    {
      steps: {
        stack: "same",
        base: "create-replacement replace delete-replaced",
        h: "update",
        a: "same",
      },
      calls: {
        provider: "configure() configure(base.2)",
        base: "recheck diff check create delete",
        a: "recheck diff",
      },
      state: {
        a: { id: "a.1", provider: "h" },
        base: { id: "base.2", kind: "y" },
        default: {},
        h: { "things:place": "base.2", dependencies: ["base"] },
        stack: {},
      },
    },
  );
});
