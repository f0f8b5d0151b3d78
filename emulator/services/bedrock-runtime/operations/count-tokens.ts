import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { blob, inPath, optional, required, structure, text } from "../../../validation/shapes";
import { admit, subscribes } from "../access";
import { countOf, messages, system } from "../conversation";
import { bodyOf } from "../invocation";
import { findTextModel, permission } from "../model-identifiers";
import { refusals } from "../refusals";
import { textsIn, tokensOf } from "../tokens";

const countsWithoutAccess = assume(
  "bedrock-runtime.countsWithoutAccess",
  "tokens are counted for whoever has bedrock:CountTokens, without form or agreement",
  { refused: "that wants access as a call of the model does, and subscribes as it does" },
);

const input = {
  modelId: inPath(text({ min: 1, max: 256, pattern: /[a-zA-Z_.\-/0-9:]+/ })),
  input: required(
    structure({
      invokeModel: optional(structure({ body: required(blob({ min: 0, max: 25_000_000 })) })),
      converse: optional(structure({ messages: optional(messages), system: optional(system) })),
    }),
  ),
};

export const countTokens = operation<typeof input>({
  name: "CountTokens",
  access: "read",
  http: { method: "POST", path: "/model/{modelId}/count-tokens", status: 200 },
  input,
  subject: "modelId",
  permissions: [permission("bedrock:CountTokens")],
  writes: ({ modelId }, call) =>
    countsWithoutAccess.is("refused", call) && subscribes(findTextModel(modelId, call), call),
  behaviours: [
    countsWithoutAccess,
    { source: "design", what: "a token is four characters of text, and no model is asked" },
  ],
  run({ modelId, input: { invokeModel, converse } }, call) {
    const target = findTextModel(modelId, call);
    if (target.profile) throw refusals.noCounting();
    if (countsWithoutAccess.is("refused", call)) admit(target, call);
    if (converse) return { inputTokens: countOf(converse) };
    return { inputTokens: tokensOf(textsIn(bodyOf(invokeModel?.body))) };
  },
});
