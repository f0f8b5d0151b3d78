import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, FORM, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";

const place = { account: ACCOUNT, region: REGION };
const AVAILABILITY = "GetFoundationModelAvailability";

let emulator: Emulator;
beforeEach(async () => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({
    clock: new RunningClock(1200),
    world: {
      timing: { agreement: { availableAfterSeconds: 2400 } },
      useCaseForm: { visibleAfterSeconds: 2400 },
    },
  });
});
afterAll(() => emulator.close());

/** A session as a pipeline has one: handed out once, and renewed by nobody. */
async function session(): Promise<Record<string, string>> {
  const { url } = emulator;
  const sts = new STSClient({
    endpoint: url,
    region: REGION,
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: "test" },
  });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/model-access-deployer`,
      RoleSessionName: "pipeline",
    }),
  );
  return {
    ...configFor(emulator),
    "aws:accessKey": Credentials!.AccessKeyId!,
    "aws:secretKey": Credentials!.SecretAccessKey!,
    "aws:token": Credentials!.SessionToken!,
  };
}

/** The session ends when the operation is called for that time. */
function endSessionAt(operation: string, time: number): void {
  let seen = 0;
  emulator.requests.listen((request) => {
    if (request.operation === operation && ++seen === time) emulator.incidents.sessionsExpire(place);
  });
}

describe("credentials that expire while an agreement is waited for", () => {
  it("keep it in the state, say what to do, and the next run goes on without accepting anew", async () => {
    const agreement = (await Host.start(await session())).resource("ModelAgreement");
    endSessionAt(AVAILABILITY, 4);
    await expect(agreement.up({ modelId: THIRD_PARTY })).rejects.toThrow(
      /^waiting for Bedrock model agreement \(cohere\.command-r-v1:0\): ExpiredTokenException: [^]*Sign in again[^]*The state keeps it as it is: the next `pulumi up` waits on and accepts nothing anew\./,
    );
    expect(agreement.state).toMatchObject({ id: `${ACCOUNT}/${REGION}/${THIRD_PARTY}` });
    expect(agreement.outputs).toMatchObject({ agreementStatus: "PENDING", adopted: false });
    await agreement.on(await Host.start(await session())).up({ modelId: THIRD_PARTY });
    expect(agreement.outputs).toMatchObject({ agreementStatus: "AVAILABLE", adopted: false });
    expect(writes(emulator).filter((name) => name.startsWith("Create"))).toHaveLength(1);
  });

  it("while it is cancelled leave the rest to the next destroy", async () => {
    const agreement = (await Host.start(configFor(emulator))).resource("ModelAgreement");
    await agreement.up({ modelId: THIRD_PARTY });
    agreement.on(await Host.start(await session()));
    endSessionAt("DeleteFoundationModelAgreement", 1);
    await expect(agreement.destroy()).rejects.toThrow(/^deleting .*ExpiredTokenException[^]*Sign in again/);
    expect(agreement.state).toBeDefined();
    await agreement.on(await Host.start(await session())).destroy();
    expect(agreement.state).toBeUndefined();
  });
});

describe("credentials that expire while a form is waited for", () => {
  it("keep it in the state, and the next run does not file it again", async () => {
    const submission = (await Host.start(await session())).resource("UseCaseSubmission");
    endSessionAt("GetUseCaseForModelAccess", 3);
    await expect(submission.up(FORM)).rejects.toThrow(
      /^waiting for Bedrock use-case submission .*ExpiredTokenException[^]*Sign in again[^]*does not file it again/,
    );
    expect(await submission.on(await Host.start(await session())).up(FORM)).toBe("update");
    expect(submission.outputs).toMatchObject({ adopted: false });
    expect(writes(emulator).filter((name) => name.startsWith("Put"))).toHaveLength(1);
  });
});
