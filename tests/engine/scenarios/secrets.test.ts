import { scenario } from "./scenario";

scenario(
  "secrets: given, made of another, told by the provider, refreshed, changed",
  async ({ up, refresh, cloud }) => {
    await up(
      ({ pulumi, thing }) => {
        const a = thing("a", {
          pw: pulumi.secret("x"),
          deep: { list: [pulumi.secret("y"), "z"] },
          plain: "w",
        });
        const b = thing("b", { of: a.pw, pin: 1 }, { additionalSecretOutputs: ["token"] });
        return { pw: a.pw, token: b.token, open: pulumi.unsecret(a.pw) };
      },
      {
        steps: { stack: "create", a: "create", b: "create" },
        calls: { provider: "configure()", a: "check create", b: "check create" },
        state: {
          a: { id: "a.1", deep: { list: { secret: ["y", "z"] } }, plain: "w", pw: { secret: "x" } },
          b: {
            id: "b.1",
            of: { secret: "x" },
            pin: 1,
            outputs: { token: { secret: "token of b.1" } },
            dependencies: ["a"],
            additionalSecretOutputs: ["token"],
          },
          default: {},
          stack: { outputs: { open: "x", pw: { secret: "x" }, token: { secret: "token of b.1" } } },
        },
      },
    );
    await refresh({
      steps: { stack: "same", a: "same", b: "same" },
      calls: { provider: "configure()", a: "read diff", b: "read diff" },
    });
    cloud.change("a.1", { pw: "X" });
    await refresh({
      steps: { stack: "same", a: "update", b: "same" },
      calls: { provider: "configure()", b: "read diff", a: "read diff" },
      drift: { a: "pw:update" },
      state: {
        a: { id: "a.1", deep: { list: { secret: ["y", "z"] } }, plain: "w", pw: { secret: "X" } },
        b: {
          id: "b.1",
          of: { secret: "x" },
          pin: 1,
          outputs: { token: { secret: "token of b.1" } },
          dependencies: ["a"],
          additionalSecretOutputs: ["token"],
        },
        default: {},
        stack: { outputs: { open: "x", pw: { secret: "x" }, token: { secret: "token of b.1" } } },
      },
    });
    await up(
      ({ pulumi, thing }) => {
        const a = thing("a", { pw: pulumi.secret("X"), deep: { list: ["z"] }, plain: pulumi.secret("w") });
        const b = thing("b", { of: a.pw, pin: 1 }, { additionalSecretOutputs: ["token"] });
        return { pw: a.pw, token: b.token, open: pulumi.unsecret(a.pw) };
      },
      {
        steps: { stack: "same", a: "update", b: "update" },
        calls: { provider: "configure()", a: "recheck diff update", b: "recheck diff update" },
        state: {
          a: { id: "a.1", deep: { list: ["z"] }, plain: { secret: "w" }, pw: { secret: "X" } },
          b: {
            id: "b.1",
            of: { secret: "X" },
            pin: 1,
            outputs: { token: { secret: "token of b.1" } },
            dependencies: ["a"],
            additionalSecretOutputs: ["token"],
          },
          default: {},
          stack: { outputs: { open: "X", pw: { secret: "X" }, token: { secret: "token of b.1" } } },
        },
      },
    );
  },
);

scenario("a secret in an ignored secret map keeps its mark inside the other's", async ({ up }) => {
  await up(
    ({ pulumi, group, thing }) => {
      group("g", { deep: { pw: pulumi.secret("x"), size: 1 } }).tells({});
      thing("a", { deep: pulumi.secret({ in: { pw: "x" }, size: 1 }) });
    },
    {
      steps: { stack: "create", g: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: {
        g: { deep: { pw: { secret: "x" }, size: 1 } },
        a: { id: "a.1", deep: { secret: { in: { pw: "x" }, size: 1 } } },
        default: {},
        stack: {},
      },
    },
  );
  await up(
    ({ pulumi, group, thing }) => {
      group("g", { deep: pulumi.secret({ pw: "y", size: 2 }) }, { ignoreChanges: ["deep.pw"] }).tells({});
      // What lies in a secret on both sides needs no mark of its own.
      thing(
        "a",
        { deep: pulumi.secret({ in: { pw: "y" }, size: 2 }) },
        { ignoreChanges: ["deep.in.pw", "deep.in[-1]"] },
      );
    },
    {
      steps: { stack: "same", g: "update", a: "update" },
      calls: { provider: "configure()", a: "recheck diff update" },
      state: {
        g: { deep: { secret: { pw: { secret: "x" }, size: 2 } }, ignoreChanges: ["deep.pw"] },
        a: {
          id: "a.1",
          deep: { secret: { in: { pw: "x" }, size: 2 } },
          ignoreChanges: ["deep.in.pw", "deep.in[-1]"],
        },
        default: {},
        stack: {},
      },
    },
  );
  // Now the map is none any more: what was secret because of it is marked once more, also what is so already.
  await up(
    ({ group, thing }) => {
      group("g", { deep: { pw: "z", size: 3 } }, { ignoreChanges: ["deep.pw"] }).tells({});
      thing("a", { deep: { in: { pw: "z" }, size: 3 } }, { ignoreChanges: ["deep.in.pw"] });
    },
    {
      steps: { stack: "same", g: "update", a: "update" },
      calls: { provider: "configure()", a: "recheck diff update" },
      state: {
        g: { deep: { pw: { secret: { secret: "x" } }, size: 3 }, ignoreChanges: ["deep.pw"] },
        a: {
          id: "a.1",
          deep: { in: { pw: { secret: "x" } }, size: 3 },
          ignoreChanges: ["deep.in.pw"],
        },
        default: {},
        stack: {},
      },
    },
  );
  await up(
    ({ group, thing }) => {
      group("g", { deep: { pw: "z", size: 3 } }, { ignoreChanges: ["deep.pw"] }).tells({});
      thing("a", { deep: { in: { pw: "z" }, size: 3 } }, { ignoreChanges: ["deep.in.pw"] });
    },
    {
      steps: { stack: "same", g: "same", a: "same" },
      calls: { provider: "configure()", a: "recheck diff" },
    },
  );
});
