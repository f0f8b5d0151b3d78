import { pluginScenario } from "./scenario";

pluginScenario("a provider of a plugin, and what another configuration means", async ({ preview, up }) => {
  await up(
    ({ item, depot }) => {
      const provider = depot("d", { place: "x", n: 1, o: { k: "v" } }, { version: "1.2.0" });
      item("a", {}, { provider });
      item("v", {}, { version: "1.1.0" });
    },
    {
      steps: { stack: "create", d: "create", v: "create", a: "create" },
      calls: {
        provider:
          'configure(checked=yes,n=1,o={"k":"v"},place=x,version=1.2.0;things:config:checked=yes,things:config:n=1,things:config:o={"k":"v"},things:config:place=x;{}) configure(checked=yes,version=1.1.0;things:config:checked=yes;{}) handshake(/plugin) handshake(/plugin) info info recheck(n=1,o={"k":"v"},place=x,version=1.2.0) recheck(version=1.1.0)',
        v: "check create",
        a: "check create",
      },
      state: {
        d: { version: "1.2.0", checked: "yes", n: 1, o: { k: "v" }, place: "x", __internal: {} },
        default_1_1_0: { version: "1.1.0", checked: "yes", __internal: {} },
        stack: {},
        a: { id: "a.1", provider: "d" },
        v: { id: "v.1", provider: "default_1_1_0" },
      },
    },
  );
  await up(
    ({ item, depot }) => {
      const provider = depot("d", { place: "y" }, { version: "1.2.0" });
      item("a", {}, { provider });
    },
    {
      steps: { stack: "same", d: "update", a: "same", v: "delete" },
      calls: {
        provider:
          'configure(checked=yes,place=y,version=1.2.0;things:config:checked=yes,things:config:place=y;{}) configure(checked=yes,version=1.1.0;things:config:checked=yes;{}) diff(checked=yes,n=1,o={"k":"v"},place=x,version=1.2.0;checked=yes,place=y,version=1.2.0) handshake(/plugin) handshake(/plugin) info info recheck(place=y,version=1.2.0)',
        a: "recheck diff",
        v: "delete",
      },
      state: {
        d: { version: "1.2.0", checked: "yes", place: "y", __internal: {} },
        stack: {},
        a: { id: "a.1", provider: "d" },
      },
    },
  );
  // Nothing moves from one world to another.
  await preview(
    ({ item, depot }) => {
      const provider = depot("d", { place: "y", world: "w" }, { version: "1.2.0" });
      item("a", {}, { provider });
    },
    {
      steps: {
        stack: "same",
        d: "create-replacement replace delete-replaced",
        a: "create-replacement replace delete-replaced",
      },
      calls: {
        provider:
          "configure(checked=yes,place=y,version=1.2.0,world=w;things:config:checked=yes,things:config:place=y,things:config:world=w;{}) configure(checked=yes,place=y,version=1.2.0;things:config:checked=yes,things:config:place=y;{}) diff(checked=yes,place=y,version=1.2.0;checked=yes,place=y,version=1.2.0,world=w) diff(checked=yes,place=y,version=1.2.0;checked=yes,place=y,version=1.2.0,world=w) handshake(/plugin) handshake(/plugin) handshake(/plugin) info info info recheck(place=y,version=1.2.0,world=w) recheck(place=y,version=1.2.0,world=w)",
        a: "recheck check preview-create",
      },
    },
  );
  await up(
    ({ item, depot }) => {
      const provider = depot("d", { place: "y", world: "w" }, { version: "1.2.0" });
      item("a", {}, { provider });
    },
    {
      steps: {
        stack: "same",
        d: "create-replacement replace delete-replaced",
        a: "create-replacement replace delete-replaced",
      },
      calls: {
        provider:
          "configure(checked=yes,place=y,version=1.2.0,world=w;things:config:checked=yes,things:config:place=y,things:config:world=w;{}) configure(checked=yes,place=y,version=1.2.0;things:config:checked=yes,things:config:place=y;{}) diff(checked=yes,place=y,version=1.2.0;checked=yes,place=y,version=1.2.0,world=w) diff(checked=yes,place=y,version=1.2.0;checked=yes,place=y,version=1.2.0,world=w) handshake(/plugin) handshake(/plugin) handshake(/plugin) info info info recheck(place=y,version=1.2.0,world=w) recheck(place=y,version=1.2.0,world=w)",
        a: "recheck check create delete",
      },
      state: {
        d: { version: "1.2.0", checked: "yes", place: "y", world: "w", __internal: {} },
        stack: {},
        a: { id: "a.2", provider: "d" },
      },
    },
  );
  await up(({ item, depot }) => void item("a", {}, { provider: depot("q", { world: "w" }) }), {
    steps: { stack: "same", q: "create", a: "same", d: "delete" },
    calls: {
      provider:
        "configure(checked=yes,world=w;things:config:checked=yes,things:config:world=w;{}) diff(checked=yes,place=y,version=1.2.0,world=w;checked=yes,world=w) handshake(/plugin) info recheck(world=w)",
      a: "recheck diff",
    },
    state: { q: { checked: "yes", world: "w" }, stack: {}, a: { id: "a.2", provider: "q" } },
  });
});

