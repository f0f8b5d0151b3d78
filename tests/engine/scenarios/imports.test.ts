import { pluginScenario } from "./scenario";

pluginScenario("what exists is taken over by its id", async ({ preview, up, cloud }) => {
  cloud.make("a", { name: "a", size: 1 });
  cloud.make("b", { name: "b", kind: "x", size: 1 });
  cloud.make("c", { name: "c", pw: "hunter2" });
  await preview(({ item }) => void item("a", { size: 1 }, { import: "a.1" }), {
    steps: { stack: "create", a: "import" },
    calls: {
      provider: "configure(checked=yes;things:config:checked=yes;{}) handshake(/plugin) info recheck()",
      a: "find recheck diff",
    },
  });
  await up(({ item }) => void item("a", { size: 1 }, { import: "a.1" }), {
    steps: { stack: "create", a: "import" },
    calls: {
      provider: "configure(checked=yes;things:config:checked=yes;{}) handshake(/plugin) info recheck()",
      a: "find recheck diff",
    },
    state: {
      default: { checked: "yes" },
      stack: {},
      a: { id: "a.1", size: 1, outputs: { twice: 2 }, importID: "a.1" },
    },
  });
  await up(({ item }) => void item("a", { size: 2 }, { import: "a.1" }), {
    steps: { stack: "same", a: "update" },
    calls: {
      provider:
        "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
      a: "recheck diff update",
    },
    state: {
      default: { checked: "yes" },
      stack: {},
      a: { id: "a.1", size: 2, outputs: { twice: 4 }, importID: "a.1" },
    },
  });
  // What the program wants otherwise is changed at once.
  await up(
    ({ item, pulumi }) => {
      item("b", { kind: "x", size: 3, color: "red" }, { import: "b.1" });
      item("c", { pw: pulumi.secret("hunter2") }, { import: "c.1" });
    },
    {
      steps: { stack: "same", b: "import update", c: "import", a: "delete" },
      calls: {
        provider:
          "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
        b: "find recheck diff update",
        c: "find recheck diff",
        a: "delete",
      },
      state: {
        default: { checked: "yes" },
        stack: {},
        b: { id: "b.1", color: "red", kind: "x", size: 3, outputs: { twice: 6 }, importID: "b.1" },
        c: { id: "c.1", pw: "hunter2", importID: "c.1" },
      },
    },
  );
  await preview(({ item }) => void item("b", { kind: "y" }, { import: "b.1" }), {
    steps: { stack: "same", b: "create-replacement replace delete-replaced", c: "delete" },
    calls: {
      provider:
        "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
      b: "recheck diff check preview-create",
    },
  });
  await up(({ item }) => void item("b", { kind: "y" }, { import: "b.1" }), {
    steps: { stack: "same" },
    calls: {
      provider:
        "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
      b: "recheck diff",
    },
    fails: "may not be replaced",
  });
  await up(({ item }) => void item("z", {}, { import: "z.1" }), {
    steps: { stack: "same", z: "import" },
    calls: {
      provider:
        "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
      z: "find",
    },
    fails: "resource 'z.1' does not exist",
  });
});

pluginScenario("another thing is taken over in place of one's own", async ({ up, cloud }) => {
  cloud.make("a", { name: "a", size: 1 });
  cloud.make("a", { name: "a", size: 1 });
  await up(({ item }) => void item("a", { size: 1 }, { import: "a.1" }), {
    steps: { stack: "create", a: "import" },
    calls: {
      provider: "configure(checked=yes;things:config:checked=yes;{}) handshake(/plugin) info recheck()",
      a: "find recheck diff",
    },
    state: {
      default: { checked: "yes" },
      stack: {},
      a: { id: "a.1", size: 1, outputs: { twice: 2 }, importID: "a.1" },
    },
  });
  await up(({ item }) => void item("a", { size: 1 }, { import: "a.2" }), {
    steps: { stack: "same", a: "import-replacement replace delete-replaced" },
    calls: {
      provider:
        "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
      a: "find recheck diff delete",
    },
    state: {
      default: { checked: "yes" },
      stack: {},
      a: { id: "a.2", size: 1, outputs: { twice: 2 }, importID: "a.2" },
    },
  });
  cloud.make("u", { name: "u", size: 1 });
  cloud.breaks("u", "read", ["it is not well"]);
  await up(({ item }) => void item("u", { size: 9 }, { import: "u.1", ignoreChanges: ["size"] }), {
    steps: { stack: "same", u: "import update", a: "delete" },
    calls: {
      provider:
        "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
      u: "find recheck diff update",
      a: "delete",
    },
    state: {
      default: { checked: "yes" },
      stack: {},
      u: { id: "u.1", size: 1, outputs: { twice: 2 }, importID: "u.1", ignoreChanges: ["size"] },
    },
  });
});
