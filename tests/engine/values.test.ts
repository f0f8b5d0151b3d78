import { describe, expect, it } from "@jest/globals";

import { changedKeys, diffObjects, invert } from "#engine/values/object-diff";
import { covers, formatPath, parsePath, reset, tryPath } from "#engine/values/property-path";
import {
  annotateSecrets,
  hasUnknown,
  markSecretOutputs,
  secret,
  UNKNOWN,
  unwrap,
} from "#engine/values/values";

describe("property paths", () => {
  it.each([
    ["a", ["a"]],
    ["a.b", ["a", "b"]],
    ["a[0].b", ["a", 0, "b"]],
    ['a["x.y"]', ["a", "x.y"]],
    ['a["say \\"hi\\""]', ["a", 'say "hi"']],
    ["a[*]", ["a", "*"]],
    ["*", ["*"]],
    ["#initerror", ["#initerror"]],
    ["a..b.[1]", ["a", "b", 1]],
    ["a]", ["a]"]],
  ])("read %s", (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  it.each([
    [".a", "expected property path to start with a name or index"],
    ["a.", "expected property path to end with a name or index"],
    ["a[", "missing closing bracket"],
    ['a["x', "missing closing bracket or quote"],
    ['a["x"', "missing closing bracket"],
    ["a[x]", "invalid array index"],
  ])("say what is wrong with %s", (text, message) => {
    expect(() => parsePath(text)).toThrow(message);
    expect(tryPath(text)).toBeUndefined();
  });

  it.each([
    [["a", "b", 0], "a.b[0]"],
    [["tags", "a.b"], 'tags["a.b"]'],
    [["odd-one"], '["odd-one"]'],
  ])("write %j", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });

  it("cover what lies below them", () => {
    expect(covers(["a"], ["a", "b"])).toBe(true);
    expect(covers(["a", "*"], ["a", 3])).toBe(true);
    expect(covers(["a", "b"], ["a"])).toBe(false);
    expect(covers(["a"], ["b"])).toBe(false);
  });
});

describe("reset, for ignoreChanges", () => {
  const news = () => ({ a: 1, o: { x: 1, y: 1 }, l: [1, 2] });
  it.each([
    ["a", { a: 0 }, { a: 0, o: { x: 1, y: 1 }, l: [1, 2] }, true],
    ["a", {}, { o: { x: 1, y: 1 }, l: [1, 2] }, true],
    ["o.x", { o: { x: 0 } }, { a: 1, o: { x: 0, y: 1 }, l: [1, 2] }, true],
    ["o.*", { o: { x: 0 } }, { a: 1, o: { x: 0 }, l: [1, 2] }, true],
    ["o.z.deep", { o: { z: { deep: 1 } } }, news(), false],
    ["l[0]", { l: [0, 0] }, { a: 1, o: { x: 1, y: 1 }, l: [0, 2] }, true],
    ["l[*]", { l: [0, 0] }, { a: 1, o: { x: 1, y: 1 }, l: [0, 0] }, true],
    ["l[*]", { l: [0] }, { a: 1, o: { x: 1, y: 1 }, l: [0, 2] }, false],
    ["l[5]", { l: [0] }, news(), true],
    ["l[1]", { l: [0] }, news(), false],
    ["l[-1]", { l: [0, 0] }, news(), false],
    ["a.b", { a: 2 }, news(), true],
  ])("%s of %j gives %j", (path, olds, expected, possible) => {
    const changed = news();
    expect(reset(parsePath(path), olds, changed)).toBe(possible);
    expect(changed).toEqual(expected);
  });

  it("keeps an old value secret", () => {
    const changed = { a: "new" };
    reset(["a"], { a: secret("old") }, changed);
    expect(changed).toEqual({ a: secret("old") });
  });

  it.each([
    ["a member of a secret map", secret({ x: 1 }), { x: 2 }, { x: secret(1) }],
    ["a secret member of a secret map, twice", secret({ x: secret(1) }), { x: 2 }, { x: secret(secret(1)) }],
    ["not what stays in a secret map", secret({ x: 1 }), secret({ x: 2 }), secret({ x: 1 })],
    ["nor what is deeper in it", secret({ m: { x: 1 } }), secret({ m: { x: 2 } }), secret({ m: { x: 1 } })],
  ])("marks %s", (_what, old, now, expected) => {
    const changed = { o: now };
    expect(reset(parsePath("o.x"), { o: old }, changed)).toBe(true);
    reset(parsePath("o.m.x"), { o: old }, changed);
    expect(changed).toEqual({ o: expected });
  });
});

describe("object differences", () => {
  it("name every value by its path", () => {
    const olds = { same: 1, gone: 1, changed: 1, list: [1, 2], map: { "a.b": 1, keep: 1 } };
    const news = { same: 1, fresh: 1, changed: 2, list: [1], map: { "a.b": 2, keep: 1 } };
    expect(diffObjects(olds, news, true)).toEqual({
      gone: { diffKind: "delete", inputDiff: true },
      fresh: { diffKind: "add", inputDiff: true },
      changed: { diffKind: "update", inputDiff: true },
      "list[1]": { diffKind: "delete", inputDiff: true },
      'map["a.b"]': { diffKind: "update", inputDiff: true },
    });
    expect(changedKeys(olds, news)).toEqual(["changed", "fresh", "gone", "list", "map"]);
  });

  it("take null for nothing, but in a list for something", () => {
    const olds = { same: null, gone: 1, fresh: null, o: { x: null }, list: [1, null] };
    const news = { also: null, gone: null, fresh: 1, o: {}, list: [1, 2, null] };
    expect(changedKeys(olds, news)).toEqual(["fresh", "gone", "list"]);
    expect(diffObjects(olds, news, true)).toEqual({
      gone: { diffKind: "delete", inputDiff: true },
      fresh: { diffKind: "add", inputDiff: true },
      "list[1]": { diffKind: "add", inputDiff: true },
      "list[2]": { diffKind: "add", inputDiff: true },
    });
  });

  it("are none between 0 and -0, and always some between NaN and NaN", () => {
    expect(changedKeys({ a: 0, b: NaN }, { a: -0, b: NaN })).toEqual(["b"]);
  });

  it("are told the other way round by a refresh", () => {
    const diff = {
      a: { diffKind: "add", inputDiff: true },
      d: { diffKind: "delete-replace", inputDiff: false },
    } as const;
    expect(invert(diff)).toEqual({
      a: { diffKind: "delete", inputDiff: true },
      d: { diffKind: "add-replace", inputDiff: false },
    });
  });
});

describe("secrets", () => {
  it("come back under the key they were sent under, at any depth, lists and what is of another kind as a whole", () => {
    const sent = {
      pw: secret("x"),
      nested: { pw: secret("x"), name: "n" },
      list: ["a", secret("x")],
      turned: { pw: secret("x") },
    };
    const given = {
      pw: "x",
      nested: { pw: "x", name: "n" },
      list: ["a", "x"],
      turned: '{"pw":"x"}',
      other: "x",
    };
    expect(annotateSecrets(given, sent)).toEqual({
      pw: secret("x"),
      nested: { pw: secret("x"), name: "n" },
      list: secret(["a", "x"]),
      turned: secret('{"pw":"x"}'),
      other: "x",
    });
  });

  it("are marked by name and by their input", () => {
    expect(markSecretOutputs({ a: 1, b: 2, c: 3, d: secret(4) }, { b: secret(2) }, ["a", "d"])).toEqual({
      a: secret(1),
      b: secret(2),
      c: 3,
      d: secret(4),
    });
  });

  it("are taken off at any depth", () => {
    expect(unwrap({ a: secret({ b: secret(1) }), l: [secret(2)] })).toEqual({ a: { b: 1 }, l: [2] });
  });
});

it("finds what a preview does not know at any depth", () => {
  expect(hasUnknown({ a: [{ b: UNKNOWN }] })).toBe(true);
  expect(hasUnknown({ a: [{ b: "known" }] })).toBe(false);
});
