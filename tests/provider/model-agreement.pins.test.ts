import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import type { PropertyMap } from "#engine/values/values";
import { pinText, problemsOf, sealed } from "#provider/services/bedrock/terms/reviewed-terms";
import { ModelAgreement } from "#provider/index";
import { type Emulator, THIRD_PARTY, TWO_OFFERS } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";

const unsealed = {
  version: 1,
  modelId: THIRD_PARTY,
  offerId: "offer-cohcommandr",
  document: { name: "eula.pdf", sha256: "a".repeat(64) },
  prices: [{ dimension: "USE1_Input", price: "0.50" }],
  refundPolicyDescription: null,
  agreementDuration: null,
  reviewedBy: "Portia",
  reviewedOn: "2026-11-21",
};
const terms = sealed(unsealed);

const outside = realpathSync(mkdtempSync(join(tmpdir(), "outside-")));
const project = join(outside, "project");
const before = process.cwd();
let emulator: Emulator;
let registered: PropertyMap = {};

beforeAll(async () => {
  emulator = await startEmulator();
  mkdirSync(join(project, "terms"), { recursive: true });
  const files: Record<string, string> = {
    "project/terms/good.json": pinText(terms),
    "project/terms/edited.json": pinText({
      ...terms,
      document: { name: "eula.pdf", sha256: "b".repeat(64) },
    }),
    "project/terms/unknown.json": JSON.stringify({ ...terms, reviewedBye: "x" }),
    "project/terms/text.json": "The terms are fine.",
    "outside.json": pinText(terms),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(outside, name), text);
  symlinkSync(join(outside, "outside.json"), join(project, "terms/link.json"));
  process.chdir(project);
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      registered = inputs as PropertyMap;
      return { id: name, state: registered };
    },
    call: () => ({}),
  });
});
afterAll(async () => {
  process.chdir(before);
  rmSync(outside, { recursive: true, force: true });
  await emulator.close();
});

/** What the class registers for these arguments. */
async function inputsOf(args: ConstructorParameters<typeof ModelAgreement>[1]): Promise<PropertyMap> {
  const { id } = new ModelAgreement("it", args);
  await new Promise((done) => id.apply(done));
  const { __provider: _p, __urn: _u, ...inputs } = registered;
  return inputs;
}

describe("reviewedTerms of a file", () => {
  it("are registered as what stands in it, so that no file is needed any more", async () => {
    const inputs = await inputsOf({ modelId: THIRD_PARTY, reviewedTerms: "terms/good.json" });
    expect(inputs["reviewedTerms"]).toEqual(terms);
    expect(await inputsOf({ modelId: THIRD_PARTY, reviewedTerms: terms })).toEqual(inputs);
    expect(await inputsOf({ modelId: THIRD_PARTY })).not.toHaveProperty("reviewedTerms");
  });

  it("are refused where no file is named", async () => {
    const inputs = await inputsOf({ modelId: THIRD_PARTY, reviewedTerms: "" });
    const agreement = (await Host.start(configFor(emulator))).resource("ModelAgreement");
    await expect(agreement.check(inputs)).rejects.toThrow("reviewedTerms: must not be empty");
  });

  it.each([
    ["missing.json", THIRD_PARTY, "terms/missing.json: there is no such file in the project"],
    ["text.json", THIRD_PARTY, "terms/text.json: is not JSON"],
    ["good.json", TWO_OFFERS, `terms/good.json: modelId: is ${THIRD_PARTY}, not ${TWO_OFFERS}`],
    [
      "edited.json",
      THIRD_PARTY,
      "terms/edited.json: digest: does not fit the rest: the file was changed by hand",
    ],
    [
      "unknown.json",
      THIRD_PARTY,
      "terms/unknown.json: reviewedBye: is not a property here; did you mean reviewedBy?",
    ],
    ["../../outside.json", THIRD_PARTY, "terms/../../outside.json: is outside of the project"],
    ["link.json", THIRD_PARTY, "terms/link.json: is outside of the project"],
    [".", THIRD_PARTY, "terms/.: cannot be read"],
  ])("%s for %s are refused at preview with the path", async (file, modelId, reason) => {
    const inputs = await inputsOf({ modelId, reviewedTerms: `terms/${file}` });
    const agreement = (await Host.start(configFor(emulator))).resource("ModelAgreement");
    await expect(agreement.check(inputs)).rejects.toThrow(`reviewedTerms: ${reason}`);
    expect(emulator.requests.all()).toEqual([]);
  });
});

describe("the JSON schema of the file", () => {
  interface Shape {
    readonly required?: string[];
    readonly properties?: Record<string, Shape>;
    readonly items?: Shape;
  }
  const file = resolve(__dirname, "../../../provider/reviewed-terms.schema.json");
  const schema = JSON.parse(readFileSync(file, "utf8")) as Shape;
  const { required = [], properties = {} } = schema;

  it("wants what a resource wants", () => {
    const whole = sealed({ ...unsealed, $schema: "x", note: "x", only: ["*"] });
    for (const name of Object.keys(properties)) {
      const without = Object.fromEntries(Object.entries(whole).filter(([member]) => member !== name));
      const isMissed = problemsOf(without).some(
        ({ path, reason }) => path === name && reason === "is required",
      );
      expect([name, isMissed]).toEqual([name, required.includes(name)]);
    }
  });

  it("knows what a resource knows", () => {
    const nothing = { nothing: 1 };
    const problems = problemsOf({ ...terms, ...nothing, prices: [nothing], document: nothing });
    const known = (path: string): string[] =>
      problems
        .find((problem) => problem.path === path)!
        .reason.replace(/^.*known are /, "")
        .split(", ");
    const names = (shape: Shape): string[] => Object.keys(shape.properties!).sort();
    expect(known("nothing").sort()).toEqual(names(schema));
    expect(known("document.nothing").sort()).toEqual(names(properties["document"]!));
    expect(known("prices[0].nothing").sort()).toEqual(names(properties["prices"]!.items!));
  });
});
