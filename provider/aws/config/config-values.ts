import { homedir } from "node:os";

import * as v from "valibot";

import { strictObject } from "../../core/check";
import { durationSeconds } from "../../core/duration";

/*
 * The settings of `aws:*`. Scalars may come in any form that the configuration writes them in: `pulumi config set --path`
 * makes a number of an account's id, and YAML a boolean of "yes".
 */

/** What STS takes; a message of its own about anything else would repeat the value. */
export const ROLE_ARN = /^arn:aws(-[\w-]+)?:iam::\d{12}:role\/([!-~]+\/)?[\w+=,.@-]+$/;
export const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

const text = v.pipe(
  v.union([v.string(), v.number(), v.boolean()], "must be a string"),
  v.transform((value) => String(value)),
);
const texts = v.array(text, "must be a list");
const tags = v.record(v.string(), text, "must be an object");

export const flag = v.pipe(
  text,
  v.regex(/^(true|false|t|f|1|0)$/i, "must be true or false"),
  v.transform((value) => /^[t1]/i.test(value)),
);

const wholeNumber = v.pipe(
  text,
  v.regex(/^\d+$/, "must be a whole number, 0 or more"),
  v.transform((value) => Number(value)),
);

/** Ids that begin with zeros have lost them where they were kept as a number. */
const accountId = v.pipe(
  v.union([v.string(), v.number()], "must have 12 digits"),
  v.transform((value) => (typeof value === "number" ? String(value).padStart(12, "0") : value)),
  v.regex(/^\d{12}$/, "must have 12 digits"),
);
/** As in pulumi-aws, an empty list is none. */
const accountIds = v.pipe(
  v.array(accountId, "must be a list"),
  v.transform((ids) => (ids.length > 0 ? ids : undefined)),
);

/** `~` and `$HOME` are written in configuration that several people share. */
const path = v.pipe(
  text,
  v.transform((value) =>
    value
      .replace(/^~(?=\/|\\|$)/, homedir())
      .replace(
        /\$(?:(\w+)|\{(\w+)\})/g,
        (_, bare?: string, braced?: string) => process.env[bare ?? braced!] ?? "",
      ),
  ),
);
const oneFile = v.pipe(
  v.array(path, "must be a list"),
  v.maxLength(1, "must name one file: more than one is not supported"),
  v.transform(([file]) => file),
);

const address = v.pipe(text, v.regex(/^https?:\/\/\S+$/, "must be an address such as https://host:443"));
const endpoints = v.pipe(
  v.union(
    [v.array(v.record(v.string(), address)), v.record(v.string(), address)],
    "must be a list of objects",
  ),
  v.transform((given) =>
    Array.isArray(given) ? (Object.assign({}, ...given) as Record<string, string>) : given,
  ),
);

const A_PROXY = "must be the address of an HTTP proxy, such as http://proxy:3128";
/** As in Go, an address without a scheme is one of http. */
const proxy = v.pipe(
  text,
  v.transform((value) => (value.includes("://") ? value : `http://${value}`)),
  v.regex(/^https?:/i, A_PROXY),
  v.check((value) => URL.canParse(value), A_PROXY),
);

const sessionSeconds = v.check<number, string>(
  (seconds) => Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200,
  "must be from 900 to 43200 seconds",
);
const duration = v.pipe(
  text,
  v.transform((value) => durationSeconds(value)),
  v.number("must be a duration such as 1h30m"),
  sessionSeconds,
);

const roleMembers = {
  roleArn: v.pipe(text, v.regex(ROLE_ARN, "must be the ARN of an IAM role")),
  sessionName: v.optional(v.pipe(text, v.regex(SESSION_NAME, "must have 2 to 64 letters, digits or +=,.@-"))),
  duration: v.optional(duration),
  durationSeconds: v.optional(v.pipe(wholeNumber, sessionSeconds)),
  policy: v.optional(text),
  policyArns: v.optional(texts),
};

function withSeconds<T extends { duration?: number; durationSeconds?: number }>(
  role: T,
): Omit<T, "duration"> {
  const { duration: seconds, ...rest } = role;
  return seconds === undefined ? rest : { ...rest, durationSeconds: seconds };
}

const assumeRole = v.pipe(
  strictObject({
    ...roleMembers,
    externalId: v.optional(
      v.pipe(text, v.regex(EXTERNAL_ID, "must have 2 to 1224 letters, digits or +=,.@:/-")),
    ),
    sourceIdentity: v.optional(text),
    tags: v.optional(tags),
    transitiveTagKeys: v.optional(texts),
  }),
  v.transform(withSeconds),
);

const webIdentity = v.pipe(
  strictObject({
    ...roleMembers,
    webIdentityToken: v.optional(text),
    webIdentityTokenFile: v.optional(path),
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

/** What each setting may be, by its key. `assumeRole` is the older form of `assumeRoles`. */
export const settings = {
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
  skipMetadataApiCheck: flag,
  allowedAccountIds: accountIds,
  forbiddenAccountIds: accountIds,
  endpoints,
  stsRegion: text,
  httpProxy: proxy,
  httpsProxy: proxy,
  noProxy: text,
  customCaBundle: path,
  maxRetries: wholeNumber,
  retryMode: v.picklist(["standard", "adaptive"], 'must be "standard" or "adaptive"'),
  useFipsEndpoint: flag,
  useDualstackEndpoint: flag,
  defaultTags: strictObject({ tags: v.optional(tags) }),
  ignoreTags: strictObject({ keys: v.optional(texts), keyPrefixes: v.optional(texts) }),
};

export type Setting = keyof typeof settings;
export type SettingValue<K extends Setting> = v.InferOutput<(typeof settings)[K]>;

export function isUnset(raw: unknown): boolean {
  return raw === undefined || raw === null || raw === "";
}

/** A value as its schema wants it: lists and objects are JSON text in the stack's configuration. */
export function given(raw: unknown, key: Setting): unknown {
  const isText = typeof raw === "string" && (settings[key] as unknown) !== text;
  return withoutUnset(isText && /^\s*[[{]/.test(raw) ? parsed(raw) : raw);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json; // the schema refuses it as text
  }
}

/** Members that are unset are as good as not there; only a tag may be empty. */
function withoutUnset(value: unknown, isTags = false): unknown {
  if (Array.isArray(value)) return value.map((element) => withoutUnset(element));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) =>
    isTags ? member !== undefined && member !== null : !isUnset(member),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, withoutUnset(member, name === "tags")]));
}
