import { scenario } from "./scenario";

scenario("changed and deleted by others", async ({ up, previewRefresh, refresh, cloud }) => {
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1, form: { round: true, sides: [1, 2] } });
      thing("b", { of: a.made });
    },
    {
      steps: { stack: "create", a: "create", b: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create" },
      state: {
        a: { id: "a.1", form: { round: true, sides: [1, 2] }, size: 1 },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        default: {},
        stack: {},
      },
    },
  );
  await refresh({
    steps: { stack: "same", b: "same", a: "same" },
    calls: { provider: "configure()", a: "read diff", b: "read diff" },
  });
  cloud.change("a.1", { size: 9, color: "red", form: { sides: [1] } });
  await previewRefresh({
    steps: { stack: "same", b: "same", a: "update" },
    calls: { provider: "configure()", a: "read diff", b: "read diff" },
    drift: { a: "color:add form.round:delete form.sides[1]:delete size:update" },
  });
  await refresh({
    steps: { stack: "same", b: "same", a: "update" },
    calls: { provider: "configure()", b: "read diff", a: "read diff" },
    drift: { a: "color:add form.round:delete form.sides[1]:delete size:update" },
    state: {
      a: { id: "a.1", color: "red", form: { sides: [1] }, size: 9 },
      b: { id: "b.1", of: "a.1", dependencies: ["a"] },
      default: {},
      stack: {},
    },
  });
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1, form: { round: true, sides: [1, 2] } });
      thing("b", { of: a.made });
    },
    {
      steps: { stack: "same", a: "update", b: "same" },
      calls: { provider: "configure()", a: "recheck diff update", b: "recheck diff" },
      state: {
        a: { id: "a.1", form: { round: true, sides: [1, 2] }, size: 1 },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        default: {},
        stack: {},
      },
    },
  );
  cloud.remove("a.1");
  await previewRefresh({
    steps: { stack: "same", a: "delete", b: "same" },
    calls: { provider: "configure()", a: "read", b: "read diff" },
  });
  await refresh({
    steps: { stack: "same", a: "delete", b: "same" },
    calls: { provider: "configure()", a: "read", b: "read diff" },
    state: { b: { id: "b.1", of: "a.1" }, default: {}, stack: {} },
  });
  await up(
    ({ thing }) => {
      const a = thing("a", { size: 1, form: { round: true, sides: [1, 2] } });
      thing("b", { of: a.made });
    },
    {
      steps: { stack: "same", a: "create", b: "update" },
      calls: { provider: "configure()", a: "check create", b: "recheck diff update" },
      state: {
        a: { id: "a.2", form: { round: true, sides: [1, 2] }, size: 1 },
        b: { id: "b.1", of: "a.2", dependencies: ["a"] },
        default: {},
        stack: {},
      },
    },
  );
});

scenario(
  "a refresh in which one thing cannot be read keeps what it has seen of the others",
  async (stage) => {
    const { up, refresh, cloud } = stage;
    await up(
      ({ thing }) => {
        thing("a", { size: 1 });
        thing("b", { size: 1 });
        thing("c");
      },
      {
        steps: { stack: "create", b: "create", c: "create", a: "create" },
        calls: { provider: "configure()", b: "check create", c: "check create", a: "check create" },
        state: {
          a: { id: "a.1", size: 1 },
          b: { id: "b.1", size: 1 },
          c: { id: "c.1" },
          default: {},
          stack: {},
        },
      },
    );
    cloud.change("a.1", { size: 2 });
    cloud.remove("c.1");
    cloud.breaks("b", "read", "not today");
    await refresh({
      steps: { stack: "same", c: "delete", a: "update" },
      calls: { provider: "configure()", a: "read diff", b: "read", c: "read" },
      drift: { a: "size:update" },
      state: { a: { id: "a.1", size: 2 }, b: { id: "b.1", size: 1 }, default: {}, stack: {} },
      fails: "not today",
    });
    cloud.mend("b", "read");
    await refresh({
      steps: { stack: "same", b: "same", a: "same" },
      calls: { provider: "configure()", b: "read diff", a: "read diff" },
    });
  },
);

