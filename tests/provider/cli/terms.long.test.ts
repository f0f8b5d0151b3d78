import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { stackSettings } from "#provider/cli/stack-file";
import type { ReviewedTerms } from "#provider/services/bedrock/terms/reviewed-terms";
import { type Ended, runCommand } from "../../support/command";
import { ACCOUNT, type Emulator, REGION, THIRD_PARTY, TWO_OFFERS } from "../../support/emulator/emulated";

const OFFER = "offer-cohcommandr";
const PIN = "terms/cohere.command-r-v1-0.json";
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const FIRST_LINE = `Account ${ACCOUNT}, Region ${REGION}`;

let emulator: Emulator;
let folder: string;
beforeAll(async () => {
  emulator = await startEmulator({ clock: new RunningClock(1) });
});
afterAll(() => emulator.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terms-"));
  const endpoints = [{ bedrock: emulator.url, sts: emulator.url }];
  const config = {
    "aws:region": REGION,
    "aws:accessKey": ACCOUNT,
    "aws:secretKey": "test",
    "aws:maxRetries": "0",
    "aws:endpoints": endpoints,
  };
  writeFileSync(join(folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.dev.yaml"), JSON.stringify({ config }));
});
afterEach(() => {
  emulator.faults.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** The command in a folder below that of the project. */
function terms(...args: string[]): Promise<Ended> {
  const cwd = join(folder, "src");
  mkdirSync(cwd, { recursive: true });
  return runCommand("provider/bin/pulumi-model-access.cjs", ["terms", ...args], { cwd });
}

const readPinned = (): ReviewedTerms => JSON.parse(readFileSync(join(folder, PIN), "utf8")) as ReviewedTerms;

/** What people see fits into their terminal, says first where it looks, and shows nothing signed. */
function isPresentable({ stdout }: Ended): void {
  const lines = stdout.split("\n");
  expect(lines[0]).toBe(FIRST_LINE);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(stdout).not.toMatch(/X-Amz|offerToken/);
}

describe("terms", () => {
  it("are shown, noted as reviewed, found changed, noted anew and found unchanged", async () => {
    const shown = await terms("show", THIRD_PARTY, "--stack", "dev", "--documents", "../documents");
    isPresentable(shown);
    expect(shown).toMatchObject({ status: 0, stderr: "" });
    expect(shown.stdout).toContain("1 on offer, agreement NOT_AVAILABLE");
    expect(shown.stdout).toMatch(/USE1 {4}InputTokenCount {3}0\.50 {3}Units {2}Million input tokens/);
    expect(shown.stdout).toContain(`/eula/command-r-2024-11-01.pdf\n            sha256 `);
    const [kept = ""] = readdirSync(join(folder, "documents"));
    expect(kept).toMatch(/^command-r-2024-11-01-[0-9a-f]{8}\.pdf$/);

    const pin = ["pin", THIRD_PARTY, "--stack", "dev", "--reviewed-by", "Portia, Legal", "--note", "in full"];
    const pinned = await terms(...pin);
    isPresentable(pinned);
    expect(pinned).toMatchObject({ status: 0, stderr: "" });
    expect(pinned.stdout).toContain(`reviewedTerms: "${PIN}"`);
    const { document } = readPinned();
    expect(document.sha256).toContain(kept.slice(-12, -4));
    expect(readPinned()).toMatchObject({
      modelId: THIRD_PARTY,
      offerId: OFFER,
      prices: [{ price: "0.50" }, { price: "1.50" }],
      reviewedBy: "Portia, Legal",
      note: "in full",
    });
    expect(Object.keys(readPinned())).toEqual(Object.keys(readPinned()).sort());
    expect(readFileSync(join(folder, PIN), "utf8")).not.toMatch(/X-Amz|http:/);
    expect(await terms("check", "--stack", "dev")).toMatchObject({ status: 0, stderr: "" });

    emulator.incidents.documentChanged(place, OFFER, { text: "All that you say is ours." });
    emulator.incidents.priceChanged(place, OFFER, "USE1_InputTokenCount", "9.50");
    const changed = await terms("check", "--stack", "dev");
    isPresentable(changed);
    expect(changed).toMatchObject({ status: 7, stderr: "" });
    expect(changed.stdout).toMatch(/changed {2}cohere\.command-r-v1:0 {2}offer-cohcommandr {2}\.\.\/terms\//);
    expect(changed.stdout).toContain(`\n  document.sha256: ${document.sha256} =>`);
    expect(changed.stdout).toContain("\n  prices.USE1_InputTokenCount: 0.50 => 9.50\n");

    const renewed = await terms(...pin);
    expect(renewed.stdout).toContain("What has changed since the last review:\n  document.sha256: ");
    const json = await terms("check", `../${PIN}`, "--stack", "dev", "--json");
    expect(json.status).toBe(0);
    expect(JSON.parse(json.stdout)).toEqual({
      account: ACCOUNT,
      region: REGION,
      terms: [
        {
          file: `../${PIN}`,
          modelId: THIRD_PARTY,
          offerId: OFFER,
          result: "as reviewed",
          differences: [],
          notes: [],
        },
      ],
    });
  });

  it("that cannot be looked at are never called unchanged", async () => {
    await terms("pin", THIRD_PARTY, "--stack", "dev", "--reviewed-by", "Portia");
    const effect = { kind: "refusal", code: "AccessDenied", status: 403 } as const;
    emulator.faults.add({ target: { operation: "GetDocument" }, effect });
    const hidden = await terms("check", "--stack", "dev");
    isPresentable(hidden);
    expect(hidden.status).toBe(1);
    expect(hidden.stdout).toContain("could not look  cohere.command-r-v1:0");
    expect(hidden.stdout).toContain("cannot be fetched: its server answers with status 403");
    const again = await terms("pin", THIRD_PARTY, "--stack", "dev", "--reviewed-by", "Portia");
    expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining("status 403") });

    emulator.faults.clear();
    emulator.faults.add({ target: { operation: "ListFoundationModelAgreementOffers" }, effect });
    writeFileSync(join(folder, "terms/broken.json"), "{");
    const denied = await terms("check", "--stack", "dev", "--json");
    expect(denied.status).toBe(1);
    expect(JSON.parse(denied.stdout)).toMatchObject({
      terms: [
        { file: "../terms/broken.json", result: "could not look", problem: "broken.json: is not JSON" },
        { result: "could not look", problem: expect.stringContaining("AccessDenied") },
      ],
    });
  });

  it("of several offers are noted for the one that is named, with the rows that were looked at", async () => {
    const pin = ["pin", TWO_OFFERS, "--stack", "dev", "--reviewed-by", "Portia", "--only", "*_Input*"];
    const undecided = await terms(...pin);
    expect(undecided.status).toBe(2);
    expect(undecided.stderr).toContain(
      "choose one with --offer: offer-jambapublic (public), offer-jambaprivate (private)",
    );
    expect((await terms(...pin, "--offer", "offer-jambaprivate")).status).toBe(0);
    const checked = await terms("check", "--stack", "dev");
    expect(checked).toMatchObject({ status: 0 });
    expect(checked.stdout).toContain("offer-jambaprivate");
    expect(checked.stdout).not.toContain("OutputTokenCount");
  });

  it("are compared with what a stack has accepted", async () => {
    const outputs = {
      modelId: THIRD_PARTY,
      offerId: "offer-before",
      terms: {
        legalTerm: { url: "https://x/old.pdf", document: "old.pdf" },
        usageBasedPricingTerm: { rateCard: [] },
        supportTerm: {},
      },
    };
    const urn = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/model-access:ModelAgreement::command-r";
    const type = "pulumi-nodejs:dynamic/model-access:ModelAgreement";
    writeFileSync(
      join(folder, "state.json"),
      JSON.stringify({ deployment: { resources: [{ type, urn, outputs }] } }),
    );
    const shown = await terms("show", THIRD_PARTY, "--stack", "dev", "--accepted", "../state.json");
    expect(shown.stdout).toContain(
      "Compared with what command-r has accepted:\n  offerId: offer-before => offer-cohcommandr",
    );
  });

  it.each([
    [["show"], "missing required argument 'model'"],
    [["pin", THIRD_PARTY, "--stack", "dev"], "required option '--reviewed-by <name>' not specified"],
    [["check", "--stack", "prod"], "there is no Pulumi.prod.yaml in"],
    [["check", "--config", "region"], "It must be like aws:profile=deploy."],
  ])("called as %j are wrong usage", async (args, message) => {
    mkdirSync(join(folder, "terms"));
    writeFileSync(join(folder, "terms/x.json"), "{}");
    expect(await terms(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });

  it("without any that were reviewed cannot be checked", async () => {
    expect(await terms("check", "--stack", "dev")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("there are no reviewed terms here"),
    });
  });
});

describe("the configuration of a stack", () => {
  const settings = (files: Record<string, string>, given: Record<string, string> = {}) => {
    mkdirSync(join(folder, "elsewhere"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return stackSettings("organization/test/dev", given, folder);
  };

  it("is what its file says of aws and model-access, before what the project says", () => {
    const project =
      "config:\n  aws:region: { value: eu-west-1 }\n  aws:profile: { default: deploy }\n  mine: 5\n";
    const stack =
      'config:\n  aws:region: us-west-2\n  aws:allowedAccountIds: ["111122223333"]\n  model-access:onTermsChanged: warn\n  other:x: 1\n';
    expect(settings({ "Pulumi.yaml": project, "Pulumi.dev.yaml": stack })).toEqual({
      "aws:region": "us-west-2",
      "aws:profile": "deploy",
      "aws:allowedAccountIds": '["111122223333"]',
      "model-access:onTermsChanged": "warn",
    });
  });

  it("is found where the project keeps it, and needs no key for what the command says itself", () => {
    rmSync(join(folder, "Pulumi.dev.yaml"));
    const stack = "config:\n  aws:region: us-west-2\n  aws:secretKey: { secure: v1:abc }\n";
    const files = { "Pulumi.yaml": "stackConfigDir: elsewhere\n", "elsewhere/Pulumi.dev.yaml": stack };
    expect(settings(files, { "aws:secretKey": "test" })).toEqual({ "aws:region": "us-west-2" });
  });

  it("that is encrypted is left to the Pulumi CLI, and is refused by name where that cannot read it", () => {
    const path = process.env["PATH"];
    process.env["PATH"] = folder;
    try {
      const stack = "config:\n  aws:secretKey: { secure: v1:abc }\n";
      expect(() => settings({ "Pulumi.dev.yaml": stack })).toThrow(
        "aws:secretKey of the stack organization/test/dev is encrypted, and the Pulumi CLI, which could read it, cannot or is not here",
      );
      const shown = { "aws:secretKey": { value: "clear", secret: true } };
      const cli = `#!/bin/sh\nprintf '%s' '${JSON.stringify(shown)}'\n`;
      writeFileSync(join(folder, "pulumi"), cli, { mode: 0o755 });
      expect(settings({})).toEqual({ "aws:secretKey": "clear" });
    } finally {
      process.env["PATH"] = path;
    }
  });
});
