import * as b from "@aws-sdk/client-bedrock-runtime";

import type { Send } from "./clients";

const viaRuntime =
  (Command: new (input: never) => object): Send =>
  (to, input) =>
    to.runtime.send(new Command(input) as never);

/** How models are called. What has to be subscribed to first is called by no row: a call accepts the EULA. */
export const runtimeReads = {
  InvokeModel: viaRuntime(b.InvokeModelCommand),
  InvokeModelWithResponseStream: viaRuntime(b.InvokeModelWithResponseStreamCommand),
  Converse: viaRuntime(b.ConverseCommand),
  ConverseStream: viaRuntime(b.ConverseStreamCommand),
  CountTokens: viaRuntime(b.CountTokensCommand),
} satisfies Record<string, Send>;
