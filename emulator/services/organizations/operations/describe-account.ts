import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { describeAccountOf } from "../descriptions";
import { accountId, managedOrganization, arnOfAccount } from "../managing";
import { accountsOf } from "../membership";
import { refusals } from "../refusals";

export const describeAccount = operation({
  name: "DescribeAccount",
  access: "read",
  input: { AccountId: required(accountId) },
  subject: "AccountId",
  behaviours: [{ source: "docs", what: "only for the management account and delegated administrators" }],
  permissions: [{ on: { account: ({ AccountId }, call) => arnOfAccount(AccountId, call) } }],
  run({ AccountId }, call) {
    const organization = managedOrganization(call);
    if (!accountsOf(organization).includes(AccountId)) throw refusals.unknownAccount();
    return { Account: describeAccountOf(organization, call)(AccountId) };
  },
});
