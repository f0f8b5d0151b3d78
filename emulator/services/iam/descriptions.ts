import type { Call } from "../../operation/operation";
import { encoded } from "./documents";
import { usesOf } from "./policies";
import type { ManagedPolicy, Version } from "./policy-record";
import { arnOf, type Role } from "./roles";
import { sorted, type Tags } from "./tags";
import { trustPolicyOf } from "./trust-from-world";

/** What every answer tells of a role. */
function plainRole(role: Role, call: Pick<Call, "world">) {
  const { path, name, id, createdAt } = role;
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: arnOf(role),
    CreateDate: new Date(createdAt),
    AssumeRolePolicyDocument: encoded(trustPolicyOf(role, call)),
  };
}

function boundary({ boundary: arn }: Role) {
  return (
    arn !== undefined && {
      PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: arn },
    }
  );
}

const tagsIfAny = (tags: Tags) => tags.length > 0 && { Tags: tags };

/** A role as its listing tells it. */
export function listedRole(role: Role, call: Pick<Call, "world">) {
  const { description: Description, maxSessionDuration: MaxSessionDuration } = role;
  return { ...plainRole(role, call), ...(Description && { Description }), MaxSessionDuration };
}

/** A role as GetRole tells it. */
export function describedRole(role: Role, call: Pick<Call, "world">) {
  return { ...listedRole(role, call), ...boundary(role), ...tagsIfAny(sorted(role.tags)), RoleLastUsed: {} };
}

/** A role as it is told when it was just made. */
export function madeRole(role: Role, call: Pick<Call, "world">) {
  return { ...plainRole(role, call), ...boundary(role), ...tagsIfAny(role.tags) };
}

/** A managed policy as its listing tells it. */
export function listedPolicy(policy: ManagedPolicy, call: Call) {
  const { name, id, arn, path, defaultVersion, createdAt, updatedAt } = policy;
  const { attached, boundary: bounded } = usesOf(arn, call);
  return {
    PolicyName: name,
    PolicyId: id,
    Arn: arn,
    Path: path,
    DefaultVersionId: defaultVersion,
    AttachmentCount: attached,
    PermissionsBoundaryUsageCount: bounded,
    IsAttachable: true,
    CreateDate: new Date(createdAt),
    UpdateDate: new Date(updatedAt),
  };
}

/** A managed policy as GetPolicy tells it. */
export function describedPolicy(policy: ManagedPolicy, call: Call) {
  const { description: Description, tags } = policy;
  return { ...listedPolicy(policy, call), ...(Description && { Description }), Tags: sorted(tags) };
}

/** A managed policy as it is told when it was just made. */
export function madePolicy(policy: ManagedPolicy, call: Call) {
  return { ...listedPolicy(policy, call), ...tagsIfAny(policy.tags) };
}

/** A version without its document. */
export function listedVersion({ id, createdAt }: Version, { defaultVersion }: ManagedPolicy) {
  return { VersionId: id, IsDefaultVersion: id === defaultVersion, CreateDate: new Date(createdAt) };
}
