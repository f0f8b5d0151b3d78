import { randomBytes } from "node:crypto";

import { notEmulated } from "../../../behaviours/refusals";
import { type Call, operation } from "../../../operation/operation";
import { choice, list, optional, required, structure, text } from "../../../validation/shapes";
import { isRole } from "../../iam/roles";
import { findKeyFor, keyId } from "../find-key";
import { GRANT_OPERATIONS, type Grant, grantsAreLate, grantsOf, putGrant } from "../grants";
import { refusals } from "../refusals";
import { keyPermission } from "../use";

const principal = text({ min: 1, max: 256, pattern: /[\w+=,.@:/-]+/ });

export const createGrant = operation({
  name: "CreateGrant",
  access: "write",
  input: {
    KeyId: required(keyId),
    GranteePrincipal: required(principal),
    RetiringPrincipal: optional(principal),
    Operations: required(list(choice(GRANT_OPERATIONS))),
    Constraints: optional(structure({})),
    Name: optional(text({ min: 1, max: 256, pattern: /[a-zA-Z0-9:/_-]+/ })),
  },
  subject: "KeyId",
  behaviours: [
    { source: "docs", what: "the same grant under the same name is made once, and answered with its id" },
    { source: "docs", what: "a grant adds to the key's policy; an explicit deny there goes before it" },
    grantsAreLate,
    { source: "community", what: "a role that was made a moment ago is refused, as one that is missing" },
  ],
  permissions: [
    keyPermission(
      "CreateGrant",
      ...[
        "kms:GrantIsForAWSResource",
        "kms:GrantOperations",
        "kms:GranteePrincipal",
        "kms:RetiringPrincipal",
      ],
    ),
  ],
  run({ KeyId, GranteePrincipal, RetiringPrincipal, Operations, Constraints, Name }, call) {
    if (Constraints) throw notEmulated("a grant with constraints");
    if (!isPrincipal(GranteePrincipal, call)) throw refusals.badGrantee(GranteePrincipal);
    const key = findKeyFor(KeyId, "CreateGrant", call, {
      "kms:GrantOperations": Operations,
      "kms:GranteePrincipal": GranteePrincipal,
      "kms:RetiringPrincipal": RetiringPrincipal,
    });
    if (!key.isEnabled) throw refusals.disabled(key.arn);
    const made: Grant = {
      id: randomBytes(32).toString("hex"),
      keyArn: key.arn,
      ...(Name !== undefined && { name: Name }),
      granteePrincipal: GranteePrincipal,
      ...(RetiringPrincipal !== undefined && { retiringPrincipal: RetiringPrincipal }),
      operations: [...new Set(Operations)].sort(),
      issuingAccount: call.account,
      createdAt: call.clock.now(),
      token: randomBytes(64).toString("base64"),
    };
    const isSame = ({ name, granteePrincipal, operations }: Grant): boolean =>
      name !== undefined &&
      name === made.name &&
      granteePrincipal === made.granteePrincipal &&
      operations.join() === made.operations.join();
    const known = grantsOf(key.arn, call).find(isSame);
    if (!known) putGrant(made, call);
    const { id: GrantId, token: GrantToken } = known ?? made;
    return { GrantId, GrantToken };
  },
});

/** Anything of IAM or STS by its ARN, as long as the world has the role that it names. */
function isPrincipal(arn: string, call: Call): boolean {
  const [, account = "", kind] = /^arn:aws[\w-]*:(?:iam|sts)::(\d{12}):(\w+)\/?\S*$/.exec(arn) ?? [];
  if (kind === undefined) return false;
  return kind !== "role" || !call.world.accounts[account] || isRole(arn, call);
}
