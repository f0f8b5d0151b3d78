import { randomBytes } from "node:crypto";

import { operation } from "../../../operation/operation";
import { partitionOf } from "../../../world/partitions";
import { optional, required } from "../../../validation/shapes";
import { changeControl, controlState } from "../control-state";
import { describePolicyOf } from "../describe-policies";
import { managedOrganization } from "../managing";
import { organizationArns, organizationOf } from "../membership";
import { content, description, policyName, requireContent, requireOwnName } from "../policy-contents";
import { ofType } from "../policy-permissions";
import { onlyControl, policyType, requireControlType } from "../policy-types";
import { refusals } from "../refusals";
import { tagList, withTags } from "../tags";

export const createPolicy = operation({
  name: "CreatePolicy",
  access: "write",
  input: {
    Content: required(content),
    Description: required(description),
    Name: required(policyName),
    Type: required(policyType),
    Tags: optional(tagList),
  },
  subject: "Name",
  permissions: [
    {
      action: "organizations:CreatePolicy",
      context: ({ Type }) => ofType(Type),
    },
    {
      action: "organizations:TagResource",
      on({ Type }, { account, world, region }) {
        const organization = organizationOf(account, world);
        return organization ? organizationArns(organization, partitionOf(region)).policy(Type, "*") : "*";
      },
      when: ({ Tags }) => Tags !== undefined && Tags.length > 0,
    },
  ],
  behaviours: [
    { source: "docs", what: "a content is kept as it was sent: its blanks count" },
    { source: "community", what: "its type does not have to be enabled: only attaching is refused then" },
    onlyControl,
  ],
  run({ Content, Description, Name, Type, Tags = [] }, call) {
    const organization = managedOrganization(call);
    if (organization.featureSet !== "ALL") throw refusals.typeNotAvailable();
    const type = requireControlType(Type);
    requireOwnName(Name, type, controlState(organization, call));
    requireContent(Content, type, organization);
    const id = `p-${randomId()}`;
    const policy = { type, name: Name, description: Description, content: Content };
    const tagged = withTags({}, Tags);
    changeControl(organization, call, ({ policies, tags }) => ({
      policies: { ...policies, [id]: policy },
      tags: { ...tags, [id]: tagged },
    }));
    return describePolicyOf(id, organization, call);
  },
});

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

function randomId(): string {
  return Array.from(randomBytes(10), (byte) => LETTERS[byte % LETTERS.length]).join("");
}
