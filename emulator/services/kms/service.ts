import type { Service } from "../../operation/operation";
import { json11 } from "../../protocols/json";
import { createGrant } from "./operations/create-grant";
import { describeKey } from "./operations/describe-key";
import { getKeyPolicy } from "./operations/get-key-policy";
import { listAliases } from "./operations/list-aliases";
import { listGrants } from "./operations/list-grants";
import { refusals } from "./refusals";
import { revokeGrant } from "./operations/revoke-grant";

/** Key Management Service, as far as a key decides who may copy what it encrypts. */
export const kms: Service = {
  signingName: "kms",
  protocol: json11,
  wireName: "TrentService",
  timestamps: "epoch",
  validationCode: "ValidationException",
  refusals,
  behaviours: [
    { source: "docs", what: "every refusal has status 400, AccessDeniedException too" },
    {
      source: "docs",
      what: "nobody may use a key whom its policy does not mention, in the key's own account either",
    },
    { source: "docs", what: "an account in a policy is everybody in it whom its own policies allow that" },
    {
      source: "docs",
      what: "who is named in a key's policy himself, or in a grant, needs no policy of his own in the key's account",
    },
    { source: "docs", what: "a key without a policy of its own has AWS's: its account may do everything" },
  ],
  operations: [describeKey, getKeyPolicy, listAliases, createGrant, listGrants, revokeGrant],
};
