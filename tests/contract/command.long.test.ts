import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { contractCommand } from "#contract/command";
import type { ManualClock } from "#emulator/index";
import { type Ended, runCommand } from "../support/command";
import {
  ACCOUNT,
  type Emulator,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  REGION,
  startStill,
  writes,
} from "../support/emulator/emulated";

const folder = mkdtempSync(join(tmpdir(), "contract-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let emulator: Emulator & { clock: ManualClock };
beforeEach(async () => {
  emulator = await startStill();
});
afterEach(() => emulator.close());

/** Whatever leads anywhere leads to the emulator. */
const nowhere = (): Record<string, string> => ({
  HOME: folder,
  AWS_ENDPOINT_URL: emulator.url,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: join(folder, "no-config"),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
});
const somebody = (account = ACCOUNT) => ({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: "test",
});

/** The command; the emulator answers in this process meanwhile. */
const run = (args: string[], env: Record<string, string>): Promise<Ended> =>
  runCommand("scripts/contract.mjs", args, { cwd: folder, env: { ...nowhere(), ...env } });

describe("npm run contract", () => {
  it("tries an emulator of its own, whatever the caller's environment says", async () => {
    const leads = {
      AWS_ENDPOINT_URL_BEDROCK: emulator.url,
      AWS_BEARER_TOKEN_BEDROCK: "hunter2",
      AWS_PROFILE: "me",
    };
    const { status, stdout: out } = await run([], { ...somebody(), ...leads });
    expect(out).toMatch(/\nContract: \d+ passed, 0 failed, \d+ skipped\n$/);
    expect(status).toBe(0);
    expect(emulator.requests.all()).toEqual([]);
  });

  it.each([
    [{}, "--live found no AWS Region, so nothing was asked"],
    [{ AWS_REGION: REGION }, "--live found no AWS credentials, so nothing was asked"],
  ])("-- --live with %j refuses, and asks nobody", async (env, message) => {
    const { status, stdout: out, stderr: err } = await run(["--live"], env);
    expect(err).toContain(message);
    expect(out).toBe("");
    expect(status).toBe(1);
    expect(emulator.requests.all()).toEqual([]);
  });

  it("-- --live says where it is before anything else, and only reads", async () => {
    // Bedrock would take the token's account, and STS tells of another.
    const { status, stdout: out } = await run(["--live"], {
      ...somebody(),
      AWS_BEARER_TOKEN_BEDROCK: "hunter2",
    });
    expect(out.split("\n")[0]).toBe(
      `LIVE: account ${ACCOUNT}, Region ${REGION}, through ${emulator.url}, reading only`,
    );
    expect(out).toContain("passed  ListFoundationModelAgreementOffers mints another token on each listing");
    expect(out).not.toContain("CreateFoundationModelAgreement");
    expect(status).toBe(0);
    expect(emulator.requests.all()[0]).toMatchObject({ operation: "GetCallerIdentity" });
    expect(writes(emulator)).toEqual([]);
  });

  it("-- --live tries first what nobody knows, and says which alternative it has seen", async () => {
    await emulator.close();
    const assumptions = { "organizations.paths": "told", "sts.tokenUtilization": "absent" };
    emulator = await startStill({ world: { assumptions } });
    const role = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
    const { stdout: out } = await run(["--live", "--role", role], somebody());
    const lines = out.split("\n");
    const settled = lines.slice(lines.findIndex((line) => line.startsWith("What nobody knew: ")));
    expect(settled[0]).toMatch(/^What nobody knew: [1-9]\d* right, 2 other, [1-9]\d* still open$/);
    expect(settled).toContainEqual(
      expect.stringMatching(/^OTHER {3}sts\.tokenUtilization = absent; came 200 \{.*"\(hidden\)"/),
    );
    expect(settled).toContainEqual(expect.stringMatching(/^OTHER {3}organizations\.paths = told; came 200 /));
    expect(settled).toContainEqual(expect.stringMatching(/^right {3}(.*, )?bedrock\.modelNotFound, /));
    expect(settled).toContainEqual(
      expect.stringMatching(/^open {4}\d+ \(this run does not write\): .*bedrock\.alreadyExists/),
    );
    expect(settled.length).toBeLessThan(40);
    expect(Math.max(...settled.slice(2).map(({ length }) => length))).toBeLessThan(1000);
    const tried = lines.filter((line) => /^(passed|FAILED|skipped) /.test(line));
    expect(tried[0]).toContain("AssumeRole tells the size of a session with a policy in two ways");
    expect(writes(emulator)).toEqual([]);
  });

  it("-- --live says why an assumption could not be tried", async () => {
    const { stdout: out } = await run(["--live"], somebody(OUTSIDER));
    expect(out).toMatch(
      /^open {4}1 \(no --role says which role the caller may assume\): sts\.tokenUtilization$/m,
    );
    expect(out).not.toContain("OTHER");
  });

  it("-- --live ends with an error that says why when AWS does not know the caller", async () => {
    const { status, stdout: out, stderr: err } = await run(["--live"], somebody("AKIAUNKNOWN"));
    expect(err).toContain("AWS does not know the caller: InvalidClientTokenId");
    expect(out).toBe("");
    expect(status).toBe(1);
  });
});

describe("the flags", () => {
  const bad = join(folder, "bad.json");
  writeFileSync(bad, "hunter2");

  it.each([
    [["--write", "--model", "a.b"], "the other flags are for --live"],
    [["--live", "--write"], "--write needs at least one --model"],
    [["--live", "--model", "a.b"], "--model and --form need --write"],
    [["--live", "--force"], "Unknown option '--force'"],
    [["--live", "--write", "--model", "a.b", "--form", bad], `${bad} is not JSON`],
  ])("%j are refused", async (args, message) => {
    const refused = await contractCommand(args, () => undefined).catch((error: unknown) => error as Error);
    expect(refused).toBeInstanceOf(Error);
    expect((refused as Error).message).toContain(message);
    expect((refused as Error).message).not.toContain("hunter2");
  });
});

describe("--write", () => {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });

  async function live(args: string[], account = ACCOUNT) {
    // Nothing of whoever runs the tests may lead to a real account.
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, nowhere(), somebody(account));
    const printed: string[] = [];
    const pause = async (seconds: number): Promise<void> => emulator.clock.tick(seconds);
    const held = await contractCommand(["--live", ...args], (line) => printed.push(line), pause);
    return { held, text: printed.join("\n") };
  }

  it("makes and deletes an agreement of each named model, and files no form", async () => {
    const { held, text } = await live(["--write", "--model", "cohere.command-r-v1:0"]);
    expect(text).toContain(`Region ${REGION}, through ${emulator.url}, WRITING to cohere.command-r-v1:0\n`);
    expect(text).toContain(
      "aws bedrock delete-foundation-model-agreement --region us-east-1 --model-id cohere",
    );
    expect(text).toContain(
      "skipped CreateFoundationModelAgreement refuses a token that is more than an hour old (only",
    );
    expect(held).toBe(true);
    expect(new Set(writes(emulator))).toEqual(
      new Set(["CreateFoundationModelAgreement", "DeleteFoundationModelAgreement"]),
    );
    const touched = emulator.requests.all().filter(({ access }) => access === "write");
    const ids = ["cohere.command-r-v1:0", "us.cohere.command-r-v1:0", "NOT AN ID"];
    expect(touched.filter(({ subject }) => !ids.includes(subject ?? ""))).toEqual([]);
  });

  it("files the form only when it is named, and never prints it", async () => {
    const form = join(folder, "form.json");
    const fields = {
      companyWebsite: "https://example.com",
      intendedUsers: "0",
      industryOption: "Technology",
      otherIndustryOption: "",
    };
    writeFileSync(form, JSON.stringify({ companyName: "Hunter & Sons", useCases: "hunter2", ...fields }));
    const args = ["--write", "--model", NEEDS_FORM];
    const without = await live(args);
    expect(without.text).toContain(
      "skipped PutUseCaseForModelAccess answers an accepted form with 201 and nothing (no --form",
    );
    expect(writes(emulator)).not.toContain("PutUseCaseForModelAccess");

    const target = { operation: "PutUseCaseForModelAccess" };
    const message = "What is hunter2, Hunter & Sons?";
    const effect = { kind: "refusal", code: "ValidationException", status: 400, message } as const;
    emulator.faults.add({ target, effect, times: 1 });
    const refused = await live([...args, "--form", form]);
    expect(refused.text).toContain("ValidationException: What is (hidden), (hidden)?");

    const filed = await live([...args, "--form", form]);
    expect(filed.text).toContain(
      "passed  PutUseCaseForModelAccess answers an accepted form with 201 and nothing",
    );
    expect(filed.held).toBe(true);

    writeFileSync(
      form,
      JSON.stringify({ companyName: "Hunter & Daughters", useCases: "hunter3", ...fields }),
    );
    const present = await live([...args, "--form", form]);
    expect(present.text).toContain("201 and nothing (the account has a form already");
    expect(present.held).toBe(true);
    expect(refused.text + filed.text).not.toMatch(/hunter/i);
  });

  it("does without an account that can pay", async () => {
    const { held, text } = await live(["--write", "--model", "cohere.command-r-v1:0"], OUTSIDER);
    expect(text).toContain("passed  CreateFoundationModelAgreement can be tried again after an ERROR");
    expect(held).toBe(true);
    expect(emulator.requests.all().at(-1)).toMatchObject({ operation: "DeleteFoundationModelAgreement" });
  });
});