pluginScenario(
  "a provider of a plugin that refuses its configuration, or does not know it yet",
  async ({ preview, up }) => {
    await up(({ depot }) => void depot("bad", { place: "nowhere" }), {
      steps: { stack: "create" },
      calls: { provider: "handshake(/plugin) info recheck(place=nowhere)" },
      state: { stack: {} },
      fails: "there is no such place",
    });
    await up(({ item, depot }) => void item("a", {}, { provider: depot("bad", { place: "refused" }) }), {
      steps: { stack: "same", bad: "create" },
      calls: {
        provider:
          "configure(checked=yes,place=refused;things:config:checked=yes,things:config:place=refused;{}) handshake(/plugin) info recheck(place=refused)",
      },
      state: { bad: { checked: "yes", place: "refused" }, stack: {} },
      fails: "the place is refused",
    });
    await preview(
      ({ item, depot }) => {
        const provider = depot("d", { place: item("base").made });
        item("z", { size: 1 }, { provider });
      },
      {
        steps: { stack: "same", base: "create", d: "create", z: "create", bad: "delete" },
        calls: {
          provider:
            "configure(checked=yes;things:config:checked=yes;{}) handshake(/plugin) handshake(/plugin) info info recheck() recheck(place=04da6b54-80e4-46f7-96ec-b56ff0331ba9)",
          base: "check preview-create",
        },
      },
    );
  },
);

