import * as v from "valibot";

import { accountId } from "./marketplace";

/** A policy document, as JSON or YAML has it. */
const document = v.record(v.string(), v.unknown());

/** Who has policies of IAM. */
const identity = {
  /** Where IAM has put it: `/`, or such as `/teams/blue/`. */
  path: v.optional(v.pipe(v.string(), v.regex(/^\/([!-~]+\/)?$/, "a path begins and ends with /")), "/"),
  /** What it is allowed; everything when not given. */
  policies: v.optional(v.array(document)),
  /** What it is allowed at most. */
  permissionsBoundary: v.optional(document),
};

/** Everything but to subscribe in AWS Marketplace, without which no agreement is made. */
const EVERYTHING_ELSE = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", NotAction: "aws-marketplace:Subscribe", Resource: "*" }],
};

const everyRole = v.strictObject({
  ...identity,
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
  /** `false` is short for a policy that allows everything but to subscribe in AWS Marketplace. */
  maySubscribe: v.optional(v.boolean(), true),
});

export const role = v.pipe(
  everyRole,
  v.check(
    ({ maySubscribe, policies }) => maySubscribe || !policies,
    "maySubscribe and policies exclude one another: policies say it themselves",
  ),
  v.transform(({ maySubscribe, ...given }) =>
    maySubscribe ? given : { ...given, policies: [EVERYTHING_ELSE] },
  ),
);

/** An IAM user with an access key. */
export const user = v.strictObject({
  ...identity,
  accessKeyId: v.pipe(
    v.string(),
    v.regex(/^AKIA[A-Z0-9]{12,124}$/, "an access key of a user begins with AKIA"),
  ),
  /** Only read with `verifySignatures`. */
  secretAccessKey: v.optional(v.string(), "test"),
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
