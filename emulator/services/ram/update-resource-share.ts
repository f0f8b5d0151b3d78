import { operation } from "../../operation";
import { flag, optional, required, text } from "../../validation/shapes";
import { arn } from "./arns";
import { clientToken, once } from "./client-tokens";
import { refusals } from "./refusals";
import { describeShare, existingShare, putShare, statusOf } from "./shares";

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
    { source: "assumed", what: "what is not given stays, and a PENDING share can be updated" },
    {
      source: "assumed",
      what: "principals from outside that are there stay when they are no longer allowed",
    },
  ],
  run(input, call) {
    return once("UpdateResourceShare", input, call, () => {
      const { resourceShareArn, name, allowExternalPrincipals } = input;
      const share = existingShare(resourceShareArn, call);
      if (share.isFromPolicy) throw refusals.fromPolicy(resourceShareArn);
      const status = statusOf(share, call);
      if (status === "DELETING") throw refusals.wrongState(resourceShareArn, status);
      if (name === undefined && allowExternalPrincipals === undefined) throw refusals.nothingToUpdate();
      const updated = {
        ...share,
        ...(name !== undefined && { name }),
        ...(allowExternalPrincipals !== undefined && { allowExternalPrincipals }),
        updatedAt: call.clock.now(),
      };
      putShare(updated, call);
      return { resourceShare: describeShare(updated, call) };
    });
  },
});
