import { operation } from "../../../operation/operation";
import { converseWith, conversing } from "../conversation";

export const converse = operation({
  name: "Converse",
  access: "read",
  http: { method: "POST", path: "/model/{modelId}/converse", status: 200 },
  ...conversing,
  behaviours: [
    { source: "docs", what: "it is authorised as bedrock:InvokeModel" },
    { source: "design", what: "one token is answered, max_tokens where no more is wanted and else end_turn" },
  ],
  run(input, call) {
    const { message, ...rest } = converseWith(input, call);
    return { output: { message }, ...rest };
  },
});
