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