pluginScenario(
  "from the dynamic provider to the plugin and back, nothing is replaced",
  async ({ preview, up, refresh }) => {
    await up(
      ({ thing, pulumi }) => {
        const a = thing("a", { size: 1, pw: pulumi.secret("x") });
        thing("b", { of: a.made });
      },
      {
        steps: { stack: "create", a: "create", b: "create" },
        calls: { provider: "configure()", a: "check create", b: "check create" },
        state: {
          a: { id: "a.1", pw: { secret: "x" }, size: 1 },
          b: { id: "b.1", of: "a.1", dependencies: ["a"] },
          default: {},
          stack: {},
        },
      },
    );
    await up(
      ({ item, pulumi }) => {
        const aliases = [{ type: "pulumi-nodejs:dynamic/things:Thing" }];
        const a = item("a", { size: 1, pw: pulumi.secret("x") }, { aliases });
        item("b", { of: a.made }, { aliases });
      },
      {
        steps: { stack: "same", a: "same", b: "same" },
        calls: {
          provider:
            "configure(checked=yes;things:config:checked=yes;{}) diff(;checked=yes) diff(;checked=yes) handshake(/plugin) info recheck()",
          a: "recheck diff",
          b: "recheck diff",
        },
        state: {
          default: { checked: "yes" },
          stack: {},
          a: { id: "a.1", pw: { secret: "x" }, size: 1 },
          b: { id: "b.1", of: "a.1", dependencies: ["a"] },
        },
      },
    );
    await refresh({
      steps: { stack: "same", a: "same", b: "same" },
      calls: {
        provider: "configure(checked=yes;things:config:checked=yes;{}) handshake(/plugin) info",
        a: "read diff",
        b: "read diff",
      },
      state: {
        default: { checked: "yes" },
        stack: {},
        a: { id: "a.1", pw: { secret: "x" }, size: 1, outputs: { twice: 2 } },
        b: { id: "b.1", of: "a.1", dependencies: ["a"] },
      },
    });
    await preview(
      ({ thing, pulumi }) => {
        const aliases = [{ type: "things:index:Thing" }];
        const a = thing("a", { size: 1, pw: pulumi.secret("x") }, { aliases });
        thing("b", { of: a.made }, { aliases });
      },
      {
        steps: { stack: "same", a: "same", b: "same" },
        calls: { provider: "configure()", a: "recheck diff", b: "recheck diff" },
      },
    );
    await up(
      ({ thing, pulumi }) => {
        const aliases = [{ type: "things:index:Thing" }];
        const a = thing("a", { size: 1, pw: pulumi.secret("x") }, { aliases });
        thing("b", { of: a.made }, { aliases });
      },
      {
        steps: { stack: "same", a: "same", b: "same" },
        calls: { provider: "configure()", a: "recheck diff", b: "recheck diff" },
        state: {
          a: { id: "a.1", pw: { secret: "x" }, size: 1, outputs: { twice: 2 } },
          b: { id: "b.1", of: "a.1", dependencies: ["a"] },
          default: {},
          stack: {},
        },
      },
    );
  },
);

pluginScenario("functions of a plugin", async ({ preview, up, stack }) => {
  await stack.setAllConfig({ "things:place": { value: "here" } });
  await preview(
    ({ pulumi, item }) => {
      const made = item("a").made;
      return {
        plain: pulumi.runtime.invoke("things:index:count", { q: 1 }),
        of: pulumi.runtime.invokeOutput("things:index:count", { made }),
      };
    },
    {
      steps: { stack: "create", a: "create" },
      calls: {
        provider:
          'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) handshake(/plugin) info preview-invoke(things:index:count;q=1) recheck(place=here)',
        a: "check preview-create",
      },
    },
  );
  await up(
    ({ pulumi, item }) => {
      const made = item("a").made;
      return {
        plain: pulumi.runtime.invoke("things:index:count", { q: 1 }),
        of: pulumi.runtime.invokeOutput("things:index:count", { made }),
        hidden: pulumi.runtime.invokeOutput("things:index:count", { pw: pulumi.secret("x") }),
      };
    },
    {
      steps: { stack: "create", a: "create" },
      calls: {
        provider:
          'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) handshake(/plugin) info invoke(things:index:count;made=a.1) invoke(things:index:count;pw=x) invoke(things:index:count;q=1) recheck(place=here)',
        a: "check create",
      },
      state: {
        default: { checked: "yes", place: "here" },
        stack: {
          outputs: {
            hidden: { secret: { ids: [], pw: "x" } },
            of: { ids: ["a.1"], made: "a.1" },
            plain: { ids: [], q: 1 },
          },
        },
        a: { id: "a.1" },
      },
    },
  );
  await up(({ pulumi }) => ({ r: pulumi.runtime.invoke("things:index:count", { fails: 1 }) }), {
    steps: { stack: "same" },
    calls: {
      provider:
        'configure(checked=yes,place=here;things:config:checked=yes,things:config:place=here;{"place":"here"}) diff(checked=yes,place=here;checked=yes,place=here) handshake(/plugin) info invoke(things:index:count;fails=1) recheck(place=here)',
    },
    fails: "the function fails",
  });
});
