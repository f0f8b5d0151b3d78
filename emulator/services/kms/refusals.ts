import { refusal } from "../../behaviours/refusals";
import { partitionOf } from "../../world/partitions";

/** The id of a key; those of several Regions have their own kind. */
const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** What KMS refuses, and how. */
export const refusals = {
  noSuchKey: refusal({
    code: "NotFoundException",
    status: 400,
    source: "recorded",
    what: "a key or an alias that does not exist in the Region, an id that is no key's, an ARN of another Region",
    message: (id: string, { region, account }: { region: string; account: string }) => {
      if (id.startsWith("arn:") && id.split(":")[3] !== region) return `Invalid arn ${id.split(":")[3]}`;
      const own = `arn:${partitionOf(region)}:kms:${region}:${account}:`;
      if (id.includes("alias/")) return `Alias ${id.startsWith("alias/") ? own + id : id} is not found.`;
      if (!KEY_ID.test(id.replace(/^arn:.*:key\//, ""))) return `Invalid keyId '${id}'`;
      return `Key '${id.startsWith("arn:") ? id : `${own}key/${id}`}' does not exist`;
    },
  }),
  aliasGiven: refusal({
    code: "InvalidArnException",
    status: 400,
    source: "community",
    what: "an alias where only a key's id or ARN is taken (seen of CreateGrant)",
    message: () => "Key Aliases are not supported for this operation.",
    // Seen of CreateGrant; GetKeyPolicy and the others may differ.
    or: { NotFoundException: 400 },
  }),
  disabled: refusal({
    code: "DisabledException",
    status: 400,
    source: "recorded",
    what: "a grant of a key that is disabled",
    message: (arn: string) => `${arn} is disabled.`,
  }),
  denied: refusal({
    code: "AccessDeniedException",
    status: 400,
    source: "docs",
    what: "a call that the key's policy does not allow (the wording is from the field)",
    message: (why: string) => why,
  }),
  notTheOwner: refusal({
    code: "AccessDeniedException",
    status: 400,
    source: "docs",
    what: "GetKeyPolicy and ListAliases of a key of another account, whatever its policy says",
    message: (action: string, arn: string) =>
      `You are not authorized to perform: kms:${action} on resource: ${arn}, which is of another account`,
  }),
  badGrantee: refusal({
    code: "InvalidArnException",
    status: 400,
    source: "botocore",
    what: "a grant to what is no ARN of a principal (an account id alone, for example), or to a role that KMS does not know",
    message: (principal: string) => `${principal} is not a valid ARN of a principal`,
  }),
  noSuchGrant: refusal({
    code: "NotFoundException",
    status: 400,
    source: "botocore",
    what: "the revocation of a grant that does not exist",
    message: (id: string) => `Grant ID ${id} not found`,
  }),
  badMarker: refusal({
    code: "InvalidMarkerException",
    status: 400,
    source: "botocore",
    what: "a marker of another listing, or of none",
    message: () => "Invalid marker",
  }),
};
