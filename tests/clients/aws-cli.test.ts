import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, afterEach, beforeEach, expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  MEMBER,
  OUTSIDER,
  startStill,
  THIRD_PARTY,
} from "../support/emulated";
import { aws, describeWithPython, FORM, itHasCalled } from "./python";

const folder = mkdtempSync(join(tmpdir(), "aws-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithPython("the AWS CLI", () => {
  let emulator: Emulator & { clock: ManualClock };
  const answered = new Set<string>();
  beforeEach(async () => {
    emulator = await startStill();
    emulator.requests.listen(({ operation, status }) => status < 300 && answered.add(operation));
  });
  afterEach(() => emulator.close());

  const bedrock = (operation: string, ...args: string[]) => aws(emulator, ["bedrock", operation, ...args]);
  const sts = (operation: string, ...args: string[]) => aws(emulator, ["sts", operation, ...args]);
  const status = () =>
    bedrock(
      "get-foundation-model-availability",
      ...["--model-id", THIRD_PARTY, "--query", "agreementAvailability.status"],
    );

  it("lists offers, accepts one, sees it AVAILABLE, and cancels it", async () => {
    const listed = await bedrock("list-foundation-model-agreement-offers", "--model-id", THIRD_PARTY);
    const { offers } = listed as { offers: { offerId: string; offerToken: string }[] };
    expect(offers).toMatchObject([{ offerId: "offer-cohcommandr" }]);
    const token = offers[0]!.offerToken;
    expect(
      await bedrock("create-foundation-model-agreement", "--model-id", THIRD_PARTY, "--offer-token", token),
    ).toEqual({ modelId: THIRD_PARTY });
    emulator.clock.tick(60);
    expect(await status()).toBe("AVAILABLE");
    await bedrock("delete-foundation-model-agreement", "--model-id", THIRD_PARTY);
    emulator.clock.tick(20);
    expect(await status()).toBe("NOT_AVAILABLE");
  });

  it("shows models", async () => {
    const shown = await bedrock("get-foundation-model", "--model-identifier", FIRST_PARTY);
    expect(shown).toMatchObject({ modelDetails: { modelId: FIRST_PARTY, providerName: "Amazon" } });
    const listed = (await bedrock("list-foundation-models", "--by-provider", "Cohere")) as {
      modelSummaries: object[];
    };
    expect(listed.modelSummaries).toHaveLength(1);
  });

  it("files the first-use form, and reads it encoded twice", async () => {
    const file = join(folder, "form.json");
    writeFileSync(file, FORM);
    await bedrock("put-use-case-for-model-access", "--form-data", `fileb://${file}`);
    const read = (await bedrock("get-use-case-for-model-access")) as { formData: string };
    const once = Buffer.from(read.formData, "base64").toString("utf8");
    expect(Buffer.from(once, "base64").toString("utf8")).toBe(FORM);
  });

  it("says who it is, and becomes somebody else", async () => {
    expect(await sts("get-caller-identity")).toMatchObject({ Account: ACCOUNT });
    const role = ["--role-arn", `arn:aws:iam::${MEMBER}:role/model-access-deployer`];
    expect(await sts("assume-role", ...role, "--role-session-name", "cli")).toMatchObject({
      AssumedRoleUser: { Arn: expect.stringContaining(`::${MEMBER}:assumed-role/`) },
    });
    const web = ["--role-session-name", "web", "--web-identity-token", "a.b.c", "--no-sign-request"];
    expect(await sts("assume-role-with-web-identity", ...role, ...web)).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) },
    });
  });

  it("says which organization it belongs to", async () => {
    const ask = ["organizations", "describe-organization"];
    expect(await aws(emulator, ask, MEMBER)).toMatchObject({ Organization: { MasterAccountId: ACCOUNT } });
    await expect(aws(emulator, ask, OUTSIDER)).rejects.toThrow("(AWSOrganizationsNotInUseException)");
  });

  it("shows AWS's errors", async () => {
    await expect(bedrock("delete-foundation-model-agreement", "--model-id", THIRD_PARTY)).rejects.toThrow(
      "An error occurred (ValidationException) when calling the DeleteFoundationModelAgreement operation: No agreement exists to cancel",
    );
    await expect(bedrock("list-guardrails")).rejects.toThrow("does not emulate bedrock GET /guardrails");
  });

  itHasCalled(answered);
});
