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
    keys: { a: "create-replacement:#initerror replace:#initerror" },
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

scenario(
  "replaced, but the replacement is not ready; and found under another name meanwhile",
  async ({ preview, up, cloud }) => {
    await up(({ thing }) => void thing("a", { kind: "x" }), {
      steps: { stack: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: { a: { id: "a.1", kind: "x" }, default: {}, stack: {} },
    });
    cloud.breaks("a", "create", ["still warming up"]);
    await up(({ thing }) => void thing("a", { kind: "y" }), {
      steps: { stack: "same", a: "create-replacement" },
      calls: { provider: "configure()", a: "recheck diff check create" },
      state: {
        a: { id: "a.2", kind: "y", initErrors: ["still warming up"] },
        "a (old a.1)": { id: "a.1", kind: "x" },
        default: {},
        stack: {},
      },
      fails: "still warming up",
    });
    cloud.mend("a", "create");
    await preview(({ thing }) => void thing("new", { name: "a", kind: "y" }, { aliases: [{ name: "a" }] }), {
      steps: { stack: "same", new: "update", a: "delete-replaced" },
      calls: { provider: "configure()", a: "recheck diff" },
    });
    await up(({ thing }) => void thing("new", { name: "a", kind: "y" }, { aliases: [{ name: "a" }] }), {
      steps: { stack: "same", new: "update", a: "delete-replaced" },
      calls: { provider: "configure()", a: "recheck diff update delete" },
      state: { new: { id: "a.2", kind: "y" }, default: {}, stack: {} },
    });
    await up(({ thing }) => void thing("newer", { name: "a", kind: "x" }, { aliases: [{ name: "new" }] }), {
      steps: { stack: "same", newer: "create-replacement replace", new: "delete-replaced" },
      calls: { provider: "configure()", a: "recheck diff check create delete" },
      state: { newer: { id: "a.3", kind: "x" }, default: {}, stack: {} },
    });
  },
);
