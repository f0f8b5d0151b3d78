import { scenario } from "./scenario";

scenario("looked up", async ({ preview, up, refresh, cloud }) => {
  cloud.make("other", { name: "other", size: 1 });
  await preview(({ existing, thing }) => void thing("b", { of: existing("a", "other.1").made }), {
    steps: { stack: "create", a: "read", b: "create" },
    calls: { provider: "configure()", other: "read", b: "check" },
  });
  await up(({ existing, thing }) => void thing("b", { of: existing("a", "other.1").made }), {
    steps: { stack: "create", a: "read", b: "create" },
    calls: { provider: "configure()", other: "read", b: "check create" },
    state: {
      a: { id: "other.1", outputs: { size: 1 }, external: true },
      b: { id: "b.1", of: "other.1", dependencies: ["a"] },
      default: {},
      stack: {},
    },
  });
  cloud.change("other.1", { size: 2 });
  await refresh({
    steps: { stack: "same", a: "update", b: "same" },
    calls: { provider: "configure()", b: "read diff", other: "read" },
    state: {
      a: { id: "other.1", size: 2, external: true },
      b: { id: "b.1", of: "other.1", dependencies: ["a"] },
      default: {},
      stack: {},
    },
  });
  await up(({ existing, thing }) => void thing("b", { of: existing("a", "other.1").made }), {
    steps: { stack: "same", a: "read", b: "same" },
    calls: { provider: "configure()", other: "read", b: "recheck diff" },
    counts: { same: 2 },
    state: {
      a: { id: "other.1", outputs: { size: 2 }, external: true },
      b: { id: "b.1", of: "other.1", dependencies: ["a"] },
      default: {},
      stack: {},
    },
  });
  // To look counts for something only where something else is seen.
  cloud.change("other.1", { size: 3 });
  await up(({ existing, thing }) => void thing("b", { of: existing("a", "other.1").made }), {
    steps: { stack: "same", a: "read", b: "same" },
    calls: { provider: "configure()", other: "read", b: "recheck diff" },
    counts: { same: 2, read: 1 },
    state: {
      a: { id: "other.1", outputs: { size: 3 }, external: true },
      b: { id: "b.1", of: "other.1", dependencies: ["a"] },
      default: {},
      stack: {},
    },
  });
  await preview(({ thing }) => void thing("b", { of: "other.1" }), {
    steps: { stack: "same", b: "same", a: "discard" },
    calls: { provider: "configure()", b: "recheck diff" },
  });
  await up(({ thing }) => void thing("b", { of: "other.1" }), {
    steps: { stack: "same", b: "same", a: "discard" },
    calls: { provider: "configure()", b: "recheck diff" },
    state: { b: { id: "b.1", of: "other.1" }, default: {}, stack: {} },
  });
});

scenario("given up by its stack, which goes on looking at it, and taken over anew", async ({ up }) => {
  await up(({ thing }) => void thing("a", { size: 1 }), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1", size: 1 }, default: {}, stack: {} },
  });
  await up(({ existing }) => void existing("a", "a.1"), {
    steps: { stack: "same", a: "read" },
    calls: { provider: "configure()", a: "read" },
    state: { a: { id: "a.1", outputs: { size: 1 }, external: true }, default: {}, stack: {} },
  });
  await up(({ thing }) => void thing("a", { size: 1 }), {
    steps: { stack: "same", a: "create-replacement replace discard-replaced" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.2", size: 1 }, default: {}, stack: {} },
  });
  // Another object under the same name replaces what the stack has made.
  await up(
    ({ existing, thing }) => {
      thing("z");
      existing("a", "a.1");
    },
    {
      steps: { stack: "same", a: "read-replacement replace delete-replaced", z: "create" },
      calls: { provider: "configure()", z: "check create", a: "read delete" },
      state: {
        a: { id: "a.1", outputs: { size: 1 }, external: true },
        z: { id: "z.1" },
        default: {},
        stack: {},
      },
    },
  );
});
