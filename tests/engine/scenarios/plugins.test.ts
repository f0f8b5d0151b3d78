import { pluginScenario } from "./scenario";

pluginScenario("things of a plugin: what will come of them is told before", async (stage) => {
  const { preview, up, refresh, destroy, cloud } = stage;
  await stage.stack.setAllConfig({ "things:place": { value: "here" }, "other:place": { value: "there" } });
  await preview(
    ({ item }) => {
      const a = item("a", { size: 1 }, { customTimeouts: { create: "7m", update: "30s" } });
      item("b", { of: a.twice });
      item("c", { of: a.made });
    },
    {
      steps: { stack: "create", a: "create", c: "create", b: "create" },
      calls: {
        provider:
          'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) handshake(/plugin) info recheck(place=here)',
        a: "check preview-create",
        c: "check preview-create",
        b: "check preview-create",
      },
    },
  );
  await up(
    ({ item }) => {
      const a = item("a", { size: 1 }, { customTimeouts: { create: "7m", update: "30s" } });
      item("b", { of: a.twice });
      item("c", { of: a.made });
    },
    {
      steps: { stack: "create", a: "create", c: "create", b: "create" },
      calls: {
        provider:
          'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) handshake(/plugin) info recheck(place=here)',
        a: "check create",
        c: "check create",
        b: "check create",
      },
      state: {
        default: { checked: "yes", place: "here" },
        stack: {},
        a: {
          id: "a.1",
          size: 1,
          outputs: { timeout: 420, twice: 2 },
          customTimeouts: { create: 420, update: 30 },
        },
        b: { id: "b.1", of: 2, dependencies: ["a"] },
        c: { id: "c.1", of: "a.1", dependencies: ["a"] },
      },
    },
  );
  // What stays the same is known to stay the same.
  await preview(
    ({ item }) => {
      const a = item("a", { size: 2 }, { customTimeouts: { create: "7m", update: "30s" } });
      item("b", { of: a.twice });
      item("c", { of: a.made });
    },
    {
      steps: { stack: "same", a: "update", c: "same", b: "update" },
      calls: {
        provider:
          'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) diff(checked=yes,place=here;checked=yes,place=here) handshake(/plugin) info recheck(place=here)',
        a: "recheck diff preview-update",
        c: "recheck diff",
        b: "recheck diff preview-update",
      },
    },
  );
  cloud.change("a.1", { size: 3 });
  await refresh({
    steps: { stack: "same", a: "update", c: "same", b: "same" },
    calls: {
      provider:
        'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) handshake(/plugin) info',
      a: "read diff",
      c: "read diff",
      b: "read diff",
    },
    drift: { a: "size:update" },
    state: {
      default: { checked: "yes", place: "here" },
      stack: {},
      a: { id: "a.1", size: 3, outputs: { twice: 6 }, customTimeouts: { create: 420, update: 30 } },
      b: { id: "b.1", of: 2, dependencies: ["a"] },
      c: { id: "c.1", of: "a.1", dependencies: ["a"] },
    },
  });
  cloud.breaks("a", "read", ["it is not well"]);
  await refresh({
    steps: { stack: "same", a: "same", c: "same", b: "same" },
    calls: {
      provider:
        'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) handshake(/plugin) info',
      a: "read diff",
      c: "read diff",
      b: "read diff",
    },
    state: {
      default: { checked: "yes", place: "here" },
      stack: {},
      a: {
        id: "a.1",
        size: 3,
        outputs: { twice: 6 },
        initErrors: ["it is not well"],
        customTimeouts: { create: 420, update: 30 },
      },
      b: { id: "b.1", of: 2, dependencies: ["a"] },
      c: { id: "c.1", of: "a.1", dependencies: ["a"] },
    },
  });
  cloud.mend("a", "read");
  await destroy({
    steps: { c: "delete", b: "delete", a: "delete", stack: "delete" },
    calls: {
      provider:
        'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) handshake(/plugin) info',
      c: "delete",
      b: "delete",
      a: "delete",
    },
    state: {},
  });
});

