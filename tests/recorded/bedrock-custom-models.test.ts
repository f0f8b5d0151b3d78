import {
  DeleteCustomModelCommand,
  GetCustomModelCommand,
  ListCustomModelsCommand,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { bedrock } from "../support/aws/clients";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, MEMBER } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { recorded, recordedArns } from "./bedrock-custom-models";
import { expectShape, membersOf } from "./shape";

const [trained, listed, deleted] = recorded;

let emulator: Emulator;
async function begin(world?: WorldFile): Promise<void> {
  emulator = await startEmulator({ clock: new RunningClock(3600), ...(world && { world }) });
}
beforeEach(() => begin());
afterEach(() => emulator.close());

describe("the emulator answers as Bedrock was recorded", () => {
  it("GetCustomModel of a model that was trained", async () => {
    const shown = await bedrock(emulator).send(new GetCustomModelCommand({ modelIdentifier: CUSTOM_MODEL }));
    expectShape(shown, trained!);
    expect(shown.jobArn).toContain(":model-customization-job/");
    expect(shown.baseModelArn).toBe(
      "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0:128k",
    );
  });

  it("ListCustomModels, which does not name the base model", async () => {
    const shown = await bedrock(emulator).send(new ListCustomModelsCommand({}));
    expectShape(shown, listed!);
    expect(shown.modelSummaries!.map(({ baseModelName }) => baseModelName)).toEqual(["", ""]);
  });

  it("DeleteCustomModel, with nothing, and the next list has it no longer", async () => {
    const client = bedrock(emulator);
    const shown = await client.send(new DeleteCustomModelCommand({ modelIdentifier: CUSTOM_MODEL }));
    expectShape(shown, deleted!);
    expect(membersOf(shown)).toEqual([]);
    const { modelSummaries } = await client.send(new ListCustomModelsCommand({}));
    expect(modelSummaries!.map(({ modelArn }) => modelArn)).not.toContain(CUSTOM_MODEL);
  });
});

describe("the provider takes a model by an ARN with two colons, as they were seen", () => {
  it.each(recordedArns)("%s", async (arn) => {
    await emulator.close();
    const [, baseModelId = ""] = /custom-model\/(.*):[^:]+\/\w+$/.exec(arn) ?? [];
    const model = { modelName: "Base", providerName: "Amazon" };
    await begin({
      models: { ...defaultWorld.models, [baseModelId]: model },
      customModels: { [arn]: { modelName: "trained" } },
    });
    const host = await Host.start(configFor(emulator));
    const copy = host.resource("CustomModelCopy");
    await copy.up({ sourceModelArn: arn, modelName: "again" });
    expect(copy.outputs).toMatchObject({
      status: "Active",
      sourceAccountId: ACCOUNT,
      baseModelArn: expect.stringContaining(`::foundation-model/${baseModelId}:`),
    });
    expect(await copy.preview({ sourceModelArn: arn, modelName: "again" })).toBe("same");
    const share = host.resource("CustomModelShare");
    await share.up({ name: "models", resourceArns: [arn], principals: [MEMBER] });
    expect(share.outputs).toMatchObject({ resourceArns: [arn] });
  });
});
