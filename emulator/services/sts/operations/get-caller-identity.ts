import { operation } from "../../../operation/operation";

export const getCallerIdentity = operation({
  name: "GetCallerIdentity",
  access: "read",
  input: {},
  permissions: [],
  behaviours: [
    { source: "docs", what: "needs no permission" },
    { source: "recorded", what: "a user is told its own id and ARN, an assumed role those of its session" },
    {
      source: "design",
      what: "the holder of an account's own key is the IAM user 'emulated' of that account, or its root user where the world says rootKey",
    },
  ],
  run(_input, { principal }) {
    return { UserId: principal.userId, Account: principal.account, Arn: principal.arn };
  },
});
