import { operation } from "../../../operation/operation";
import { eventStream } from "../../../protocols/payload";
import { converseWith, conversing } from "../conversation";
import { permission } from "../model-identifiers";

export const converseStream = operation({
  name: "ConverseStream",
  access: "read",
  http: { method: "POST", path: "/model/{modelId}/converse-stream", status: 200, answers: "payload" },
  ...conversing,
  permissions: [permission("bedrock:InvokeModelWithResponseStream")],
  behaviours: [
    { source: "docs", what: "it is authorised as bedrock:InvokeModelWithResponseStream" },
    {
      source: "botocore",
      what: "the answer is a stream of events; what is refused is refused before it begins",
    },
  ],
  run(input, call) {
    const { message, stopReason, usage, metrics } = converseWith(input, call);
    return eventStream([
      ["messageStart", { role: message.role }],
      ...message.content.flatMap(
        (delta, contentBlockIndex) =>
          [
            ["contentBlockDelta", { contentBlockIndex, delta }],
            ["contentBlockStop", { contentBlockIndex }],
          ] as const,
      ),
      ["messageStop", { stopReason }],
      ["metadata", { usage, metrics }],
    ]);
  },
});
