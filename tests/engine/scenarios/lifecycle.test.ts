import { scenario } from "./scenario";

scenario(
  "previewed, made, left alone, changed and destroyed",
  async ({ preview, up, previewDestroy, destroy }) => {
    await preview(
      ({ thing }) => {
        const a = thing("a", { size: 1 });
        thing("b", { of: a.made });
        return { made: a.made };
      },
      {
        steps: { stack: "create", a: "create", b: "create" },
        calls: { provider: "configure()", a: "check", b: "check" },
      },
    );
    await up(
      ({ thing }) => {
        const a = thing("a", { size: 1 });
        thing("b", { of: a.made });
        return { made: a.made };
      },
      {
        steps: { stack: "create", a: "create", b: "create" },
        calls: { provider: "configure()", a: "check create", b: "check create" },
        state: {
          a: { id: "a.1", size: 1 },
          b: { id: "b.1", of: "a.1", dependencies: ["a"] },
          default: {},
          stack: { outputs: { made: "a.1" } },
        },
      },
    );
    await up(
      ({ thing }) => {
        const a = thing("a", { size: 1 });
        thing("b", { of: a.made });
        return { made: a.made };
      },
      {
        steps: { stack: "same", a: "same", b: "same" },
        calls: { provider: "configure()", a: "recheck diff", b: "recheck diff" },
      },
    );
    // What an update will give is not known before, so the preview shows more than is then done.
    await preview(
      ({ thing }) => {
        const a = thing("a", { size: 2, color: "red" });
        thing("b", { of: a.made });
        return { made: a.made };
      },
      {
        steps: { stack: "same", a: "update", b: "update" },
        calls: { provider: "configure()", a: "recheck diff", b: "recheck diff" },
      },
    );
    await up(
      ({ thing }) => {
        const a = thing("a", { size: 2, color: "red" });
        thing("b", { of: a.made });
        return { made: a.made };
      },
      {
        steps: { stack: "same", a: "update", b: "same" },
        calls: { provider: "configure()", a: "recheck diff update", b: "recheck diff" },
        state: {
          a: { id: "a.1", color: "red", size: 2 },
          b: { id: "b.1", of: "a.1", dependencies: ["a"] },
          default: {},
          stack: { outputs: { made: "a.1" } },
        },
      },
    );
    await previewDestroy({ steps: { b: "delete", a: "delete", stack: "delete" } });
    await destroy({
      steps: { b: "delete", a: "delete", stack: "delete" },
      calls: { provider: "configure()", b: "delete", a: "delete" },
      state: {},
    });
  },
);

scenario("twenty things that need nothing of one another", async ({ up, destroy }) => {
  const each = (word: (name: string) => unknown): Record<string, never> =>
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`t${i}`, word(`t${i}`) as never]));
  await up(
    ({ thing }) => {
      for (let i = 0; i < 20; i += 1) thing(`t${i}`);
    },
    {
      steps: { stack: "create", ...each(() => "create") },
      calls: { provider: "configure()", ...each(() => "check create") },
      state: { stack: {}, default: {}, ...each((name) => ({ id: `${name}.1` })) },
    },
  );
  await destroy({
    steps: { stack: "delete", ...each(() => "delete") },
    calls: { provider: "configure()", ...each(() => "delete") },
    state: {},
  });
});

scenario("a stack whose configuration changes", async ({ up, refresh, stack }) => {
  await stack.setAllConfig({
    "things:place": { value: "here" },
    "things:key": { value: "hush", secret: true },
  });
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure(here)", a: "check create" },
    state: {
      a: { id: "a.1" },
      default: { "things:key": { secret: "hush" }, "things:place": "here" },
      stack: {},
    },
  });
  // The default provider is updated. Without a program, the configuration is that of the last run.
  await stack.setAllConfig({ "things:place": { value: "there" } });
  await refresh({
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure(here)", a: "read diff" },
  });
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure(there)", a: "recheck diff" },
    state: {
      a: { id: "a.1" },
      default: { "things:key": { secret: "hush" }, "things:place": "there" },
      stack: {},
    },
  });
  await stack.removeConfig("things:place");
  await up(() => undefined, {
    steps: { stack: "same", a: "delete" },
    calls: { provider: "configure(there)", a: "delete" },
    state: { stack: {} },
  });
});
