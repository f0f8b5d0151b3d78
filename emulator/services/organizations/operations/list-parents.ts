import { operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { onePage, paging } from "../listing";
import { managedOrganization, arnOfAccount, arnOfParent } from "../managing";
import { parentOf } from "../membership";
import { refusals } from "../refusals";

const childId = text({ max: 100, pattern: /(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})/ });

export const listParents = operation({
  name: "ListParents",
  access: "read",
  input: { ChildId: required(childId), ...paging },
  subject: "ChildId",
  behaviours: [{ source: "docs", what: "a child has one parent" }],
  permissions: [
    {
      on: {
        account: ({ ChildId }, call) => (/^\d/.test(ChildId) ? arnOfAccount(ChildId, call) : undefined),
        organizationalunit: ({ ChildId }, call) =>
          ChildId.startsWith("ou-") ? arnOfParent(ChildId, call) : undefined,
      },
    },
  ],
  run(input, call) {
    const organization = managedOrganization(call);
    const parent = parentOf(input.ChildId, organization);
    if (parent === undefined) throw refusals.unknownChild();
    const Type = parent === organization.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT";
    const { items, ...rest } = onePage(input, [{ Id: parent, Type }]);
    return { Parents: items, ...rest };
  },
});
