import { operation } from "../../operation";
import { flag, list, optional, required, structure, text } from "../../validation/shapes";
import { arn } from "./arns";
import { clientToken, once } from "./client-tokens";
import { associate, entities } from "./entities";
import { attachable } from "./permissions";
import { canUseOrganization } from "./principals";
import { refusals } from "./refusals";
import { describeChanged, newShare, type Share } from "./shares";
import { tagList, withTags } from "./tags";

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
