import { assume } from "../../behaviours/assumptions";
import { AuthorizationError } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import { partitionIn } from "../../world/partitions";
import type { Policy } from "../../policies/document";
import { parseIdentityPolicy } from "../../policies/parse";
import type { Principal } from "../../authentication/principals";
import { readArn } from "./arns";
import { managedPolicy } from "./managed-policies";
import { isReserved, type Role, roleInForce } from "./roles";

type Emulated = Pick<Call, "store" | "clock" | "world">;

export const sessionsOfDeleted = assume(
  "iam.sessionsOfDeleted",
  "whoever has assumed a role that was deleted since is allowed nothing any more, also when another one got its name",
  { unknown: "such credentials are unknown" },
);

/** A policy that somebody has, with what simulations call it. */
export interface Attached {
  readonly id: string;
  readonly policy: Policy;
}

/** The policies of a role that count, and its boundary. */
export function policiesOf(role: Role, emulated: Emulated): { all: Attached[]; boundary?: Attached } {
  const managed = role.attached.flatMap((arn) => attachedFrom(arn, emulated));
  const inline = role.inline.map(({ name, document }) => ({
    id: `role_${role.name}_${name}`,
    policy: parseIdentityPolicy(document),
  }));
  const all = [...managed, ...inline];
  if (role.boundary === undefined) return { all };
  // A boundary that is gone allows nothing.
  const [boundary = { id: role.boundary, policy: { statements: [] } }] = attachedFrom(
    role.boundary,
    emulated,
  );
  return { all, boundary };
}

/** None where there is no such policy. */
function attachedFrom(arn: string, emulated: Emulated): Attached[] {
  const document = managedPolicy(arn, emulated);
  return document
    ? [{ id: readArn(arn, "policy")!.name, policy: parseIdentityPolicy(JSON.stringify(document)) }]
    : [];
}

/** What IAM says of whoever has assumed a role. */
export function identityOfSession(
  name: string,
  { arn, account, userId }: Principal,
  call: Emulated,
): { policies?: readonly Policy[]; boundary?: Policy } {
  const role = roleInForce(partitionIn(arn), account, name, call);
  // What AWS's services made for themselves is in no world, and allowed what they need.
  if (!role && isReserved("/", name)) return {};
  if (!role || role.id !== userId.split(":")[0]) {
    if (sessionsOfDeleted.is("unknown", call)) throw new AuthorizationError("invalid");
    return { policies: [] };
  }
  if (isAllowedEverything(role)) return {};
  const { all, boundary } = policiesOf(role, call);
  return { policies: all.map(({ policy }) => policy), ...(boundary && { boundary: boundary.policy }) };
}

/** As most roles of worlds are: nothing of a call has to be looked at. */
function isAllowedEverything({ attached, inline, boundary }: Role): boolean {
  const [only = "", ...others] = attached;
  const isAdministrator = /^arn:[\w-]+:iam::aws:policy\/AdministratorAccess$/.test(only);
  return isAdministrator && others.length + inline.length === 0 && boundary === undefined;
}
