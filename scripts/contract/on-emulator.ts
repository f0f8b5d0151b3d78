import { ManualClock, startEmulator } from "pulumi-model-access-emulator";

import { openClients } from "./calls/clients";
import { type OnOutcome, tryOnlyEmulated, tryReading, tryWriting } from "./contract";
import { setTheStage, type Stage } from "./vocabulary/stage";

const REGION = "us-east-1";
/** One that lacks a model of the first. */
const ELSEWHERE = "eu-west-1";

/** What an account of the default world is tried with. Between them, every line of the contract has its turn. */
export const CALLERS = [
  {
    account: "111122223333",
    models: ["anthropic.claude-3-haiku-20240307-v1:0", "cohere.command-r-v1:0", "amazon.nova-micro-v1:0"],
  },
  // A member of the organization, which inherits the form that was filed.
  { account: "444455556666", models: [] },
  // Outside of the organization, and unable to pay.
  { account: "777788889999", models: ["cohere.command-r-v1:0"] },
  // Once more the first, which has shares and copies by now.
  { account: "111122223333", models: [] },
] as const;

const FORM = {
  companyName: "Example Corp",
  companyWebsite: "https://www.example.com",
  intendedUsers: "0",
  industryOption: "Technology",
  otherIndustryOption: "",
  useCases: "Trying the contract",
};

/** Tries the whole contract on an emulator that nothing else uses. */
export async function onEmulator(onOutcome: OnOutcome, print: (line: string) => void): Promise<void> {
  const clock = new ManualClock();
  const emulator = await startEmulator({ clock });
  try {
    for (const { account, models } of CALLERS) {
      print(`EMULATOR: account ${account}, Region ${REGION}`);
      const stage = await onEmulatedAccount(
        emulator.url,
        account,
        models,
        async (seconds) => clock.tick(seconds),
        onOutcome,
      );
      await tryOnlyEmulated(stage, onOutcome);
    }
  } finally {
    await emulator.close();
  }
}

/** Tries all but shares and copies for an account of an emulator that runs already. */
export async function onEmulatedAccount(
  endpoint: string,
  account: string,
  models: readonly string[],
  pause: (seconds: number) => Promise<void>,
  onOutcome: OnOutcome,
): Promise<Stage> {
  const stage = await emulatedStage(endpoint, account, pause);
  await tryReading(stage, onOutcome);
  for (const model of models) await tryWriting(model, stage, onOutcome);
  return stage;
}

/** An account of an emulator that runs already, before the first row. */
export async function emulatedStage(
  endpoint: string,
  account: string,
  pause: (seconds: number) => Promise<void>,
): Promise<Stage> {
  const config = { endpoint, maxAttempts: 1, credentials: { accessKeyId: account, secretAccessKey: "test" } };
  return setTheStage({
    account,
    partition: "aws",
    clients: openClients({ ...config, region: REGION }),
    elsewhere: openClients({ ...config, region: ELSEWHERE }),
    region: REGION,
    emulated: true,
    role: "arn:aws:iam::444455556666:role/model-access-deployer",
    form: new TextEncoder().encode(JSON.stringify(FORM)),
    pause,
  });
}
