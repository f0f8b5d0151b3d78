import { randomBytes } from "node:crypto";

import { notEmulated } from "../../errors";
import { operation } from "../../operation";
import { choice, list, optional, required, structure, text } from "../../validation/shapes";
import { findKeyFor, keyId } from "./find-key";
import { GRANT_OPERATIONS, type Grant, grantsOf, putGrant } from "./grants";
import { refusals } from "./refusals";

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
    { source: "assumed", what: "a grant counts at once (AWS: after up to five minutes, or with its token)" },
  ],
  run({ KeyId, GranteePrincipal, RetiringPrincipal, Operations, Constraints, Name }, call) {
    if (Constraints) throw notEmulated("a grant with constraints");
    if (!/^arn:aws[\w-]*:(iam|sts)::\d{12}:\S+$/.test(GranteePrincipal))
      throw refusals.badGrantee(GranteePrincipal);
    const key = findKeyFor(KeyId, "CreateGrant", call);
    const made: Grant = {
      id: randomBytes(32).toString("hex"),
      keyArn: key.arn,
      ...(Name !== undefined && { name: Name }),
      granteePrincipal: GranteePrincipal,
      ...(RetiringPrincipal !== undefined && { retiringPrincipal: RetiringPrincipal }),
      operations: [...new Set(Operations)].sort(),
      issuingAccount: call.account,
      createdAt: call.clock.now(),
    };
    const isSame = ({ name, granteePrincipal, operations }: Grant): boolean =>
      name !== undefined &&
      name === made.name &&
      granteePrincipal === made.granteePrincipal &&
      operations.join() === made.operations.join();
    const known = grantsOf(key.arn, call).find(isSame);
    if (!known) putGrant(made, call);
    return { GrantId: (known ?? made).id, GrantToken: randomBytes(64).toString("base64") };
  },
});
