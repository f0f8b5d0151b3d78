import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
} from "../support/emulator/emulated";
import { webIdentityToken } from "../support/aws/web-identity";
import { itImports } from "./comprehend";
import { itConverses } from "./conversations";
import { itCopies } from "./copies";
import { itControls } from "./organizations";
import { itManages } from "./iam";
import { aws, describeWithPython, FORM, itHasCalled } from "./python";
import { itBuys } from "./purchases";
import { itShares } from "./ram";

const folder = mkdtempSync(join(tmpdir(), "aws-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithPython("the AWS CLI", () => {
  let emulator: Emulator & { clock: ManualClock };
  const answered = new Set<string>();
  beforeEach(async () => {
    emulator = await startStill();
    emulator.requests.listen(
      ({ service, operation, status }) => status < 300 && answered.add(`${service} ${operation}`),
    );
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
    const web = [
      "--role-session-name",
      "web",
      "--web-identity-token",
      webIdentityToken(),
      "--no-sign-request",
    ];
    expect(await sts("assume-role-with-web-identity", ...role, ...web)).toMatchObject({
      Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) },
    });
  });

  it("says which organization it belongs to", async () => {
    const ask = ["organizations", "describe-organization"];
    expect(await aws(emulator, ask, MEMBER)).toMatchObject({ Organization: { MasterAccountId: ACCOUNT } });
    await expect(aws(emulator, ask, OUTSIDER)).rejects.toThrow("(AWSOrganizationsNotInUseException)");
  });

  const ask = (service: string, operation: string, input: object = {}, account = ACCOUNT) => {
    const command = operation
      .replace("AWS", "Aws")
      .replace(/\B[A-Z]/g, (letter) => `-${letter}`)
      .toLowerCase();
    return aws(emulator, [service, command, "--cli-input-json", JSON.stringify(input)], account);
  };
  itShares(
    (operation, input, account) => ask("ram", operation, input, account),
    () => emulator,
  );
  itConverses(ask);
  itCopies(ask, () => emulator);
  itBuys(ask, () => emulator);
  itControls(ask, () => emulator);
  itManages(
    (operation, input) => ask("iam", operation, input),
    () => emulator,
  );
  itImports(
    (operation, input, account) => ask("comprehend", operation, input, account),
    () => emulator,
  );

  it("calls a model in its provider's form", async () => {
    const file = join(folder, "answer.json");
    const body = JSON.stringify({ messages: [{ role: "user", content: [{ text: "Hi" }] }] });
    const call = ["bedrock-runtime", "invoke-model", "--model-id", FIRST_PARTY, "--body", body, file];
    expect(await aws(emulator, call)).toMatchObject({ contentType: "application/json" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ usage: { outputTokens: 1 } });
  });

  it("looks around in its organization", async () => {
    const ask = (operation: string, ...args: string[]) =>
      aws(emulator, ["organizations", operation, ...args]);
    const { Roots } = (await ask("list-roots")) as { Roots: { Id: string }[] };
    const inRoot = ["--parent-id", Roots[0]!.Id];
    expect(await ask("list-organizational-units-for-parent", ...inRoot)).toMatchObject({
      OrganizationalUnits: [{ Name: "Workloads" }],
    });
    expect(await ask("list-accounts-for-parent", ...inRoot)).toMatchObject({ Accounts: [{ Id: ACCOUNT }] });
    expect(await ask("list-accounts")).toMatchObject({ Accounts: [{ Id: ACCOUNT }, { Id: MEMBER }] });
    const unit = "ou-exam-workload";
    expect(await ask("list-parents", "--child-id", MEMBER)).toMatchObject({ Parents: [{ Id: unit }] });
    expect(await ask("describe-organizational-unit", "--organizational-unit-id", unit)).toMatchObject({
      OrganizationalUnit: { Id: unit },
    });
    expect(await ask("describe-account", "--account-id", MEMBER)).toMatchObject({ Account: { Id: MEMBER } });
    await ask("enable-aws-service-access", "--service-principal", "sso.amazonaws.com");
    expect(await ask("list-aws-service-access-for-organization")).toMatchObject({
      EnabledServicePrincipals: expect.arrayContaining([
        expect.objectContaining({ ServicePrincipal: "ram.amazonaws.com" }),
        expect.objectContaining({ ServicePrincipal: "sso.amazonaws.com" }),
      ]) as unknown,
    });
  });

  it("shows AWS's errors", async () => {
    await expect(bedrock("delete-foundation-model-agreement", "--model-id", THIRD_PARTY)).rejects.toThrow(
      "An error occurred (ValidationException) when calling the DeleteFoundationModelAgreement operation: No agreement exists to cancel",
    );
    await expect(bedrock("list-guardrails")).rejects.toThrow("does not emulate bedrock GET /guardrails");
  });

  // The command has nothing that streams.
  itHasCalled(answered, ["ConverseStream", "InvokeModelWithResponseStream"]);
});
