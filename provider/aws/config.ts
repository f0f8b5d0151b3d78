import * as v from "valibot";

/** A role to assume, as `aws:assumeRoles` and a resource's `assumeRole` write it. */
export interface AssumeRole {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly durationSeconds?: number;
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
}

export interface WebIdentity extends Pick<
  AssumeRole,
  "roleArn" | "sessionName" | "durationSeconds" | "policy" | "policyArns"
> {
  readonly token?: string;
  readonly tokenFile?: string;
}

/** Where and as whom AWS is called, as far as the provider's configuration says; the rest is the SDK's own chain. */
export interface AwsConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly token?: string;
  readonly sharedConfigFile?: string;
  readonly sharedCredentialsFile?: string;
  readonly webIdentity?: WebIdentity;
  /** Assumed one after the other. */
  readonly assumeRoles: readonly AssumeRole[];
  readonly allowedAccountIds?: readonly string[];
  readonly forbiddenAccountIds?: readonly string[];
  /** Endpoint addresses by service (`bedrock`, `sts`). */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly stsRegion?: string;
  readonly maxRetries?: number;
  readonly retryMode?: "standard" | "adaptive";
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Tags that somebody else looks after. */
  readonly ignoreTags: { readonly keys: readonly string[]; readonly keyPrefixes: readonly string[] };
  /** The most requests a second, retries included. */
  readonly requestsPerSecond?: number;
}

/** Reads one key of the provider's configuration; the stack's values are text, an explicit provider's any JSON. */
export type ReadKey = (key: string) => unknown;

/** Keys of pulumi-aws that change nothing in what we do, and may stay. */
const HARMLESS = [
  "ec2MetadataServiceEndpoint",
  "ec2MetadataServiceEndpointMode",
  "s3UsEast1RegionalEndpoint",
  "s3UsePathStyle",
  "skipCredentialsValidation",
  "skipMetadataApiCheck",
  "skipRegionValidation",
  "skipRequestingAccountId",
  "tagPolicyCompliance",
  "tokenBucketRateLimiterCapacity",
  "userAgent",
] as const;

/** Keys that decide how AWS is reached and that we cannot honour: going on without them could reach the wrong place. */
const REFUSED = {
  customCaBundle: "set NODE_EXTRA_CA_CERTS in the environment instead",
  httpProxy: "requests through a proxy are not supported",
  httpsProxy: "requests through a proxy are not supported",
  noProxy: "requests through a proxy are not supported",
  insecure: "certificates are always verified",
} as const;

/** What STS takes; a message of its own about anything else would repeat the value. */
export const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/;
export const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

const text = v.string("must be a string");
const address = v.pipe(text, v.regex(/^(https?:\/\/\S+)?$/, "must be addresses such as https://host:443"));
const accountIds = v.array(v.pipe(text, v.regex(/^\d{12}$/, "must have 12 digits")), "must be a list");
const flag = v.pipe(
  v.union([v.boolean(), v.picklist(["true", "false"])], "must be true or false"),
  v.transform((value) => value === true || value === "true"),
);
const tags = v.record(v.string(), text, "must be an object");

/** Go's form of a duration, as pulumi-aws takes it, in seconds. */
const duration = v.pipe(
  text,
  v.regex(/^(\d+h)?(\d+m)?(\d+s)?$/, "must be a duration such as 1h30m"),
  v.transform((value) => {
    const part = (unit: string): number => Number(new RegExp(`(\\d+)${unit}`).exec(value)?.[1] ?? 0);
    return part("h") * 3600 + part("m") * 60 + part("s");
  }),
);

const sessionSeconds = v.check<number, string>(
  (seconds) => Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200,
  "must be from 900 to 43200 seconds",
);

const roleMembers = {
  roleArn: v.pipe(text, v.regex(ROLE_ARN, "must be the ARN of an IAM role")),
  sessionName: v.optional(v.pipe(text, v.regex(SESSION_NAME, "must have 2 to 64 letters, digits or +=,.@-"))),
  duration: v.optional(v.pipe(duration, sessionSeconds)),
  durationSeconds: v.optional(v.pipe(v.number("must be a number"), sessionSeconds)),
  policy: v.optional(text),
  policyArns: v.optional(v.array(text, "must be a list")),
};

function withSeconds<T extends { duration?: number; durationSeconds?: number }>(
  role: T,
): Omit<T, "duration"> {
  const { duration: seconds, ...rest } = role;
  return seconds === undefined ? rest : { ...rest, durationSeconds: seconds };
}

const assumeRole = v.pipe(
  v.strictObject({
    ...roleMembers,
    externalId: v.optional(
      v.pipe(text, v.regex(EXTERNAL_ID, "must have 2 to 1224 letters, digits or +=,.@:/-")),
    ),
    sourceIdentity: v.optional(text),
    tags: v.optional(tags),
    transitiveTagKeys: v.optional(v.array(text, "must be a list")),
  }),
  v.transform(withSeconds),
);

