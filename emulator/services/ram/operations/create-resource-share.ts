import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { flag, list, optional, required, structure, text } from "../../../validation/shapes";
import { arn, ramArn } from "../arns";
import { clientToken, once } from "../client-tokens";
import { associate, entities } from "../entities";
import { attachable } from "../permissions";
import { canUseOrganization } from "../principals";
import { refusals } from "../refusals";
import { describeChanged, newShare } from "../shares";
import type { Share } from "../records";
import { tagList, withTags } from "../tags";
import { ENTITY_KEYS, ofEntities, severalAtOnce } from "../entity-keys";

const tagOnCreate = assume(
  "ram.tagOnCreate",
  "tags of a new share want nothing but ram:CreateResourceShare, whose keys they are",
  { needed: "they want ram:TagResource as well" },
);

export const createResourceShare = operation({
  name: "CreateResourceShare",
  access: "write",
  http: { method: "POST", path: "/createresourceshare", status: 200 },
  input: {
    name: required(text()),
    ...entities,
    tags: optional(tagList),
    allowExternalPrincipals: optional(flag()),
    clientToken,
    permissionArns: optional(list(arn)),
    resourceShareConfiguration: optional(
      structure({ retainSharingOnAccountLeaveOrganization: optional(flag()) }),
    ),
  },
  subject: "name",
  behaviours: [
    { source: "botocore", what: "external principals are allowed unless the call says otherwise" },
    { source: "community", what: "no SDK makes a client token: the same call again makes a second share" },
    { source: "botocore", what: "a name may be given to any number of shares" },
    {
      source: "docs",
      what: "the share is ACTIVE at once (the CLI's example); a world can have it PENDING for a while, and unchangeable",
    },
    { source: "docs", what: "the answer has neither tags nor featureSet (the CLI's example)" },
    { source: "botocore", what: "a resource type without a permission gets the default one" },
    { source: "docs", what: "an empty share invites the accounts outside at once" },
    severalAtOnce,
    tagOnCreate,
  ],
  permissions: [
    {
      context: (input, call) => {
        const { allowExternalPrincipals = true, resourceShareConfiguration: configuration } = input;
        return ofEntities(input, call).map((entity) => ({
          ...entity,
          "ram:AllowsExternalPrincipals": allowExternalPrincipals,
          "ram:RequestedAllowsExternalPrincipals": allowExternalPrincipals,
          "ram:RetainSharingOnAccountLeaveOrganization":
            configuration?.retainSharingOnAccountLeaveOrganization ?? false,
        }));
      },
      keys: [
        ...ENTITY_KEYS,
        ...["ram:AllowsExternalPrincipals", "ram:RequestedAllowsExternalPrincipals"],
        "ram:RetainSharingOnAccountLeaveOrganization",
      ],
    },
    {
      action: "ram:TagResource",
      on: { "resource-share": (_, call) => ramArn("resource-share", call.account, call.region, "*") },
      when: ({ tags = [] }, call) => tags.length > 0 && tagOnCreate.is("needed", call),
    },
  ],
  run(input, call) {
    return once("CreateResourceShare", input, call, () => {
      const { name, tags, allowExternalPrincipals = true, permissionArns = [] } = input;
      const permissions: Record<string, Share["permissions"][string]> = {};
      for (const permissionArn of permissionArns) {
        const { resourceType, attached } = attachable(permissionArn, call);
        if (permissions[resourceType]) throw refusals.twoOfOneType(resourceType);
        permissions[resourceType] = attached;
      }
      const retainsOnLeave =
        input.resourceShareConfiguration?.retainSharingOnAccountLeaveOrganization ?? false;
      const share = newShare(
        { name, allowExternalPrincipals, retainsOnLeave, tags: withTags({}, tags), permissions },
        call,
      );
      // A principal is told of by name.
      const isForNobody = (input.principals ?? []).length === 0;
      if (!allowExternalPrincipals && isForNobody && !canUseOrganization(call))
        throw refusals.needsOrganization();
      associate(share, input, call);
      return { resourceShare: describeChanged(share, call) };
    });
  },
});
