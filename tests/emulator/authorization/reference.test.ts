import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { permissionsOf } from "#emulator/authorization/enforcement";
import { requestTagKeys } from "#emulator/policies/request-tags";
import { services } from "#emulator/services/services";

const FILE = resolve(__dirname, "../../../../tests/emulator/authorization/reference.txt");
const lines = readFileSync(FILE, "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t"));
const words = (text = ""): string[] => text.split(" ").filter(Boolean);

/** By action, such as `ram:CreateResourceShare`. */
const actions = new Map(
  lines
    .filter(([first = ""]) => first.includes(":"))
    .map(([action = "", types, keys, dependents]) => [
      action,
      {
        types: words(types).map((type) => type.replace("*", "")),
        keys: words(keys),
        dependents: words(dependents),
      },
    ]),
);
/** By type, such as `ram/resource-share`. */
const keysOfTypes = new Map(lines.map(([type = "", , keys]) => [type, words(keys)] as const));

/** Where AWS was seen, or says elsewhere, otherwise than in its reference. */
const OTHERWISE = {
  types: { "ram:GetResourceShares": ["resource-share"] } as Record<string, string[]>,
  keys: { "aws-marketplace:Subscribe": ["aws-marketplace:ProductId"] } as Record<string, string[]>,
};
/** Who calls these needs no permission at all. */
const FREE = ["sts GetCallerIdentity", "sts AssumeRoleWithWebIdentity"];

const asked = services.flatMap((service) =>
  service.operations.flatMap((operation) =>
    permissionsOf(service, operation).map(
      (permission) => [permission.action, `${service.signingName} ${operation.name}`, permission] as const,
    ),
  ),
);

describe("an action that is asked for", () => {
  it.each(asked)("%s, by %s, is listed with its resources and keys", (action, _by, { on, keys = [] }) => {
    const listed = actions.get(action);
    if (!listed) throw new Error(`${action} is not in reference.txt: put it there as AWS's reference has it`);
    const types = [...listed.types, ...(OTHERWISE.types[action] ?? [])];
    // A function alone does not say which.
    const declared = on === undefined ? [] : typeof on === "function" ? types : Object.keys(on);
    expect(types).toEqual(expect.arrayContaining(declared));
    expect([types, declared].filter(({ length }) => length === 0).length).not.toBe(1);
    const service = action.split(":")[0]!;
    const known = [
      ...listed.keys,
      ...types.flatMap((type) => keysOfTypes.get(`${service}/${type}`) ?? []),
      ...(OTHERWISE.keys[action] ?? []),
    ].map((key) => key.split("${")[0]!);
    const unknown = keys.filter(
      (key) => !key.startsWith("aws:") && !known.some((one) => key.startsWith(one)),
    );
    expect(unknown).toEqual([]);
  });
});

describe("an operation", () => {
  const operations = services.flatMap((service) =>
    service.operations.map((operation) => ({
      name: `${service.signingName} ${operation.name}`,
      members: Object.keys(operation.input),
      needs: permissionsOf(service, operation).map(({ action }) => action),
    })),
  );

  it.each(operations)("$name asks for something, and for what AWS says depends on it", ({ name, needs }) => {
    expect(needs.length === 0).toBe(FREE.includes(name));
    const dependents = needs.flatMap((action) => actions.get(action)?.dependents ?? []);
    expect(needs).toEqual(expect.arrayContaining(dependents));
  });

  it.each(operations.filter(({ members }) => requestTagKeys(members).length > 0))(
    "$name is told of with the tags in the call, as AWS lists it",
    ({ needs, members }) => {
      const listed = needs.flatMap((action) => actions.get(action)?.keys ?? []);
      expect(listed).toEqual(expect.arrayContaining(requestTagKeys(members)));
    },
  );
});
