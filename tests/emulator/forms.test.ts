import {
  type BedrockClient,
  CreateFoundationModelAgreementCommand as Create,
  GetUseCaseForModelAccessCommand as Get,
  ListFoundationModelAgreementOffersCommand as Offers,
  PutUseCaseForModelAccessCommand as Put,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ManualClock, WorldFile } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  startStill,
} from "../support/emulator/emulated";
import { bedrock } from "../support/aws/clients";

const form = {
  companyName: "Example Corp",
  companyWebsite: "https://example.com",
  intendedUsers: "0",
  industryOption: "Technology",
  otherIndustryOption: "",
  useCases: "Answering questions about our products",
};
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

let emulator: Emulator & { clock: ManualClock };
let client: BedrockClient;

async function start(world?: WorldFile): Promise<void> {
  emulator = await startStill(world && { world });
  client = bedrock(emulator);
}
beforeEach(() => start());
afterEach(() => emulator.close());

const restart = async (world: WorldFile): Promise<void> => {
  await emulator.close();
  await start(world);
};
const put = (value: unknown = form, from = client) => from.send(new Put({ formData: bytes(value) }));
/** What the SDK gives is still base64. */
const get = async (from = client): Promise<unknown> => {
  const { formData } = await from.send(new Get({}));
  return JSON.parse(Buffer.from(Buffer.from(formData!).toString("utf8"), "base64").toString("utf8"));
};
const noForm = expect.objectContaining({ name: "ResourceNotFoundException" });
const accept = async (from = client): Promise<unknown> => {
  const { offers } = await from.send(new Offers({ modelId: NEEDS_FORM }));
  return from.send(new Create({ modelId: NEEDS_FORM, offerToken: offers![0]!.offerToken }));
};

