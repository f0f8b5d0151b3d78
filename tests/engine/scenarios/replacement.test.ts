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
