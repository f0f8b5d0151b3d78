import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { onRole } from "../permissions";
import { changeRole } from "../roles";
import { roleName } from "../shapes";
import { tagKeys, withoutTags } from "../tags";

export const untagRole = operation({
  name: "UntagRole",
  access: "write",
  input: { RoleName: required(roleName), TagKeys: required(tagKeys) },
  subject: "RoleName",
  permissions: onRole("UntagRole"),
  behaviours: [{ source: "docs", what: "a key that is not there is no error" }],
  run({ RoleName, TagKeys }, call) {
    changeRole(RoleName, call, (role) => ({ ...role, tags: withoutTags("role", role.tags, TagKeys) }));
    return {};
  },
});
