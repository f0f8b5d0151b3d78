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

export const CONTROL_TYPES = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;
export type ControlType = (typeof CONTROL_TYPES)[number];
export const controlType = v.picklist(CONTROL_TYPES);

/** A control policy of the organization. */
export const controlPolicy = v.strictObject({
  /** What it is listed as; its id, when not given. */
  name: v.optional(v.string()),
  type: v.optional(controlType, "SERVICE_CONTROL_POLICY"),
  document,
  /** The root, units and accounts it is attached to. */
  targets: v.array(v.string()),
});

const limit = v.pipe(v.number(), v.integer(), v.minValue(1));
const limitsOf = (characters: number, perTarget: number) =>
  v.optional(
    v.strictObject({
      /** How long a document may be, blanks included. */
      characters: v.optional(limit, characters),
      /** How many may be attached to one root, unit or account, AWS's own included. */
      perTarget: v.optional(limit, perTarget),
    }),
    {},
  );

/** What AWS takes of control policies. Before May 2026 it took five service control policies of 5120 characters. */
export const policyLimits = v.strictObject({
  SERVICE_CONTROL_POLICY: limitsOf(10_240, 10),
  RESOURCE_CONTROL_POLICY: limitsOf(5120, 5),
});

export const identityTiming = v.strictObject({
  /** What is changed in IAM counts so long after it. */
  effectiveAfterSeconds: v.optional(v.pipe(v.number(), v.minValue(0)), 5),
});
