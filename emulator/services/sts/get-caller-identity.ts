import { operation } from "../../operation";

export const getCallerIdentity = operation({
  name: "GetCallerIdentity",
  access: "read",
  input: {},
  behaviours: [
    { source: "docs", what: "needs no permission" },
    {
      source: "assumed",
      what: "the holder of an account's own key is the IAM user 'emulated' of that account",
    },
  ],
  run(_input, { principal }) {
    return { UserId: principal.userId, Account: principal.account, Arn: principal.arn };
  },
});
