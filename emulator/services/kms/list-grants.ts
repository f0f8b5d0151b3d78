import { operation } from "../../operation";
import { optional, required, text } from "../../validation/shapes";
import { findKeyFor, keyId } from "./find-key";
import { grantsOf } from "./grants";
import { pageOf, paging, pagingBehaviour } from "./listing";

export const listGrants = operation({
  name: "ListGrants",
  access: "read",
  input: {
    KeyId: required(keyId),
    GrantId: optional(text({ min: 1, max: 128 })),
    GranteePrincipal: optional(text({ min: 1, max: 256 })),
    ...paging,
  },
  subject: "KeyId",
  behaviours: [
    { source: "botocore", what: "the grants of a key are listed, all, one, or those of a grantee" },
    pagingBehaviour,
  ],
  run({ KeyId, GrantId, GranteePrincipal, ...asked }, call) {
    const key = findKeyFor(KeyId, "ListGrants", call);
    const all = grantsOf(key.arn, call)
      .filter(({ id }) => GrantId === undefined || id === GrantId)
      .filter(
        ({ granteePrincipal }) => GranteePrincipal === undefined || granteePrincipal === GranteePrincipal,
      )
      .map(
        ({
          id,
          keyArn,
          name,
          granteePrincipal,
          retiringPrincipal,
          operations,
          issuingAccount,
          createdAt,
        }) => ({
          KeyId: keyArn,
          GrantId: id,
          ...(name !== undefined && { Name: name }),
          CreationDate: new Date(createdAt),
          GranteePrincipal: granteePrincipal,
          ...(retiringPrincipal !== undefined && { RetiringPrincipal: retiringPrincipal }),
          IssuingAccount: `arn:aws:iam::${issuingAccount}:root`,
          Operations: operations,
        }),
      );
    const { page, rest } = pageOf(all, asked, ["ListGrants", key.arn, GrantId, GranteePrincipal]);
    return { Grants: page, ...rest };
  },
});