pluginScenario(
  "things of a plugin that are replaced, not ready or refused",
  async ({ preview, up, cloud }) => {
    await up(
      ({ item }) => {
        const a = item("a", { kind: "x", size: 1 });
        item("b", { of: a.made });
        item("d", { kind: "x", alone: true });
      },
      {
        steps: { stack: "create", a: "create", d: "create", b: "create" },
        calls: {
          provider: "configure(checked=yes;things:config:checked=yes;{}) handshake(/plugin) info recheck()",
          a: "check create",
          d: "check create",
          b: "check create",
        },
        state: {
          default: { checked: "yes" },
          stack: {},
          a: { id: "a.1", kind: "x", size: 1, outputs: { twice: 2 } },
          b: { id: "b.1", of: "a.1", dependencies: ["a"] },
          d: { id: "d.1", alone: true, kind: "x" },
        },
      },
    );
    await preview(
      ({ item }) => {
        const a = item("a", { kind: "y", color: "red" });
        item("b", { of: a.made });
        item("d", { kind: "y", alone: true });
      },
      {
        steps: {
          stack: "same",
          a: "create-replacement replace delete-replaced",
          d: "delete-replaced replace create-replacement",
          b: "update",
        },
        calls: {
          provider:
            "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
          a: "recheck diff check preview-create",
          d: "recheck diff check preview-create",
          b: "recheck diff preview-update",
        },
      },
    );
    cloud.breaks("e", "create", ["one", "two"]);
    await up(({ item }) => void item("e", { size: 1 }), {
      steps: { stack: "same", e: "create" },
      calls: {
        provider:
          "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
        e: "check create",
      },
      state: {
        default: { checked: "yes" },
        stack: {},
        a: { id: "a.1", kind: "x", size: 1, outputs: { twice: 2 } },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        d: { id: "d.1", alone: true, kind: "x" },
        e: { id: "e.1", size: 1, outputs: { twice: 2 }, initErrors: ["one", "two"] },
      },
      fails: "2 errors occurred",
    });
    cloud.mend("e", "create");
    cloud.breaks("e", "update", ["still"]);
    await up(({ item }) => void item("e", { size: 2 }), {
      steps: { stack: "same", e: "update" },
      calls: {
        provider:
          "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
        e: "recheck diff update",
      },
      state: {
        default: { checked: "yes" },
        stack: {},
        a: { id: "a.1", kind: "x", size: 1, outputs: { twice: 2 } },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        d: { id: "d.1", alone: true, kind: "x" },
        e: { id: "e.1", size: 1, outputs: { size: 2, twice: 4 }, initErrors: ["still"] },
      },
      fails: "still",
    });
    cloud.mend("e", "update");
    await up(({ item }) => void item("e", { size: 3, color: "a" }, { ignoreChanges: ["size"] }), {
      steps: { stack: "same", e: "update", b: "delete", a: "delete", d: "delete" },
      calls: {
        provider:
          "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
        e: "recheck diff update",
        b: "delete",
        a: "delete",
        d: "delete",
      },
      state: {
        default: { checked: "yes" },
        stack: {},
        e: { id: "e.1", color: "a", size: 1, outputs: { twice: 2 }, ignoreChanges: ["size"] },
      },
    });
    cloud.breaks("e", "check", ["it cannot be"]);
    await up(({ item }) => void item("e"), {
      steps: { stack: "same" },
      calls: {
        provider:
          "configure(checked=yes;things:config:checked=yes;{}) diff(checked=yes;checked=yes) handshake(/plugin) info recheck()",
        e: "recheck",
      },
      fails: "it cannot be",
    });
  },
);

pluginScenario(
  "secrets of a plugin that knows none: they are marked by their keys",
  async ({ up, refresh, stack }) => {
    await stack.setAllConfig({
      "things:key": { value: "k3y", secret: true },
      "things:list": { value: '["a"]' },
    });
    await up(
      ({ item, pulumi }) => {
        const a = item("a", { pw: pulumi.secret("hunter2"), list: [pulumi.secret("x"), "y"] });
        item("b", { pw: a.pw });
      },
      {
        steps: { stack: "create", a: "create", b: "create" },
        calls: {
          provider:
            'configure(checked=yes,key=(secret),list=["a"];things:config:checked=yes,things:config:key=k3y,things:config:list=["a"];{"key":"k3y","list":"[\\"a\\"]"}) handshake(/plugin) info recheck(key=k3y,list=["a"])',
          a: "check create",
          b: "check create",
        },
        state: {
          default: { checked: "yes", key: { secret: "k3y" }, list: '["a"]' },
          stack: {},
          a: { id: "a.1", list: { secret: ["x", "y"] }, pw: { secret: "hunter2" } },
          b: { id: "b.1", pw: { secret: "hunter2" }, dependencies: ["a"] },
        },
      },
    );
    await refresh({
      steps: { stack: "same", a: "same", b: "same" },
      calls: {
        provider:
          'configure(checked=yes,key=(secret),list=["a"];things:config:checked=yes,things:config:key=k3y,things:config:list=["a"];{"key":"k3y","list":"[\\"a\\"]"}) handshake(/plugin) info',
        a: "read diff",
        b: "read diff",
      },
    });
  },
);

// It marks them itself; this one forgets to when it reads.
pluginScenario(
  "secrets of a plugin that knows them",
  async ({ up, refresh, stack }) => {
    await stack.setAllConfig({
      "things:key": { value: "k3y", secret: true },
      "things:list": { value: '["a"]' },
    });
    await up(
      ({ item, pulumi }) => {
        const a = item("a", { pw: pulumi.secret("hunter2"), list: [pulumi.secret("x"), "y"] });
        item("b", { pw: a.pw });
      },
      {
        steps: { stack: "create", a: "create", b: "create" },
        calls: {
          provider:
            'configure(checked=yes,key=(secret),list=["a"];things:config:checked=yes,things:config:key=k3y,things:config:list=["a"];{"key":"k3y","list":"[\\"a\\"]"}) handshake(/plugin) info recheck(key=k3y,list=["a"])',
          a: "check create",
          b: "check create",
        },
        state: {
          default: { checked: "yes", key: { secret: "k3y" }, list: '["a"]' },
          stack: {},
          a: { id: "a.1", list: [{ secret: "x" }, "y"], pw: { secret: "hunter2" } },
          b: { id: "b.1", pw: { secret: "hunter2" }, dependencies: ["a"] },
        },
      },
    );
    await refresh({
      steps: { stack: "same", a: "same", b: "same" },
      calls: {
        provider:
          'configure(checked=yes,key=(secret),list=["a"];things:config:checked=yes,things:config:key=k3y,things:config:list=["a"];{"key":"k3y","list":"[\\"a\\"]"}) handshake(/plugin) info',
        a: "read diff",
        b: "read diff",
      },
      state: {
        default: { checked: "yes", key: { secret: "k3y" }, list: '["a"]' },
        stack: {},
        a: { id: "a.1", list: [{ secret: "x" }, "y"], pw: "hunter2" },
        b: { id: "b.1", pw: "hunter2", dependencies: ["a"] },
      },
    });
  },
  "secrets",
);
