import { refusal } from "../../errors";

/** What KMS refuses, and how. */
export const refusals = {
  noSuchKey: refusal({
    code: "NotFoundException",
    status: 400,
    source: "botocore",
    what: "a key or an alias that does not exist in the Region (the wording is from the field)",
    message: (id: string, { region, account }: { region: string; account: string }) => {
      if (id.startsWith("arn:") && id.split(":")[3] !== region) return `Invalid arn ${id.split(":")[3]}`;
      const own = `arn:aws:kms:${region}:${account}:`;
      if (id.includes("alias/")) return `Alias ${id.startsWith("alias/") ? own + id : id} is not found.`;
      return `Key '${id.startsWith("arn:") ? id : `${own}key/${id}`}' does not exist`;
    },
  }),
  aliasGiven: refusal({
    code: "NotFoundException",
    status: 400,
    source: "assumed",
    what: "an alias where only a key's id or ARN is taken",
    message: (id: string) => `Invalid keyId '${id}'`,
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
    what: "a grant to what is no ARN of a principal (an account id alone, for example)",
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
