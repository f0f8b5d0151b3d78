import { scenario } from "./scenario";

scenario("values of every sort", async ({ up }) => {
  await up(
    ({ pulumi, thing, group }) => {
      const a = thing("a", {
        none: null,
        nothing: undefined,
        empty: {},
        list: [],
        mixed: [1, null, "x", { y: undefined, z: null }],
        "odd key.x": { "a b": 1 },
        big: 1e300,
        yes: false,
        nested: pulumi.output({ x: [pulumi.output(1)] }),
      });
      const g = group("g", { of: a });
      group("h", { of: [g] }).tells({});
      thing("b", { resource: a, group: g, id: a.id, urn: a.urn });
      g.tells({});
      return {
        none: null,
        nothing: undefined,
        when: new Date(0),
        a,
        list: [a.id, pulumi.secret(1)],
        deep: { s: pulumi.secret({ x: 1 }) },
        fn: undefined,
      };
    },
    {
      steps: { stack: "create", a: "create", g: "create", h: "create", b: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create" },
      state: {
        a: {
          id: "a.1",
          big: 1e300,
          empty: {},
          list: [],
          mixed: [1, null, "x", { z: null }],
          nested: { x: [1] },
          none: null,
          "odd key.x": { "a b": 1 },
          yes: false,
        },
        b: {
          id: "b.1",
          group: "urn:pulumi:dev::things::things:Group::g",
          resource: "a.1",
          dependencies: ["a"],
        },
        default: {},
        stack: {
          outputs: {
            a: {
              big: 1e300,
              empty: {},
              id: "a.1",
              list: [],
              made: "a.1",
              mixed: [1, null, "x", { z: null }],
              name: "a",
              nested: { x: [1] },
              none: null,
              "odd key.x": { "a b": 1 },
              urn: "urn:pulumi:dev::things::pulumi-nodejs:dynamic/things:Thing::a",
              yes: false,
            },
            deep: { s: { secret: { x: 1 } } },
            list: ["a.1", { secret: 1 }],
            none: null,
            when: {},
          },
        },
        g: {
          of: {
            "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
            id: "a.1",
            packageVersion: "",
            urn: "urn:pulumi:dev::things::pulumi-nodejs:dynamic/things:Thing::a",
          },
          dependencies: ["a"],
        },
        h: {
          of: [
            {
              "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
              packageVersion: "",
              urn: "urn:pulumi:dev::things::things:Group::g",
            },
          ],
        },
      },
    },
  );
  // What does not exist is looked up without complaint: the dynamic host cannot say that it is not there.
  await up(({ existing }) => ({ missing: existing("m", "nothing.1").made }), {
    steps: { stack: "same", m: "read", h: "delete", g: "delete", b: "delete", a: "delete" },
    calls: { provider: "configure()", nothing: "read", b: "delete", a: "delete" },
    state: { m: { id: "nothing.1", external: true }, default: {}, stack: {} },
  });
});

scenario("a value that is null is as good as none", async ({ up }) => {
  await up(
    ({ thing, group }) => {
      thing("a", { size: 1, list: [1] }, { replaceOnChanges: ["extra", "list"] });
      group("g").tells({});
    },
    {
      steps: { stack: "create", g: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: {
        a: { id: "a.1", size: 1, list: [1], replaceOnChanges: ["extra", "list"] },
        g: {},
        default: {},
        stack: {},
      },
    },
  );
  await up(
    ({ thing, group }) => {
      thing("a", { size: 1, list: [1], extra: null }, { replaceOnChanges: ["extra", "list"] });
      group("g", { color: null }).tells({});
    },
    {
      steps: { stack: "same", g: "same", a: "same" },
      calls: { provider: "configure()", a: "recheck diff" },
      state: {
        a: { id: "a.1", size: 1, list: [1], extra: null, replaceOnChanges: ["extra", "list"] },
        g: { color: null },
        default: {},
        stack: {},
      },
    },
  );
  await up(({ thing }) => void thing("a", { size: 2, list: [1] }, { replaceOnChanges: ["extra", "list"] }), {
    steps: { stack: "same", a: "update", g: "delete" },
    calls: { provider: "configure()", a: "recheck diff update" },
    state: {
      a: { id: "a.1", size: 2, list: [1], replaceOnChanges: ["extra", "list"] },
      default: {},
      stack: {},
    },
  });
  // In a list it has its place.
  await up(
    ({ thing }) => void thing("a", { size: 2, list: [1, null] }, { replaceOnChanges: ["extra", "list"] }),
    {
      steps: { stack: "same", a: "create-replacement replace delete-replaced" },
      calls: { provider: "configure()", a: "recheck diff check create delete" },
      keys: { a: "create-replacement:list replace:list" },
      state: {
        a: { id: "a.2", size: 2, list: [1, null], replaceOnChanges: ["extra", "list"] },
        default: {},
        stack: {},
      },
    },
  );
});

scenario("numbers that JSON does not have, and a zero with a sign", async ({ up }) => {
  const number = (bits: string) => ({
    "4dabf18193072939515e22adb298388d": "<uuid>",
    value: bits,
  });
  const outputs = {
    none: number("7fffffffffffffff"),
    list: [number("7ff0000000000000"), number("fff0000000000000")],
    hidden: { secret: number("7fffffffffffffff") },
  };
  await up(
    ({ pulumi, thing }) => {
      thing("a", { size: -0 });
      return { none: NaN, list: [Infinity, -Infinity], hidden: pulumi.secret(NaN) };
    },
    {
      steps: { stack: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: { a: { id: "a.1", size: 0 }, default: {}, stack: { outputs } },
    },
  );
  await up(
    ({ pulumi, thing }) => {
      thing("a", { size: 0 });
      return { none: NaN, list: [Infinity, -Infinity], hidden: pulumi.secret(NaN) };
    },
    { steps: { stack: "same", a: "same" }, calls: { provider: "configure()", a: "recheck diff" } },
  );
  await up(({ thing }) => void thing("a", { size: -0 }), {
    steps: { stack: "same", a: "same" },
    calls: { provider: "configure()", a: "recheck diff" },
    state: { a: { id: "a.1", size: 0 }, default: {}, stack: {} },
  });
});

scenario("inputs that are no numbers of JSON's", async ({ preview, up, refresh }) => {
  const number = (bits: string) => ({
    "4dabf18193072939515e22adb298388d": "<uuid>",
    value: bits,
  });
  const bounds = [number("7ff0000000000000"), number("fff0000000000000")];
  const none = number("7fffffffffffffff");
  await preview(
    ({ pulumi, thing }) => void thing("a", { none: NaN, bounds: [Infinity], pw: pulumi.secret(NaN) }),
    {
      steps: { stack: "create", a: "create" },
      calls: { provider: "configure()", a: "check" },
    },
  );
  const state = {
    a: { id: "a.1", none, pw: { secret: none } },
    b: { id: "b.1", bounds },
    g: { bounds },
    default: {},
    stack: {},
  };
  await up(
    ({ pulumi, thing, group }) => {
      thing("a", { none: NaN, pw: pulumi.secret(NaN) });
      thing("b", { bounds: [Infinity, -Infinity] });
      group("g", { bounds: [Infinity, -Infinity] }).tells({});
    },
    {
      steps: { stack: "create", a: "create", b: "create", g: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create" },
      state,
    },
  );
  // What is not a number is never what it was.
  await up(
    ({ pulumi, thing, group }) => {
      thing("a", { none: NaN, pw: pulumi.secret(NaN) });
      thing("b", { bounds: [Infinity, -Infinity] });
      group("g", { bounds: [Infinity, -Infinity] }).tells({});
    },
    {
      steps: { stack: "same", a: "update", b: "same", g: "same" },
      calls: { provider: "configure()", a: "recheck diff update", b: "recheck diff" },
      diffs: { a: "update:none,pw" },
    },
  );
  // The cloud keeps JSON.
  await refresh({
    steps: { stack: "same", a: "update", b: "update", g: "same" },
    calls: { provider: "configure()", a: "read diff", b: "read diff" },
    drift: { a: "none:delete pw:delete", b: "bounds[0]:delete bounds[1]:delete" },
    state: {
      a: { id: "a.1", none: null, pw: { secret: null } },
      b: { id: "b.1", bounds: [null, null] },
      g: { bounds },
      default: {},
      stack: {},
    },
  });
});
