import { operation } from "../../../operation/operation";
import { Payload } from "../../../protocols/payload";
import { invoke, invoking } from "../invocation";
import { permission } from "../model-identifiers";

export const invokeModel = operation({
  name: "InvokeModel",
  access: "read",
  http: { method: "POST", path: "/model/{modelId}/invoke", status: 200, answers: "payload" },
  ...invoking,
  permissions: [permission("bedrock:InvokeModel")],
  behaviours: [
    {
      source: "docs",
      what: "bodies have the form of the model's provider: Anthropic, Amazon Nova, Cohere, AI21 Labs, Meta, Mistral AI",
    },
    {
      source: "design",
      what: "one token is answered; models of other providers answer in the form of OpenAI's chat completions, whatever they are asked, and those that make no text with one vector",
    },
    { source: "design", what: "a body of more than 1 MiB is refused (AWS: 25 MB)" },
  ],
  run(input, call) {
    const { body, inputTokens, outputTokens } = invoke(input, call);
    return new Payload(Buffer.from(JSON.stringify(body)), {
      "content-type": "application/json",
      "x-amzn-bedrock-invocation-latency": "1",
      "x-amzn-bedrock-input-token-count": String(inputTokens),
      "x-amzn-bedrock-output-token-count": String(outputTokens),
    });
  },
});