const webIdentity = v.pipe(
  v.strictObject({
    ...roleMembers,
    webIdentityToken: v.optional(text),
    webIdentityTokenFile: v.optional(text),
  }),
  v.transform(({ webIdentityToken, webIdentityTokenFile, ...role }) => ({
    ...withSeconds(role),
    ...(webIdentityToken !== undefined && { token: webIdentityToken }),
    ...(webIdentityTokenFile !== undefined && { tokenFile: webIdentityTokenFile }),
  })),
  v.check(
    ({ token, tokenFile }) => (token ?? tokenFile) !== undefined,
    "needs webIdentityToken or webIdentityTokenFile",
  ),
);

const oneFile = v.pipe(
  v.array(text, "must be a list"),
  v.maxLength(1, "must name one file: more than one is not supported"),
);

const schemas = {
  region: text,
  profile: text,
  accessKey: text,
  secretKey: text,
  token: text,
  sharedConfigFiles: oneFile,
  sharedCredentialsFiles: oneFile,
  assumeRole,
  assumeRoles: v.array(assumeRole, "must be a list"),
  assumeRoleWithWebIdentity: webIdentity,
  allowedAccountIds: accountIds,
  forbiddenAccountIds: accountIds,
  endpoints: v.union(
    [v.array(v.record(v.string(), address)), v.record(v.string(), address)],
    "must be a list of objects",
  ),
  stsRegion: text,
  maxRetries: v.pipe(
    v.union([v.number(), v.string()]),
    v.transform(Number),
    v.check((count) => Number.isInteger(count) && count >= 0, "must be a whole number, 0 or more"),
  ),
  retryMode: v.picklist(["standard", "adaptive"], 'must be "standard" or "adaptive"'),
  useFipsEndpoint: flag,
  useDualstackEndpoint: flag,
  defaultTags: v.object({ tags: v.optional(tags) }, "must be an object"),
  ignoreTags: v.object(
    {
      keys: v.optional(v.array(text, "must be a list")),
      keyPrefixes: v.optional(v.array(text, "must be a list")),
    },
    "must be an object",
  ),
};

type Key = keyof typeof schemas;

/**
 * Reads the `aws:*` configuration that pulumi-aws defines.
 * `problems` says, by key and never by value, what cannot be used; nothing may be called while there is one.
 */
export function readAwsConfig(read: ReadKey): { config: AwsConfig; problems: string[] } {
  const problems: string[] = [];
  const get = <K extends Key>(key: K): v.InferOutput<(typeof schemas)[K]> | undefined => {
    const raw = read(`aws:${key}`);
    if (isUnset(raw)) return undefined;
    const parsed = v.safeParse(schemas[key], structured(raw, schemas[key]));
    if (parsed.success) return parsed.output;
    for (const issue of parsed.issues) {
      const path = v.getDotPath(issue);
      const reason = issue.type === "strict_object" ? "is not supported or missing" : issue.message;
      problems.push(`aws:${key}${path ? `.${path}` : ""} ${reason}`);
    }
    return undefined;
  };
  for (const [key, advice] of Object.entries(REFUSED)) {
    const raw = read(`aws:${key}`);
    if (!isUnset(raw) && raw !== "false" && raw !== false) {
      problems.push(`aws:${key} is not supported: ${advice}`);
    }
  }
  const single = get("assumeRole");
  const endpoints = get("endpoints") ?? [];
  const ignored = get("ignoreTags");
  const config = defined({
    region: get("region"),
    profile: get("profile"),
    accessKey: get("accessKey"),
    secretKey: get("secretKey"),
    token: get("token"),
    sharedConfigFile: get("sharedConfigFiles")?.[0],
    sharedCredentialsFile: get("sharedCredentialsFiles")?.[0],
    webIdentity: get("assumeRoleWithWebIdentity"),
    assumeRoles: get("assumeRoles") ?? (single ? [single] : []),
    allowedAccountIds: get("allowedAccountIds"),
    forbiddenAccountIds: get("forbiddenAccountIds"),
    endpoints: (Array.isArray(endpoints) ? Object.assign({}, ...endpoints) : endpoints) as Record<
      string,
      string
    >,
    stsRegion: get("stsRegion"),
    maxRetries: get("maxRetries"),
    retryMode: get("retryMode"),
    useFipsEndpoint: get("useFipsEndpoint"),
    useDualstackEndpoint: get("useDualstackEndpoint"),
    defaultTags: get("defaultTags")?.tags ?? {},
    ignoreTags: { keys: ignored?.keys ?? [], keyPrefixes: ignored?.keyPrefixes ?? [] },
  });
  if ("accessKey" in config !== "secretKey" in config) {
    problems.push("aws:accessKey and aws:secretKey must be given together");
  }
  return { config, problems };
}

/** What this module knows of pulumi-aws's configuration, for the documentation and its test. */
export const knownKeys = {
  supported: Object.keys(schemas) as readonly string[],
  harmless: HARMLESS as readonly string[],
  refused: Object.keys(REFUSED) as readonly string[],
};

function isUnset(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === "";
}

/** The stack's configuration writes lists and objects as JSON text. */
function structured(raw: unknown, schema: v.GenericSchema): unknown {
  if (typeof raw !== "string" || schema.type === "string" || !/^\s*[[{]/.test(raw)) return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw; // the schema refuses it as text
  }
}

function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;
}
