import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { UNKNOWN } from "#provider/core/props";
import { CLASSIFIER, CUSTOM_MODEL, type Emulator, MEMBER } from "../support/emulator/emulated";
import { configFor, Host, TRANSPORT } from "../support/hosts/host";
import { bedrockOf, ownModels, tagsOnModel } from "../support/aws/models";
import { reasonsFor } from "../support/hosts/refused";
import { shareByHand } from "../support/aws/shares";

const COPY = { sourceModelArn: CUSTOM_MODEL, modelName: "triage" };
const TAGGED: Record<string, object> = {
  CustomModelCopy: COPY,
  CustomModelShare: { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] },
  ComprehendModelImport: { sourceModelArn: CLASSIFIER },
  ModelLicenseGrant: { productId: "prod-abcdefghijklm", principal: MEMBER },
};
const KINDS = Object.keys(TAGGED);
const many = (count: number, prefix = "tag"): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, "x"]));
const BEDROCK = "letters of English, digits, blanks and ._:/=+@- alone, which is all that Bedrock takes";
const TOO_MANY =
  "at most 49 are possible, since AWS keeps 50 of an object and this package marks what it makes with one (pulumi-model-access:resource)";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const withDefaults = (tags: object) => ({ "aws:defaultTags": JSON.stringify({ tags }) });
const reasons = (kind: string, tags: unknown, config: Record<string, string> = {}) =>
  reasonsFor(emulator, kind, { ...TAGGED[kind], tags }, config);

describe.each(KINDS)("%s: tags that AWS would not take are refused at preview", (kind) => {
  it.each<[unknown, string[]]>([
    [{ "": "x" }, ['tags[""]: must not have an empty key']],
    [{ "aws:x": "y" }, ['tags["aws:x"]: must not begin with aws:, which AWS keeps for itself']],
    [{ "AWS:x": "y" }, ['tags["AWS:x"]: must not begin with aws:, which AWS keeps for itself']],
    [{ team: "x".repeat(257) }, ["tags.team: must have at most 256 characters"]],
    [{ ["k".repeat(129)]: "y" }, [`tags.${"k".repeat(129)}: must have at most 128 characters in its key`]],
    [{ team: { toString: "x" } }, ["tags.team: must be a string"]],
    // What is null is left out on the plugin, as every other one of Pulumi's has it.
    [{ team: null }, TRANSPORT === "dynamic" ? ["tags.team: must be a string"] : []],
    [["team"], ["tags: must be an object"]],
    ["x".repeat(1_000_000), ["tags: must be an object"]],
    [many(50), [`tags: are 50: ${TOO_MANY}`]],
    [many(201), [`tags: are 201: ${TOO_MANY}`]],
  ])("%#", async (tags, said) => {
    const started = performance.now();
    expect(await reasons(kind, tags)).toEqual(said);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("also those of the configuration, by its key", async () => {
    expect(
      await reasonsFor(emulator, kind, TAGGED[kind]!, withDefaults({ "aws:x": "y", team: "x".repeat(257) })),
    ).toEqual([
      'aws:defaultTags.tags["aws:x"]: must not begin with aws:, which AWS keeps for itself',
      "aws:defaultTags.tags.team: must have at most 256 characters",
    ]);
  });

  it("also those that are to be ignored, own and default", async () => {
    const config = {
      ...withDefaults({ "audit:by": "x" }),
      "aws:ignoreTags": '{"keys":["cost"],"keyPrefixes":["audit:"]}',
    };
    expect(await reasons(kind, { cost: "42", team: "ml" }, config)).toEqual([
      "tags.cost: is named by aws:ignoreTags: such tags are left to others",
      'aws:defaultTags.tags["audit:by"]: is named by aws:ignoreTags: such tags are left to others',
    ]);
  });

  it("also where it is the sum that is too much", async () => {
    expect(await reasons(kind, many(25), withDefaults(many(25, "default")))).toEqual([
      `tags: are 50 with the 25 of aws:defaultTags: ${TOO_MANY}`,
    ]);
    expect(await reasons(kind, many(49), withDefaults(many(49)))).toEqual([]);
  });

  it.each([
    [many(49)],
    [{ team: UNKNOWN, constructor: "a key like another" }],
    [UNKNOWN],
    [{ "Cost center 5": "a b_c.d:e/f=g+h@i-j" }],
  ])("and the others are taken: %#", async (tags) => {
    expect(await reasons(kind, tags)).toEqual([]);
  });
});

describe("what only some services take", () => {
  it("Bedrock's pattern is told at preview, for keys and values, own and default", async () => {
    expect(await reasons("CustomModelCopy", { Größe: "x", note: "a\u00a0b", team: "a,b" })).toEqual([
      `tags["Größe"]: must have ${BEDROCK}, in its key`,
      `tags.note: must have ${BEDROCK}`,
      `tags.team: must have ${BEDROCK}`,
    ]);
    expect(await reasons("CustomModelCopy", {}, withDefaults({ team: "a&b" }))).toEqual([
      `aws:defaultTags.tags.team: must have ${BEDROCK}`,
    ]);
  });

  it.each(["CustomModelShare", "ComprehendModelImport", "ModelLicenseGrant"])(
    "%s may have others",
    async (kind) => {
      expect(await reasons(kind, { Größe: "a,b & c" })).toEqual([]);
    },
  );
});

it("49 tags and the mark are what AWS keeps of an object", async () => {
  await shareByHand(emulator, [MEMBER]);
  const host = await Host.start(configFor(emulator, MEMBER));
  const copy = host.resource("CustomModelCopy");
  await copy.up({ ...COPY, tags: many(49) });
  const [model] = await ownModels(bedrockOf(emulator, MEMBER));
  expect(Object.keys(await tagsOnModel(bedrockOf(emulator, MEMBER), model!.modelArn!))).toHaveLength(50);
});
