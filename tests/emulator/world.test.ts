import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, describe, expect, it } from "@jest/globals";

import { completeWorld, listBehaviours, ManualClock, readWorld, RunningClock } from "#emulator/index";

import { CUSTOM_MODEL, ENCRYPTED_MODEL } from "../support/emulator/emulated";

const folder = mkdtempSync(join(tmpdir(), "world-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEY = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-4333-8444-555555555555";

function read(text: string) {
  const path = join(folder, "world.yaml");
  writeFileSync(path, text);
  return readWorld(path);
}

describe("a world", () => {
  it("that is empty is the default world, which stays as it is", () => {
    const world = read("");
    expect(Object.keys(world.accounts)).toEqual(["111122223333", "444455556666", "777788889999"]);
    expect(world.organization).toMatchObject({
      id: "o-exampleorgid",
      managementAccountId: "111122223333",
      featureSet: "ALL",
    });
    expect(world.organization!.organizationalUnits[0]!.accounts).toEqual(["444455556666"]);
    expect(world.organization!.ramSharing).toBe(true);
    expect(Object.entries(world.customModels)).toEqual([
      [CUSTOM_MODEL, { modelName: "ticket-triage", status: "Active" }],
      [ENCRYPTED_MODEL, expect.objectContaining({ modelName: "case-summary", status: "Active" })],
    ]);
    expect(world.customModels[ENCRYPTED_MODEL]!.kmsKeyArn).toMatch(/^arn:aws:kms:us-east-1:111122223333:key/);
    expect(world.accounts["777788889999"]!.paymentInstrument).toBe("invalid");
    expect(Object.keys(world.regions)).toEqual([
      "us-east-1",
      "us-west-2",
      "eu-west-1",
      "ap-southeast-2",
      "af-south-1",
    ]);
    expect(world.regions["af-south-1"]!.optIn).toBe(true);
    const needsForm = Object.entries(world.models).filter(([, { useCaseForm }]) => useCaseForm);
    expect(needsForm.map(([id]) => id)).toEqual([
      "anthropic.claude-sonnet-4-20250514-v1:0",
      "anthropic.claude-3-haiku-20240307-v1:0",
    ]);
    for (const account of Object.values(world.accounts))
      expect(account.roles).toHaveProperty("model-access-deployer");
  });

  it("takes every section that is not given from the default world", () => {
    const world = read("timing:\n  agreement:\n    availableAfterSeconds: 1\n");
    expect(world.timing.agreement).toMatchObject({ availableAfterSeconds: 1, visibleAfterSeconds: 5 });
    expect(Object.keys(world.models)).toContain("cohere.command-r-v1:0");
  });

  it("is read from JSON too", () => {
    expect(read('{"useCaseForm":{"effectiveAfterSeconds":7}}').useCaseForm.effectiveAfterSeconds).toBe(7);
  });

  it.each([
    ["acounts: {}", "acounts: "],
    ["accounts:\n  '12': {}\n", "an account id has 12 digits"],
    ["timing:\n  agreement:\n    availableAfterSeconds: soon\n", "timing.agreement.availableAfterSeconds: "],
    [
      "accounts:\n  '111122223333': {}\n",
      "organization.organizationalUnits.0.accounts: account 444455556666 is not in this world",
    ],
    ["regions: {}", "Region us-east-1 is not in this world"],
    ["customModels:\n  a-model: {modelName: x}\n", "this is no ARN of a custom model"],
    [
      `customModels:\n  ${CUSTOM_MODEL.replace("us-east-1", "eu-north-1")}: {modelName: x}\n`,
      "Region eu-north-1 is not in this world",
    ],
    [
      "organization:\n  id: o\n  managementAccountId: '111122223333'\n  organizationalUnits:\n" +
        "    - {id: ou-a, name: A, accounts: [], parentId: ou-a}\n",
      "organizationalUnits.0.parentId: there is no ou-a before it",
    ],
    [
      `customModels:\n  ${CUSTOM_MODEL}: {modelName: x, kmsKeyArn: ${KEY.replace("key/1111", "key/9999")}}\n`,
      "key/99991111-2222-4333-8444-555555555555 is not in this world",
    ],
    [`keys:\n  ${KEY}: {aliases: [alias/a, alias/a]}\n`, "alias/a is another key's already"],
    [`keys:\n  ${KEY}: {aliases: [a]}\n`, "an alias begins with alias/"],
    [`keys:\n  ${KEY}: {policy: {Version: "2012-10-17"}}\n`, "policy: Statement is missing"],
    [`keys:\n  ${KEY.replace("us-east-1", "eu-north-1")}: {}\n`, "Region eu-north-1 is not in this world"],
    ["assumptions: {ram.nobody: x}", "assumptions.ram.nobody: there is no such assumption"],
    [
      "assumptions: {comprehend.policyText: x}",
      "assumptions.comprehend.policyText: x is none of its alternatives: verbatim",
    ],
    ["- a list", "must hold one mapping of sections"],
    ["{", "is neither YAML nor JSON"],
  ])("that cannot be is refused with the place: %j", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it("whose file is missing is refused", () => {
    expect(() => readWorld(join(folder, "nowhere.yaml"))).toThrow("the world file cannot be read");
  });

  it("that brings other accounts does not have to name custom models", () => {
    const accounts = { "123456789012": {} };
    const world = completeWorld({ accounts, organization: null });
    expect(world.customModels).toEqual({});
  });

  it("that brings other keys has those custom models whose key is among them", () => {
    const others = completeWorld({ keys: {} }).customModels;
    expect(Object.keys(others)).toEqual([CUSTOM_MODEL]);
    expect(Object.keys(completeWorld({ keys: { [KEY]: {} } }).customModels)).toHaveLength(2);
  });

  it("can be given as an object", () => {
    expect(completeWorld({ organization: null }).organization).toBeNull();
  });
});

describe("a clock", () => {
  it("runs as many times faster as it is told", async () => {
    const clock = new RunningClock(1000);
    const before = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const passed = clock.now() - before;
    expect(passed).toBeGreaterThanOrEqual(49_000);
  });

  it("stands still until it is told to go on, and never goes back", () => {
    const clock = new ManualClock(new Date(0));
    clock.tick(1.5);
    expect(clock.now()).toBe(1500);
    expect(() => clock.tick(-1)).toThrow("a clock cannot go back");
    expect(() => new RunningClock(0)).toThrow("above 0");
  });
});

describe("the list of behaviours", () => {
  it("gives every behaviour its source, and what it belongs to", () => {
    const listed = listBehaviours();
    const documented = readFileSync(resolve(__dirname, "../../../docs/sources.md"), "utf8");
    expect(listed.filter(({ source }) => !documented.includes(`| \`${source}\` `))).toEqual([]);
    expect(listed).toContainEqual({
      name: "bedrock.nothingToCancel",
      of: "bedrock",
      source: "community",
      what: "a delete without an agreement, also after one that ended in ERROR: ValidationException (400)",
    });
  });
});
