import { operation } from "../../../operation/operation";
import { describeRoot } from "../descriptions";
import { onePage, paging } from "../listing";
import { managedOrganization } from "../managing";

export const listRoots = operation({
  name: "ListRoots",
  access: "read",
  input: paging,
  behaviours: [{ source: "docs", what: "an organization has one root" }],
  run(input, call) {
    const { items, ...rest } = onePage(input, [managedOrganization(call)]);
    return { Roots: items.map((one) => describeRoot(one, call)), ...rest };
  },
});
