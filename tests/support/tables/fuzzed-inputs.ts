import { describe, expect, it } from "@jest/globals";

import { decode, violations } from "#emulator/validation/interpret";
import type { Members, Shape } from "#emulator/validation/shapes";

import { type ServiceModels, shapeAt } from "../aws/service-models";
import { configFor, Host, Refused } from "../hosts/host";
import fc from "../properties";
import { ASSUME_ROLE, GIVEN, type Given, SENT, type Sent } from "./inputs";

/**
 * Every input at, around and beyond the limits of the member that carries it, and of other kinds: what check takes, AWS's model
 * takes; what it refuses is named by its path and not repeated; and where nothing says why not, what the model takes check takes.
 */
export function describeFuzzedInputs(models: ServiceModels, url: () => string, numRuns: number): void {
  describe.each(Object.entries(SENT))("%s", (kind, inputs) => {
    const roles = Object.entries(ASSUME_ROLE).map(([name, sent]) => [`assumeRole.${name}`, sent] as const);
    it.each([...Object.entries(inputs), ...roles])(
      "%s",
      async (path, sent) => {
        const shape = shapeAt(models(sent.service, sent.operation), sent.member);
        const limits = limitsOf(sent.example, shape);
        const host = await Host.start(configFor({ url: url() }));
        await fc.assert(
          fc.asyncProperty(valuesFor(sent.example, shape), async (value) => {
            const given = givenWith(kind, path, sent, value);
            const outcome = await outcomeOf(host, kind, given);
            if (outcome instanceof Refused)
              refusedWell(outcome, path, sent, textShape(shape), value, brokenBy(shape, sent, path, given));
            else expect([value, brokenBy(shape, sent, path, outcome)]).toEqual([value, []]);
          }),
          // To look for a smaller one would take minutes: each value is a call.
          {
            numRuns: limits.length + numRuns,
            examples: limits.map((value): [unknown] => [value]),
            endOnFailure: true,
          },
        );
      },
      600_000,
    );
  });
}

function givenWith(
  kind: string,
  path: string,
  { around, besides, without = [] }: Sent,
  value: unknown,
): Given {
  const others = Object.entries(GIVEN[kind]!).filter(([name]) => !without.includes(name));
  const [name = "", member] = path.split(".");
  const said = around?.(value) ?? value;
  if (member !== undefined) return { ...Object.fromEntries(others), [name]: { ...besides, [member]: said } };
  return { ...Object.fromEntries(others), ...besides, [name]: said };
}

function outcomeOf(host: Host, kind: string, given: Given): Promise<Given | Refused> {
  return host
    .resource(kind)
    .check({ ...given } as never)
    .catch((error: unknown) => {
      if (error instanceof Refused) return error;
      throw error;
    });
}

function refusedWell(
  { reasons }: Refused,
  path: string,
  { isPart, narrower }: Sent,
  { values = [] }: Shape<unknown>,
  value: unknown,
  broken: readonly string[],
): void {
  const isNamed = reasons.some(
    (reason) => reason.startsWith(path) && /^[:.[]/.test(reason.slice(path.length)),
  );
  const isOfWhole = isPart === true && reasons.every((reason) => reason.startsWith("the whole "));
  expect([value, reasons, isNamed || isOfWhole]).toEqual([value, reasons, true]);
  const said = reasons.join("\n");
  expect(textsIn(value).filter((text) => said.includes(text) && !values.includes(text))).toEqual([]);
  if (narrower === undefined) expect([value, reasons, broken]).not.toEqual([value, reasons, []]);
}

/** What nobody could have said but the program. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim().length > 12 ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The limits of AWS's that what is sent would break. */
function brokenBy(shape: Shape<unknown>, { as }: Sent, path: string, checked: Given): string[] {
  const members: Members = { value: { shape, required: true, place: "body" } };
  try {
    const value = as ? as(checked) : at(checked, path);
    return violations(members, decode(members, { value }, false), true);
  } catch (error) {
    // It is not even of the member's kind.
    return [String(error)];
  }
}

function at(props: Given, path: string): unknown {
  return path.split(".").reduce((value: unknown, name) => (value as Given)[name], props);
}

const CHARACTERS = Array.from("aZ0-_.:/*+=,@~ \t\n\r\0\u007f\u00a0é\u2028鳥😀$");
const wrong = fc.oneof(
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.array(fc.integer(), { minLength: 1, maxLength: 2 }),
  fc.dictionary(fc.constantFrom("a", "constructor", "__proto__"), fc.integer(), { minKeys: 1 }),
);

/** Values that are hardly right, or hardly wrong: like the example, of lengths around the limits, by the pattern; and some of another kind. */
function valuesFor(example: unknown, shape: Shape<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: like(example, shape) }, { weight: 1, arbitrary: wrong });
}

