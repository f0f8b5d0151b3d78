import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onRole } from "../permissions";
import { changeRole } from "../roles";
import { roleName } from "../shapes";
import { tagList, withTags } from "../tags";

export const tagRole = operation({
  name: "TagRole",
  access: "write",
  input: { RoleName: required(roleName), Tags: required(tagList) },
  subject: "RoleName",
  permissions: onRole("TagRole"),
  behaviours: [
    { source: "recorded", what: "a key that is there already, in whichever case, gets the new value" },
  ],
  run({ RoleName, Tags }, call) {
    changeRole(RoleName, call, (role) => ({ ...role, tags: withTags("role", role.tags, Tags) }));
    return {};
  },
});