scenario("looked at before it is changed, in one run", async ({ up, cloud }) => {
  await up(
    ({ thing }) => {
      thing("a", { size: 1 });
      thing("b");
    },
    {
      steps: { stack: "create", a: "create", b: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create" },
      state: { a: { id: "a.1", size: 1 }, b: { id: "b.1" }, default: {}, stack: {} },
    },
  );
  cloud.change("a.1", { size: 2 });
  cloud.remove("b.1");
  await up(
    ({ thing }) => {
      thing("a", { size: 1 });
      thing("b");
    },
    {
      steps: { stack: "refresh same", a: "refresh update", b: "refresh create" },
      calls: {
        provider: "configure()",
        a: "read diff recheck diff update",
        b: "read check create",
      },
      state: { a: { id: "a.1", size: 1 }, b: { id: "b.2" }, default: {}, stack: {} },
    },
    { refresh: true },
  );
});

scenario("a run that looks at everything first tells of that as looking", async (stage) => {
  const { up, preview, destroy, previewDestroy, cloud } = stage;
  await up(
    ({ thing, group }) => {
      thing("a", { size: 1 });
      thing("b");
      thing("c", {}, { parent: group("g").tells({}) });
    },
    {
      steps: { stack: "create", g: "create", a: "create", b: "create", c: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create", c: "check create" },
      state: {
        a: { id: "a.1", size: 1 },
        b: { id: "b.1" },
        c: { id: "c.1", parent: "g" },
        g: {},
        default: {},
        stack: {},
      },
    },
  );
  cloud.change("a.1", { size: 2 });
  cloud.remove("b.1");
  const looked = { stack: "refresh same", g: "refresh same", c: "refresh same" };
  const done = { ...looked, a: "refresh update", b: "refresh create" };
  const counts = { same: 3, update: 1, create: 1 };
  await preview(
    ({ thing, group }) => {
      thing("a", { size: 1 });
      thing("b");
      thing("c", {}, { parent: group("g").tells({}) });
    },
    {
      steps: done,
      done,
      counts,
      calls: {
        provider: "configure()",
        a: "read diff recheck diff",
        b: "read check",
        c: "read diff recheck diff",
      },
    },
    { refresh: true },
  );
  await up(
    ({ thing, group }) => {
      thing("a", { size: 1 });
      thing("b");
      thing("c", {}, { parent: group("g").tells({}) });
    },
    {
      steps: done,
      done,
      counts,
      calls: {
        provider: "configure()",
        a: "read diff recheck diff update",
        b: "read check create",
        c: "read diff recheck diff",
      },
      state: {
        a: { id: "a.1", size: 1 },
        b: { id: "b.2" },
        c: { id: "c.1", parent: "g" },
        g: {},
        default: {},
        stack: {},
      },
    },
    { refresh: true },
  );
  cloud.change("a.1", { size: 2 });
  cloud.remove("c.1");
  const deleted = Object.fromEntries(["stack", "g", "a", "b"].map((name) => [name, "refresh delete"]));
  const gone = { ...deleted, c: "refresh" };
  await previewDestroy(
    {
      steps: gone,
      done: gone,
      counts: { delete: 4 },
      calls: { provider: "configure()", a: "read diff", b: "read diff", c: "read" },
    },
    { refresh: true },
  );
  await destroy(
    {
      steps: gone,
      done: gone,
      counts: { delete: 4 },
      calls: { provider: "configure()", a: "read diff delete", b: "read diff delete", c: "read" },
      state: {},
    },
    { refresh: true },
  );
});

scenario("members that are null and appear in a refresh are no change", async (stage) => {
  const { up, refresh, previewRefresh, cloud } = stage;
  await up(({ thing }) => void thing("a", { form: { round: true }, list: [{ x: 1 }], gone: null }), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1", form: { round: true }, list: [{ x: 1 }], gone: null }, default: {}, stack: {} },
  });
  const fresh = { form: { round: true, y: null }, list: [{ x: 1, z: null }], extra: null };
  cloud.change("a.1", { ...fresh, gone: undefined });
  const same = {
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure()", a: "read diff" },
  };
  await previewRefresh(same);
  await refresh({ ...same, state: { a: { id: "a.1", ...fresh }, default: {}, stack: {} } });
  await up(({ thing }) => void thing("a", { form: { round: true }, list: [{ x: 1 }], gone: null }), {
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure()", a: "recheck diff" },
    state: {
      a: { id: "a.1", form: { round: true }, list: [{ x: 1 }], gone: null, outputs: fresh },
      default: {},
      stack: {},
    },
  });
});