function like(example: unknown, shape: Shape<unknown>): fc.Arbitrary<unknown> {
  if (typeof example === "string") return textsLike(example, textShape(shape));
  if (typeof example === "boolean") return fc.boolean();
  if (Array.isArray(example)) {
    const most = shape.kind === "list" ? (shape.max ?? 3) : 600;
    return fc.oneof(
      fc.array(like(example[0], shape), { maxLength: 3 }),
      fc.nat(most + 1).map((count) => Array.from({ length: count }, () => example[0] as unknown)),
    );
  }
  const members = Object.entries(example as Given);
  const [[key, value]] = members as [[string, unknown]];
  // What is a list to AWS is a map here: of tags.
  if (shape.kind === "list") {
    const [keyShape, valueShape] = Object.values(shape.item!.members!).map((member) => member.shape);
    const pair = fc.tuple(textsLike(key, keyShape!), fc.oneof(textsLike(String(value), valueShape!), wrong));
    return fc.array(pair, { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs) as unknown);
  }
  return fc.record(Object.fromEntries(members.map(([name, one]) => [name, like(one, shape)])));
}

function textShape(shape: Shape<unknown>): Shape<unknown> {
  return shape.kind === "list" ? textShape(shape.item!) : shape;
}

function textsLike(example: string, shape: Shape<unknown>): fc.Arbitrary<string> {
  const character = fc.constantFrom(...CHARACTERS);
  const place = fc.nat(example.length);
  const edited = fc
    .tuple(place, fc.nat(2), character)
    .map(([from, cut, put]) => example.slice(0, from) + put + example.slice(from + cut));
  const stretched = fc
    .tuple(place, fc.constantFrom(...lengthsOf(shape)), character)
    .map(([from, length, put]) => stretch(example, from, length, put));
  const cases = [example, example.toUpperCase(), ...(shape.values ?? [])];
  const byPattern = matching(shape.pattern);
  return fc.oneof(
    edited,
    stretched,
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(...cases, ...cases.map((one) => one.toLowerCase())),
    ...(byPattern ? [byPattern] : []),
  );
}

/** A text like the example of that length. */
function stretch(example: string, from: number, length: number, put: string): string {
  const missing = length - example.length;
  if (missing < 0) return example.slice(0, length);
  return example.slice(0, from) + put.repeat(missing).slice(0, missing) + example.slice(from);
}

/** Where nothing is said, the lengths at which we or a console have limits. */
function lengthsOf({ min, max }: Shape<unknown>): number[] {
  return [0, 1, 127, 128, 129, 255, 256, 257, 2048, 2049].concat(around(min, max));
}

function around(...limits: (number | undefined)[]): number[] {
  return limits
    .flatMap((limit) => (limit === undefined ? [] : [limit - 1, limit, limit + 1]))
    .filter((length) => length >= 0);
}

function matching(pattern: RegExp | undefined): fc.Arbitrary<string> | undefined {
  if (!pattern) return undefined;
  try {
    return fc.stringMatching(new RegExp(`^(?:${pattern.source})$`, pattern.flags));
  } catch {
    // Not every expression can be turned around.
    return undefined;
  }
}

/** The limits themselves, and one beside, whatever chance brings. */
function limitsOf(example: unknown, shape: Shape<unknown>): unknown[] {
  if (typeof example !== "string") return [];
  const { min, max } = textShape(shape);
  return around(min, max).map((length) => stretch(example, example.length, length, "a"));
}
