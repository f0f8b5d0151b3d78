import { operation } from "../../operation";
import { choice, list, optional, text } from "../../validation/shapes";
import { isWanted, onePage, paging } from "./listing";
import { describeWork, ownWorks, WORK_STATUSES, workStatus } from "./permission-works";

export const listReplacePermissionAssociationsWork = operation({
  name: "ListReplacePermissionAssociationsWork",
  access: "read",
  http: { method: "POST", path: "/listreplacepermissionassociationswork", status: 200 },
  input: {
    workIds: optional(list(text())),
    status: optional(choice(WORK_STATUSES)),
    ...paging,
  },
  behaviours: [{ source: "assumed", what: "ids that are not known are passed over" }],
  run(input, call) {
    const found = ownWorks(call).filter(
      (work) =>
        isWanted(work.id, input.workIds) && [undefined, workStatus(work, call)].includes(input.status),
    );
    const { items, ...rest } = onePage("ListReplacePermissionAssociationsWork", input, found, call);
    return { replacePermissionAssociationsWorks: items.map((work) => describeWork(work, call)), ...rest };
  },
});
