import { expect, it } from "@jest/globals";

import { FIRST_PARTY, REGION, THIRD_PARTY } from "../support/emulator/emulated";

/** Calls an operation of Bedrock by the name the service model gives it. */
export type Ask = (
  service: "bedrock" | "bedrock-runtime",
  operation: string,
  input?: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** What every client can do with models: the same story, told by each in its own way. */
export function itConverses(ask: Ask): void {
  it("finds a profile, converses through it by id and ARN, and subscribes to a model by calling it", async () => {
    const { inferenceProfileSummaries: found } = (await ask("bedrock", "ListInferenceProfiles", {
      typeEquals: "SYSTEM_DEFINED",
    })) as { inferenceProfileSummaries: { inferenceProfileId: string; inferenceProfileArn: string }[] };
    const { inferenceProfileId: id, inferenceProfileArn: arn } = found.find(({ inferenceProfileId }) =>
      inferenceProfileId.endsWith(FIRST_PARTY),
    )!;
    expect(await ask("bedrock", "GetInferenceProfile", { inferenceProfileIdentifier: arn })).toMatchObject({
      inferenceProfileId: id,
      models: [
        { modelArn: `arn:aws:bedrock:${REGION}::foundation-model/${FIRST_PARTY}` },
        { modelArn: `arn:aws:bedrock:us-west-2::foundation-model/${FIRST_PARTY}` },
      ],
    });
    const messages = [{ role: "user", content: [{ text: "Good morning" }] }];
    for (const modelId of [FIRST_PARTY, id, arn, THIRD_PARTY]) {
      expect(await ask("bedrock-runtime", "Converse", { modelId, messages })).toMatchObject({
        output: { message: { content: [{ text: "Hello" }] } },
        stopReason: "end_turn",
        usage: { inputTokens: 3, outputTokens: 1 },
      });
    }
    const counted = { modelId: FIRST_PARTY, input: { converse: { messages } } };
    expect(await ask("bedrock-runtime", "CountTokens", counted)).toMatchObject({ inputTokens: 3 });
    expect(await ask("bedrock", "GetFoundationModelAvailability", { modelId: THIRD_PARTY })).toMatchObject({
      agreementAvailability: { status: expect.stringMatching(/^(PENDING|NOT_AVAILABLE)$/) as unknown },
    });
  });
}
