import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { flag, optional, required, text } from "../../../validation/shapes";
import { arn } from "../arns";
import { clientToken, once } from "../client-tokens";
import { associationsOf, isAlive, putAssociation } from "../associations";
import { canUseOrganization } from "../principals";
import { refusals } from "../refusals";
import { describeChanged, existingShare, featureSetOf, putShare, statusOf } from "../shares";

const outsidersStay = assume(
  "ram.outsidersStay",
  "principals from outside that are there stay when they are no longer allowed",
  { removed: "they are taken out", refused: "the update is refused while there are any" },
);

export const updateResourceShare = operation({
  name: "UpdateResourceShare",
  access: "write",
  http: { method: "POST", path: "/updateresourceshare", status: 200 },
  input: {
    resourceShareArn: required(arn),
    name: optional(text()),
    allowExternalPrincipals: optional(flag()),
    clientToken,
  },
  subject: "resourceShareArn",
  behaviours: [
    { source: "botocore", what: "name and allowExternalPrincipals can be changed, and nothing else" },
    { source: "docs", what: "what is not given stays (the CLI's example)" },
    outsidersStay,
  ],
  permissions: [
    {
      on: { "resource-share": ({ resourceShareArn }) => resourceShareArn },
      context: ({ allowExternalPrincipals }) => ({
        "ram:RequestedAllowsExternalPrincipals": allowExternalPrincipals,
      }),
      keys: ["ram:RequestedAllowsExternalPrincipals"],
    },
  ],
  run(input, call) {
    return once("UpdateResourceShare", input, call, () => {
      const { resourceShareArn, name, allowExternalPrincipals } = input;
      const share = existingShare(resourceShareArn, call);
      if (featureSetOf(share, call) !== "STANDARD") throw refusals.fromPolicy(resourceShareArn);
      const status = statusOf(share, call);
      if (status === "DELETING") throw refusals.wrongState(resourceShareArn, status);
      if (name === undefined && allowExternalPrincipals === undefined) throw refusals.nothingToUpdate();
      if (allowExternalPrincipals === false) {
        if (!canUseOrganization(call)) throw refusals.needsOrganization();
        const outsiders = associationsOf(resourceShareArn, call).filter(
          (association) => association.external && isAlive(association, call),
        );
        if (outsiders.length > 0 && outsidersStay.is("refused", call)) {
          throw refusals.noOutsiders(outsiders[0]!.entity);
        }
        if (outsidersStay.is("removed", call)) {
          for (const outsider of outsiders) {
            putAssociation({ ...outsider, removedAt: call.clock.now() }, call);
          }
        }
      }
      const updated = {
        ...share,
        ...(name !== undefined && { name }),
        ...(allowExternalPrincipals !== undefined && { allowExternalPrincipals }),
        updatedAt: call.clock.now(),
      };
      putShare(updated, call);
      return { resourceShare: describeChanged(updated, call) };
    });
  },
});
