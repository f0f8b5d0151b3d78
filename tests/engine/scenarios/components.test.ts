import type { world } from "../things/world";
import { scenario } from "./scenario";

scenario("a component, whose child is replaced", async ({ up }) => {
  await up(
    ({ group, thing }) => {
      const g = group("g", { color: "red" });
      const a = thing("a", { kind: "x" }, { parent: g });
      g.tells({ made: a.made });
    },
    {
      steps: { stack: "create", g: "create", a: "create" },
      calls: { provider: "configure()", a: "check create" },
      state: {
        default: {},
        stack: {},
        a: { id: "a.1", kind: "x", parent: "g" },
        g: { color: "red", outputs: { made: "a.1" } },
      },
    },
  );
  await up(
    ({ group, thing }) => {
      const g = group("g", { color: "red" });
      const a = thing("a", { kind: "x" }, { parent: g });
      g.tells({ made: a.made });
    },
    { steps: { stack: "same", g: "same", a: "same" }, calls: { provider: "configure()", a: "recheck diff" } },
  );
  await up(
    ({ group, thing }) => {
      const g = group("g", { color: "red" });
      const a = thing("a", { kind: "y" }, { parent: g });
      g.tells({ made: a.made });
    },
    {
      steps: { stack: "same", g: "same", a: "create-replacement replace delete-replaced" },
      calls: { provider: "configure()", a: "recheck diff check create delete" },
      state: {
        default: {},
        stack: {},
        a: { id: "a.2", kind: "y", parent: "g" },
        g: { color: "red", outputs: { made: "a.2" } },
      },
    },
  );
  await up(() => undefined, {
    steps: { stack: "same", a: "delete", g: "delete" },
    calls: { provider: "configure()", a: "delete" },
    state: { stack: {} },
  });
});

scenario("a component and its child, whose inputs change", async ({ up, refresh }) => {
  await up(
    ({ group, thing }) => {
      const g = group("g", { color: "red" });
      thing("a", { size: 1 }, { parent: g });
      thing("b", {}, { dependsOn: g });
      g.tells({});
    },
    {
      steps: { stack: "create", g: "create", a: "create", b: "create" },
      calls: { provider: "configure()", a: "check create", b: "check create" },
      state: {
        b: { id: "b.1", dependencies: ["a"] },
        default: {},
        stack: {},
        a: { id: "a.1", size: 1, parent: "g" },
        g: { color: "red" },
      },
    },
  );
  await up(
    ({ group, thing }) => {
      const g = group("g", { color: "blue" });
      thing("a", { size: 2 }, { parent: g });
      thing("b", {}, { dependsOn: g });
      g.tells({});
    },
    {
      steps: { stack: "same", g: "update", a: "update", b: "same" },
      calls: { provider: "configure()", a: "recheck diff update", b: "recheck diff" },
      state: {
        b: { id: "b.1", dependencies: ["a"] },
        default: {},
        stack: {},
        a: { id: "a.1", size: 2, parent: "g" },
        g: { color: "blue" },
      },
    },
  );
  await refresh({
    steps: { stack: "same", g: "same", a: "same", b: "same" },
    calls: { provider: "configure()", a: "read diff", b: "read diff" },
  });
});

