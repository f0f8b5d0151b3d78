import * as v from "valibot";

import { accountId } from "./marketplace";

/** A policy document, as JSON or YAML has it. */
const document = v.record(v.string(), v.unknown());

export const role = v.strictObject({
  /** Accounts whose principals may assume the role; `*` is every account of the world. */
  trusts: v.optional(v.union([v.literal("*"), v.array(accountId)]), "*"),
  /** When set, AssumeRole must carry it. */
  externalId: v.optional(v.string()),
  /** The longest session that can be had of it, in seconds. */
  maxSessionDuration: v.optional(v.pipe(v.number(), v.minValue(3600), v.maxValue(43_200)), 3600),
  /** Whether its trust policy allows sts:TagSession. */
  sessionTags: v.optional(v.boolean(), false),
  /** Issuers whose web identities may assume it; `*` is every one that the account knows. */
  trustedIssuers: v.optional(v.union([v.literal("*"), v.array(v.string())]), "*"),
  /** Whether IAM lets it subscribe in AWS Marketplace, without which no agreement is made. */
  maySubscribe: v.optional(v.boolean(), true),
  /** What it is allowed; everything when not given. */
  policies: v.optional(v.array(document)),
  /** What it is allowed at most. */
  permissionsBoundary: v.optional(document),
});

/** A control policy of the organization. */
export const controlPolicy = v.strictObject({
  type: v.optional(
    v.picklist(["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]),
    "SERVICE_CONTROL_POLICY",
  ),
  document,
  /** The root, units and accounts it is attached to. */
  targets: v.array(v.string()),
});

export const identityTiming = v.strictObject({
  /** What is changed in IAM counts so long after it. */
  effectiveAfterSeconds: v.optional(v.pipe(v.number(), v.minValue(0)), 5),
});
