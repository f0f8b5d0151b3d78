import { operation } from "../../../operation/operation";
import { eventStream } from "../../../protocols/payload";
import { invoke, invoking } from "../invocation";
import { permission } from "../model-identifiers";

export const invokeModelWithResponseStream = operation({
  name: "InvokeModelWithResponseStream",
  access: "read",
  http: {
    method: "POST",
    path: "/model/{modelId}/invoke-with-response-stream",
    status: 200,
    answers: "payload",
  },
  ...invoking,
  permissions: [permission("bedrock:InvokeModelWithResponseStream")],
  behaviours: [
    {
      source: "docs",
      what: "each chunk is JSON in the form of the provider; the last one has the invocation's metrics",
    },
  ],
  run(input, call) {
    const { chunks, inputTokens: inputTokenCount, outputTokens: outputTokenCount } = invoke(input, call);
    const metrics = { inputTokenCount, outputTokenCount, invocationLatency: 1, firstByteLatency: 1 };
    const written = chunks.map((chunk, i) =>
      i === chunks.length - 1 ? { ...chunk, "amazon-bedrock-invocationMetrics": metrics } : chunk,
    );
    return eventStream(
      written.map((chunk) => ["chunk", { bytes: Buffer.from(JSON.stringify(chunk)).toString("base64") }]),
      { "x-amzn-bedrock-content-type": "application/json" },
    );
  },
});
