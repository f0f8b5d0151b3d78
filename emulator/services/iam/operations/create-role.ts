import { operation } from "../../../operation/operation";
import { optional, required } from "../../../validation/shapes";
import { partitionHere } from "../arns";
import { boundaryArn, requireBoundary } from "../boundaries";
import { madeRole } from "../descriptions";
import { checkTrust, policyDocument } from "../documents";
import { newId } from "../ids";
import { onRole } from "../permissions";
import { refusals } from "../refusals";
import { isReserved, listRoles, makeRole, type Role } from "../roles";
import { maxSessionDuration, roleDescription, roleName, rolePath } from "../shapes";
import { tagList, withTags } from "../tags";

export const createRole = operation({
  name: "CreateRole",
  access: "write",
  input: {
    Path: optional(rolePath),
    RoleName: required(roleName),
    AssumeRolePolicyDocument: required(policyDocument),
    Description: optional(roleDescription),
    MaxSessionDuration: optional(maxSessionDuration),
    PermissionsBoundary: optional(boundaryArn),
    Tags: optional(tagList),
  },
  subject: "RoleName",
  permissions: onRole("CreateRole", { isBounded: true }),
  behaviours: [
    { source: "recorded", what: "the answer tells neither the description nor the longest session" },
    { source: "docs", what: "names are told apart without regard to case, whatever the path" },
    { source: "docs", what: "it can be read at once, and assumed after a while" },
    { source: "docs", what: "it is allowed nothing until it gets a policy" },
  ],
  run(input, call) {
    const { RoleName: name, Path: path = "/", AssumeRolePolicyDocument: trust, Description } = input;
    if (isReserved(path, name)) throw refusals.reserved(name);
    const isTaken = listRoles(call).some((role) => role.name.toLowerCase() === name.toLowerCase());
    if (isTaken) throw refusals.roleExists(name);
    checkTrust(trust, call);
    const boundary = input.PermissionsBoundary;
    if (boundary !== undefined) requireBoundary(boundary, call, "CreateRole");
    const role: Role = {
      partition: partitionHere(call),
      account: call.account,
      name,
      path,
      id: newId("AROA"),
      createdAt: call.clock.now(),
      ...(Description !== undefined && { description: Description }),
      maxSessionDuration: input.MaxSessionDuration ?? 3600,
      trust,
      tags: withTags("role", [], input.Tags),
      ...(boundary !== undefined && { boundary }),
      attached: [],
      inline: [],
    };
    makeRole(role, call);
    return { Role: madeRole(role, call) };
  },
});
