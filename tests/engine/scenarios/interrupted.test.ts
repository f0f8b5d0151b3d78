import { scenario } from "./scenario";

scenario("a destroy that is interrupted ends well: what was begun is done, the rest stays", async (stage) => {
  const { up, destroy, interrupted } = stage;
  await up(({ thing }) => void thing("b", { of: thing("a").made }), {
    steps: { stack: "create", a: "create", b: "create" },
    calls: { provider: "configure()", a: "check create", b: "check create" },
    state: { a: { id: "a.1" }, b: { id: "b.1", of: "a.1", dependencies: ["a"] }, default: {}, stack: {} },
  });
  await interrupted("b", (options) =>
    destroy(
      {
        steps: { b: "delete" },
        calls: { provider: "configure()", b: "delete" },
        counts: { delete: 1 },
        state: { a: { id: "a.1" }, default: {}, stack: {} },
      },
      options,
    ),
  );
  await interrupted("a", (options) =>
    destroy(
      {
        steps: { a: "delete" },
        calls: { provider: "configure()", a: "delete" },
        counts: { delete: 1 },
        state: { default: {}, stack: {} },
      },
      options,
    ),
  );
});

scenario("a destroy whose step fails after an interruption fails", async (stage) => {
  const { up, destroy, interrupted, cloud } = stage;
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1" }, default: {}, stack: {} },
  });
  cloud.breaks("a", "delete", "not now");
  await interrupted("a", (options) =>
    destroy(
      { steps: { a: "delete" }, calls: { provider: "configure()", a: "delete" }, fails: "not now" },
      options,
    ),
  );
});

scenario("an update that is interrupted while it deletes fails", async ({ up, interrupted }) => {
  await up(({ thing }) => void thing("b", { of: thing("a").made }), {
    steps: { stack: "create", a: "create", b: "create" },
    calls: { provider: "configure()", a: "check create", b: "check create" },
    state: { a: { id: "a.1" }, b: { id: "b.1", of: "a.1", dependencies: ["a"] }, default: {}, stack: {} },
  });
  await interrupted("b", (options) =>
    up(
      () => undefined,
      {
        steps: { stack: "same", b: "delete" },
        calls: { provider: "configure()", b: "delete" },
        counts: { same: 1, delete: 1 },
        state: { a: { id: "a.1" }, default: {}, stack: {} },
        fails: "",
      },
      options,
    ),
  );
});