describe("PutUseCaseForModelAccess", () => {
  it("answers 201; Get then gives the form, encoded once too often", async () => {
    expect((await put()).$metadata.httpStatusCode).toBe(201);
    expect(await get()).toEqual(form);
  });

  it.each([
    ["without a field", { ...form, companyName: undefined }],
    ["with too long a field", { ...form, companyWebsite: "x".repeat(129) }],
    ["with other intended users", { ...form, intendedUsers: "3" }],
    ["with intended users in words", { ...form, intendedUsers: "internal" }],
    ["without the company's name", { ...form, companyName: "" }],
    ["without the company's site", { ...form, companyWebsite: "" }],
    ["without otherIndustryOption", { ...form, otherIndustryOption: undefined }],
    ["that is a list", [form]],
    ["that is no JSON", "plain text, long enough"],
  ])("refuses a form %s", async (_what, value) => {
    await expect(put(value)).rejects.toMatchObject({
      name: "ValidationException",
      message: "Invalid form data.",
    });
    await expect(get()).rejects.toEqual(noForm);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ["refuses", {}, false],
    ["may take", { "bedrock.formEncodedTwice": "accepted" }, true],
  ])("%s a form that was encoded once too often", async (_what, assumptions, isTaken) => {
    await restart({ assumptions });
    const formData = new TextEncoder().encode(Buffer.from(bytes(form)).toString("base64"));
    const twice = client.send(new Put({ formData }));
    if (isTaken) await twice;
    else await expect(twice).rejects.toThrow("Invalid form data.");
  });

  it.each<[string, Record<string, string>, boolean]>([
    ["takes", {}, true],
    ["may refuse", { "bedrock.siteWithoutScheme": "refused" }, false],
  ])("%s a site without https://", async (_what, assumptions, isTaken) => {
    await restart({ assumptions });
    const bare = put({ ...form, companyWebsite: "www.example.com" });
    if (isTaken) await bare;
    else await expect(bare).rejects.toThrow("Invalid form data.");
    await put();
  });

  it("refuses a blob that is too short or too long, without repeating it", async () => {
    const short = client.send(new Put({ formData: new TextEncoder().encode("secret") }));
    await expect(short).rejects.toMatchObject({
      message:
        "1 validation error detected: Value at 'formData' failed to satisfy constraint: Member must have length greater than or equal to 10",
    });
    await expect(put({ ...form, useCases: "x".repeat(17_000) })).rejects.toThrow(
      /less than or equal to 16384/,
    );
  });

  it("holds for all Regions, but not for opt-in Regions", async () => {
    await restart({ accounts: { [ACCOUNT]: { optInRegions: ["af-south-1"] } }, organization: null });
    await put();
    expect(await get(bedrock(emulator, { region: "eu-west-1" }))).toEqual(form);
    const optIn = bedrock(emulator, { region: "af-south-1" });
    await expect(get(optIn)).rejects.toEqual(noForm);
    emulator.clock.tick(5);
    await expect(accept(optIn)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message:
        "You have not filled out the required use-case form for this model. Complete the form at " +
        "https://af-south-1.console.aws.amazon.com/bedrock/ before requesting access.",
    });
    await put({ ...form, companyName: "Example Corp, again" }, optIn);
    expect(await get()).toEqual(form);
    emulator.clock.tick(5);
    await accept(optIn);
  });

  it("that the world declares counts in no opt-in Region", async () => {
    const declared = { useCaseFormFiled: true, optInRegions: ["af-south-1"] };
    await restart({ accounts: { [ACCOUNT]: declared }, organization: null });
    await accept();
    await expect(accept(bedrock(emulator, { region: "af-south-1" }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  it.each<[string, Record<string, string>, string, string | undefined]>([
    ["replaces the first", {}, "Another Corp", undefined],
    ["may have no effect", { "bedrock.resubmission": "ignored" }, "Example Corp", undefined],
    ["may be refused", { "bedrock.resubmission": "refused" }, "Example Corp", "ValidationException"],
  ])("a second time: %s", async (_what, assumptions, companyName, refused) => {
    await restart({ assumptions });
    await put();
    const second = put({ ...form, companyName: "Another Corp" });
    if (refused) await expect(second).rejects.toMatchObject({ name: refused });
    else await second;
    expect(await get()).toMatchObject({ companyName });
  });

  it("is refused for an account of AWS's own, which needs none", async () => {
    await restart({ accounts: { [ACCOUNT]: { internal: true } }, organization: null });
    await expect(put()).rejects.toThrow("Internal Accounts should not submit use case details");
    await accept();
  });
});

describe("GetUseCaseForModelAccess", () => {
  it("finds nothing where nothing is filed", async () => {
    await expect(get()).rejects.toEqual(noForm);
  });

  it("finds the form only after a while, where the world says so", async () => {
    await restart({ useCaseForm: { visibleAfterSeconds: 30 } });
    await put();
    await expect(get()).rejects.toEqual(noForm);
    emulator.clock.tick(30);
    expect(await get()).toEqual(form);
  });

  it.each<[string, Record<string, string>, object | undefined]>([
    ["shows", {}, form],
    ["may hide from", { "bedrock.inheritedForm": "hidden" }, undefined],
  ])("%s a member what the management account has filed", async (_what, assumptions, seen) => {
    await restart({ assumptions });
    await put();
    const member = bedrock(emulator, { account: MEMBER });
    if (seen) expect(await get(member)).toEqual(seen);
    else await expect(get(member)).rejects.toEqual(noForm);
    await expect(get(bedrock(emulator, { account: OUTSIDER }))).rejects.toEqual(noForm);
  });
});

describe("an agreement that wants the form", () => {
  it("is refused without it, and for a moment after it was put", async () => {
    const missing = expect.objectContaining({ name: "AccessDeniedException" });
    await expect(accept()).rejects.toEqual(missing);
    await put();
    await expect(accept()).rejects.toEqual(missing);
    emulator.clock.tick(5);
    await accept();
  });

  it("is content with the form of the management account", async () => {
    await put();
    emulator.clock.tick(5);
    await accept(bedrock(emulator, { account: MEMBER }));
    await expect(accept(bedrock(emulator, { account: OUTSIDER }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  it("is content with a form that the world declares", async () => {
    await restart({ accounts: { [ACCOUNT]: { useCaseFormFiled: true } }, organization: null });
    await accept();
    expect(await get()).toHaveProperty("companyName");
  });
});