scenario("found under another name, type, parent or URN, also by what is named after it", async ({ up }) => {
  await up(
    ({ group, thing }) => {
      const g = group("g");
      const a = thing("g-a", {}, { parent: g });
      thing("b", { of: a.made }, { dependsOn: g });
      thing("c");
      g.tells({});
    },
    {
      steps: { stack: "create", g: "create", c: "create", "g-a": "create", b: "create" },
      calls: { provider: "configure()", c: "check create", "g-a": "check create", b: "check create" },
      state: {
        b: { id: "b.1", of: "g-a.1", dependencies: ["g-a"] },
        c: { id: "c.1" },
        default: {},
        stack: {},
        "g-a": { id: "g-a.1", parent: "g" },
        g: {},
      },
    },
  );
  await up(
    ({ pulumi, group, thing }) => {
      const g = group("club", {}, { aliases: [{ name: "g" }] });
      const a = thing("club-a", { name: "g-a" }, { parent: g });
      thing("b", { of: a.made }, { dependsOn: g });
      const urn = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::pulumi-nodejs:dynamic/things:Thing::c`;
      thing("d", { name: "c" }, { aliases: [urn] });
      g.tells({});
    },
    {
      steps: { stack: "same", club: "same", d: "same", "club-a": "same", b: "same" },
      calls: { provider: "configure()", c: "recheck diff", "g-a": "recheck diff", b: "recheck diff" },
      state: {
        b: { id: "b.1", of: "g-a.1", dependencies: ["club-a"] },
        d: { id: "c.1" },
        default: {},
        stack: {},
        "club-a": { id: "g-a.1", parent: "club" },
        club: {},
      },
    },
  );
  await up(
    ({ pulumi, group, thing }) => {
      const g = group("club");
      const a = thing("club-a", { name: "g-a" }, { aliases: [{ parent: g }] });
      thing("b", { of: a.made }, { parent: g, aliases: [{ parent: pulumi.rootStackResource }] });
      thing("d", { name: "c" });
      g.tells({});
    },
    {
      steps: { stack: "same", club: "same", d: "same", "club-a": "same", b: "same" },
      calls: { provider: "configure()", c: "recheck diff", "g-a": "recheck diff", b: "recheck diff" },
      state: {
        "club-a": { id: "g-a.1" },
        d: { id: "c.1" },
        default: {},
        stack: {},
        b: { id: "b.1", of: "g-a.1", parent: "club", dependencies: ["club-a"] },
        club: {},
      },
    },
  );
});

scenario("claimed as a former self by two, which is refused", async ({ preview, up }) => {
  await up(({ thing }) => void thing("a"), {
    steps: { stack: "create", a: "create" },
    calls: { provider: "configure()", a: "check create" },
    state: { a: { id: "a.1" }, default: {}, stack: {} },
  });
  await preview(
    ({ thing }) => {
      const b = thing("b", { name: "a" }, { aliases: [{ name: "a" }] });
      thing("c", { name: "a", of: b.made }, { aliases: [{ name: "a" }] });
    },
    {
      steps: { stack: "same", b: "same" },
      calls: { provider: "configure()", a: "recheck diff recheck" },
      fails: "Duplicate resource alias",
    },
  );
  // The one that has its name already has it.
  await up(
    ({ thing }) => {
      const a = thing("a");
      thing("b", { name: "b", of: a.made }, { aliases: [{ name: "a" }] });
    },
    {
      steps: { stack: "same", a: "same" },
      calls: { provider: "configure()", a: "recheck diff", b: "recheck" },
      fails: "Duplicate resource alias",
    },
  );
  await up(
    ({ thing }) => {
      const b = thing("b", { name: "a" }, { aliases: [{ name: "a" }] });
      thing("a", { of: b.made });
    },
    {
      steps: { stack: "same", b: "same" },
      calls: { provider: "configure()", a: "recheck diff recheck" },
      state: { b: { id: "a.1" }, default: {}, stack: {} },
      fails: "conflicting with alias on resource",
    },
  );
});

scenario("a component that becomes a thing of the same type and name, and turns back", async ({ up }) => {
  const component = ({ pulumi }: typeof world): void => {
    new pulumi.ComponentResource("pulumi-nodejs:dynamic/things:Thing", "a", { size: 1 });
  };
  const replaced = { stack: "same", a: "create-replacement replace delete-replaced" };
  const keys = { a: "create-replacement:provider replace:provider" };
  await up(component, {
    steps: { stack: "create", a: "create" },
    state: { stack: {}, a: { size: 1 } },
  });
  await up(({ thing }) => void thing("a", { size: 1 }), {
    steps: replaced,
    calls: { provider: "configure()", a: "recheck check create" },
    keys,
    state: { default: {}, stack: {}, a: { id: "a.1", size: 1 } },
  });
  await up(component, {
    steps: replaced,
    calls: { provider: "configure()", a: "delete" },
    keys,
    state: { stack: {}, a: { size: 1 } },
  });
});
