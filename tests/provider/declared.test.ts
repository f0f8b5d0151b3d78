import { describe, expect, it } from "@jest/globals";

import { checkDeclared } from "#provider/core/declaration/checked";
import type { Shape } from "#provider/core/declaration/kinds";
import { UNKNOWN } from "#provider/core/props";
import { lifecycleOf, lifecycleTypes } from "#provider/host/lifecycles";

import fc from "../support/properties";

const lifecycles = lifecycleTypes.map(lifecycleOf);
const INPUTS = lifecycles.flatMap(({ declaration }) =>
  Object.entries(declaration.inputs).map(
    ([name, input]) => [declaration.type, name, input, declaration] as const,
  ),
);

const texts = fc.string();
const numbers = fc.double({ noNaN: true }).filter((number) => ![0, 1, 2].includes(number));
const flags = fc.boolean();
const lists = fc.array(numbers, { minLength: 1, maxLength: 3 });
const objects = fc.dictionary(fc.constantFrom("x", "y", "constructor", "__proto__"), numbers, { minKeys: 1 });

/** Values of every kind but that of the shape; nothing where anything goes. */
function wrong(shape: Shape): fc.Arbitrary<unknown> | undefined {
  switch (shape.type) {
    case "any":
      return undefined;
    case "string":
      return fc.oneof(numbers, flags, lists, objects);
    case "enum":
      return fc.oneof(
        texts.filter((one) => !shape.values.includes(one)),
        numbers,
        lists,
        objects,
      );
    case "boolean":
      return fc.oneof(texts, numbers, lists, objects);
    case "list":
      return fc.oneof(texts, numbers, flags, objects);
    case "map":
    case "object":
      return fc.oneof(texts, numbers, flags, lists);
    default:
      return fc.oneof(texts, flags, lists, objects);
  }
}

describe("what is declared of an input", () => {
  it.each(INPUTS)(
    "%s.%s: a value of another kind is refused by its path, and not repeated",
    (_, name, input, declaration) => {
      const values = wrong(input.kind.shape);
      if (!values) return expect(input.kind.shape.type).toBe("any");
      return fc.assert(
        fc.property(values, (value) => {
          const { failures } = checkDeclared(declaration, { [name]: value });
          const ours = failures.filter(
            ({ path }) => path === name || path.startsWith(`${name}[`) || path.startsWith(`${name}.`),
          );
          expect(ours).not.toEqual([]);
          if (typeof value === "string" && value.length > 12) {
            expect(JSON.stringify(ours)).not.toContain(value);
          }
        }),
        { numRuns: 50 },
      );
    },
  );

  it.each(INPUTS)("%s.%s: a value that a preview does not know passes", (_, name, _input, declaration) => {
    const { failures } = checkDeclared(declaration, { [name]: UNKNOWN });
    expect(failures.filter(({ path }) => path.startsWith(name))).toEqual([]);
  });

  it.each(INPUTS)("%s.%s: has words, and is missed where it is required", (_, name, input, declaration) => {
    expect(input.docs.trim()).not.toBe("");
    const missing = checkDeclared(declaration, {}).failures.map(({ path }) => path);
    expect(missing.includes(name)).toBe(input.given === "required");
  });

  it.each(lifecycles.map(({ declaration }) => [declaration.type, declaration] as const))(
    "%s: every output has words, and follows inputs that there are",
    (_, { inputs, outputs }) => {
      for (const [name, { docs, follows = [] }] of Object.entries(outputs)) {
        expect([name, docs.trim()]).not.toEqual([name, ""]);
        const names = [...Object.keys(inputs), ...Object.keys(outputs)];
        expect(follows.filter((followed) => !names.includes(followed))).toEqual([]);
      }
    },
  );
});
