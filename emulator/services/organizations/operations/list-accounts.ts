import { operation } from "../../../operation/operation";
import { describeAccountOf } from "../descriptions";
import { onePage, paging } from "../listing";
import { managedOrganization } from "../managing";
import { accountsOf } from "../membership";

export const listAccounts = operation({
  name: "ListAccounts",
  access: "read",
  input: paging,
  behaviours: [{ source: "docs", what: "only for the management account and delegated administrators" }],
  run(input, call) {
    const organization = managedOrganization(call);
    const { items, ...rest } = onePage(input, accountsOf(organization));
    return { Accounts: items.map(describeAccountOf(organization, call)), ...rest };
  },
});
