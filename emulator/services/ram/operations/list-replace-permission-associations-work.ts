import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, list, optional, text } from "../../../validation/shapes";
import { isWanted, onePage, paging } from "../listing";
import { describeWork, ownWorks, WORK_STATUSES, workStatus } from "../permission-works";
import { refusals } from "../refusals";

const unknownWorks = assume("ram.unknownWorks", "ids that are not known are passed over", {
  refused: "they are refused",
});

export const listReplacePermissionAssociationsWork = operation({
  name: "ListReplacePermissionAssociationsWork",
  access: "read",
  http: { method: "POST", path: "/listreplacepermissionassociationswork", status: 200 },
  input: {
    workIds: optional(list(text())),
    status: optional(choice(WORK_STATUSES)),
    ...paging,
  },
  behaviours: [unknownWorks],
  run(input, call) {
    const unknown = input.workIds?.find((id) => !ownWorks(call).some((work) => work.id === id));
    if (unknown !== undefined && unknownWorks.is("refused", call)) throw refusals.unknownWork(unknown);
    const found = ownWorks(call).filter(
      (work) =>
        isWanted(work.id, input.workIds) && [undefined, workStatus(work, call)].includes(input.status),
    );
    const { items, ...rest } = onePage("ListReplacePermissionAssociationsWork", input, found, call);
    return { replacePermissionAssociationsWorks: items.map((work) => describeWork(work, call)), ...rest };
  },
});
