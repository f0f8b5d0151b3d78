import { operation } from "../../../operation/operation";
import { optional, text } from "../../../validation/shapes";
import { listedRole } from "../descriptions";
import { onePage, paging, pagingBehaviour } from "../listing";
import { onAnything } from "../permissions";
import { listRoles as allRoles } from "../roles";

export const listRoles = operation({
  name: "ListRoles",
  access: "read",
  input: {
    PathPrefix: optional(text({ min: 1, max: 512, pattern: /\u002F[\u0021-\u007F]*/ })),
    ...paging,
  },
  permissions: onAnything("ListRoles"),
  behaviours: [
    { source: "recorded", what: "neither tags, boundaries nor the last use are listed" },
    pagingBehaviour,
  ],
  run({ PathPrefix = "/", ...page }, call) {
    const found = allRoles(call).filter(({ path }) => path.startsWith(PathPrefix));
    return onePage(
      "Roles",
      found.map((role) => listedRole(role, call)),
      page,
      PathPrefix,
    );
  },
});
