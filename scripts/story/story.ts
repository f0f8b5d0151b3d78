import { BedrockClient, GetFoundationModelAvailabilityCommand } from "@aws-sdk/client-bedrock";
import type { Emulator } from "pulumi-model-access-emulator";
import { CommandError, EXIT, type Stack } from "pulumi-model-access-engine";

import type { Narrator } from "./narrator";

const OFFER = "offer-cohcommandr";
const MODEL = "cohere.command-r-v1:0";
const place = { account: "111122223333", region: "us-east-1", modelId: MODEL };

/** The life of an agreement, from the first `up` to `destroy`. */
export async function tell(
  narrator: Narrator,
  stack: Stack,
  emulator: Emulator,
  speed: number,
): Promise<void> {
  const output = { onOutput: narrator.relay, onError: narrator.relay };
  const drift = { ...output, expectNoChanges: true, diff: true };
  const outputs = async (): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(await stack.outputs()).map(([name, { value }]) => [name, value as unknown]),
    );
  const watching = <T>(work: () => Promise<T>): Promise<T> => narrator.watching(emulator, work);
  const writesDuring = async (work: () => Promise<unknown>): Promise<number> => {
    const before = countWrites(emulator);
    await watching(work);
    return countWrites(emulator) - before;
  };

  narrator.say("Access to AWS AI models as code, told on an emulated AWS and the embedded engine.");
  narrator.say(`The emulator listens on ${emulator.url}; ${speed} seconds pass there in one second here.`);
  narrator.say("Nothing of your AWS or Pulumi settings is used, and nothing of this stays behind.");
  const before = await lookAsAnybody(emulator);

  narrator.step("Accept the agreement of a third-party model; rely on one that needs none", "pulumi up");
  const created = await watching(() => stack.up(output));
  narrator.holds("two agreements and the stack are created", created.summary.resourceChanges?.create === 3);
  narrator.holds("the agreement is AVAILABLE", (await outputs())["status"] === "AVAILABLE");
  narrator.holds("Amazon's own model needs none", (await outputs())["firstPartyNeedsAgreement"] === false);

  narrator.step("Run it again", "pulumi up --expect-no-changes");
  const writes = await writesDuring(() => stack.up({ ...output, expectNoChanges: true }));
  narrator.holds("nothing is changed, and no call that writes is made", writes === 0);

  narrator.step("AWS turns the agreement's status to ERROR; a pipeline looks for drift", DRIFT_CHECK);
  emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: the card on file has expired.");
  const error = await watching(() => failure(stack.previewRefresh(drift)));
  narrator.holds("the refresh ends with exit code 7", error.code === EXIT.changesWereProposed);
  narrator.holds(
    "it shows the very property",
    error.stdout.includes('~ agreementStatus: "AVAILABLE" => "ERROR"'),
  );

  narrator.step("The card is renewed; the next run repairs the agreement", "pulumi up --refresh");
  const repaired = await watching(() => stack.up({ ...output, refresh: true }));
  narrator.holds(
    "one update, and the agreement is AVAILABLE",
    repaired.summary.resourceChanges?.update === 1,
  );

  narrator.step("Somebody revokes the agreement by hand; the pipeline looks again", DRIFT_CHECK);
  emulator.incidents.agreementRevoked(place);
  const gone = await watching(() => failure(stack.previewRefresh(drift)));
  narrator.holds("the refresh ends with exit code 7", gone.code === EXIT.changesWereProposed);
  narrator.holds(
    "it shows the very property",
    gone.stdout.includes('~ agreementStatus: "AVAILABLE" => "NOT_AVAILABLE"'),
  );

  narrator.step("Meanwhile the model has become dearer: nobody has read that", "pulumi up --refresh");
  emulator.incidents.priceChanged(place, OFFER, "USE1_InputTokenCount", "9.50");
  const refusedWrites = await writesDuring(async () => {
    const changed = await failure(stack.up({ ...output, refresh: true }));
    narrator.holds("the run fails, and names the price", changed.stdout.includes("0.50 => 9.50"));
    narrator.holds("it says that it needs a person", changed.stdout.includes("needs a person:"));
  });
  narrator.holds("nothing was accepted", refusedWrites === 0);

  narrator.step("A person has read it and agrees, for this once", `${ACCEPT_CHANGED} && pulumi up --refresh`);
  await stack.setConfig("model-access:onTermsChanged", { value: "warn" });
  const renewed = await watching(() => stack.up({ ...output, refresh: true }));
  narrator.holds(
    "the agreement is accepted again, and is AVAILABLE",
    renewed.stdout.includes("accepts terms that are not those that were accepted before"),
  );
  await stack.removeConfig("model-access:onTermsChanged");

  narrator.step("Bad input is refused at preview", `pulumi config set modelId us.${MODEL} && pulumi preview`);
  await stack.setConfig("modelId", { value: `us.${MODEL}` });
  const refused = await watching(() => failure(stack.preview(output)));
  narrator.holds("the preview fails", refused.code === EXIT.failed);
  narrator.holds(
    "it names the property and the reason",
    refused.stdout.includes("has a problem: modelId: is the id of"),
  );
  await stack.removeConfig("modelId");

  narrator.step("Clean up", "pulumi destroy");
  const destroyed = await watching(() => stack.destroy(output));
  narrator.holds("everything is deleted", destroyed.summary.resourceChanges?.delete === 3);
  narrator.holds("AWS is as it was before", (await lookAsAnybody(emulator)) === before);

  narrator.say("\nTry next:");
  narrator.say("  npm run emulator                     in one terminal, and in another:");
  narrator.say("  npm run pulumi -- up                 the same program, by hand, on that emulator");
  narrator.say("  npm run pulumi -- refresh --preview-only --expect-no-changes");
  narrator.say(
    "  examples/quickstart/index.ts         the program; docs/model-agreement.md: every input and output",
  );
}

const ACCEPT_CHANGED = "pulumi config set model-access:onTermsChanged warn";
const DRIFT_CHECK = "pulumi refresh --preview-only --expect-no-changes --diff";

function countWrites({ requests }: Emulator): number {
  return requests.all().filter(({ access }) => access === "write").length;
}

/** The failure of a command that has to fail. */
async function failure(command: Promise<unknown>): Promise<CommandError> {
  return command.then(
    () => new CommandError(0, "", ""),
    (error: unknown) => {
      if (error instanceof CommandError) return error;
      throw error;
    },
  );
}

/** What somebody with another tool would read of the agreement. */
async function lookAsAnybody({ url }: Emulator): Promise<string> {
  const credentials = { accessKeyId: place.account, secretAccessKey: "test" };
  const client = new BedrockClient({ region: place.region, endpoint: url, credentials });
  const { agreementAvailability } = await client.send(
    new GetFoundationModelAvailabilityCommand({ modelId: MODEL }),
  );
  return JSON.stringify(agreementAvailability);
}
