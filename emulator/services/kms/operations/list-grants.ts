import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { findKeyFor, keyId } from "../find-key";
import { grantsListed, listedGrants } from "../grants";
import { pageOf, paging, pagingBehaviour } from "../listing";
import { partitionIn } from "../../../world/partitions";
import { keyPermission } from "../use";

const grantee = assume("kms.grantee", "a grantee is listed by the ARN that was given", {
  uniqueId: "a role is listed by its unique id, as it was seen of roles that are new or deleted",
});

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
    grantsListed,
    grantee,
  ],
  permissions: [keyPermission("ListGrants", "kms:GrantIsForAWSResource")],
  run({ KeyId, GrantId, GranteePrincipal, ...asked }, call) {
    const key = findKeyFor(KeyId, "ListGrants", call);
    const all = listedGrants(key.arn, call)
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
          GranteePrincipal: grantee.is("uniqueId", call) ? uniqueId(granteePrincipal) : granteePrincipal,
          ...(retiringPrincipal !== undefined && { RetiringPrincipal: retiringPrincipal }),
          IssuingAccount: `arn:${partitionIn(keyArn)}:iam::${issuingAccount}:root`,
          Operations: operations,
        }),
      );
    const { page, rest } = pageOf(all, asked, ["ListGrants", key.arn, GrantId, GranteePrincipal]);
    return { Grants: page, ...rest };
  },
});

/** A role's id, which tells nothing of its account. */
function uniqueId(arn: string): string {
  return arn.includes(":role/") ? "AROAEMULATEDROLE00001" : arn;
}
