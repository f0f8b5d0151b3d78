import * as v from "valibot";

import { placeOfIssue } from "../../core/check";
import { defined } from "../../core/props";
import { misspelledEndpoint } from "../clients/endpoints";
import { HARMLESS, REFUSED } from "./config-keys";
import { given, isUnset, type Setting, settings, type SettingValue } from "./config-values";
import type { AssumeRole, WebIdentity } from "../credentials/roles";

/** What may become of terms that differ from those that were reviewed, or accepted before. */
export const ON_TERMS_CHANGED = ["fail", "warn", "accept"] as const;
export type OnTermsChanged = (typeof ON_TERMS_CHANGED)[number];

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
  /** The instance's own role gives no credentials. */
  readonly skipMetadataApiCheck?: boolean;
  /** Assumed one after the other. */
  readonly assumeRoles: readonly AssumeRole[];
  readonly allowedAccountIds?: readonly string[];
  readonly forbiddenAccountIds?: readonly string[];
  /** Endpoint addresses by service (`bedrock`, `sts`). */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly stsRegion?: string;
  /** Proxies for addresses that begin with `http:` and `https:`; the environment's count where there is none. */
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
  /** A file with the only certificates that are trusted. */
  readonly customCaBundle?: string;
  readonly maxRetries?: number;
  readonly retryMode?: "standard" | "adaptive";
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Tags that somebody else looks after. */
  readonly ignoreTags: { readonly keys: readonly string[]; readonly keyPrefixes: readonly string[] };
  /** The most requests a second, retries included. */
  readonly requestsPerSecond?: number;
  /** What becomes of changed terms where a resource does not say. */
  readonly onTermsChanged?: OnTermsChanged;
}

/** Reads one key of the provider's configuration; the stack's values are text, an explicit provider's any JSON. */
export type ReadKey = (key: string) => unknown;

/**
 * Reads the `aws:*` configuration that pulumi-aws defines.
 * `problems` says, by key and never by value, what cannot be used; nothing may be called while there is one.
 */
export function readAwsConfig(read: ReadKey): { config: AwsConfig; problems: string[] } {
  const problems: string[] = [];
  const get = <K extends Setting>(key: K): SettingValue<K> | undefined => {
    const raw = read(`aws:${key}`);
    if (isUnset(raw)) return undefined;
    const parsed = v.safeParse(settings[key], given(raw, key));
    if (parsed.success) return parsed.output;
    for (const issue of parsed.issues) {
      const path = placeOfIssue(issue).replace(/^(?=[^[])/, ".");
      problems.push(`aws:${key}${path} ${issue.message}`);
    }
    return undefined;
  };
  for (const [key, advice] of Object.entries(REFUSED)) {
    const raw = read(`aws:${key}`);
    if (!isUnset(raw) && !/^(false|f|0)$/i.test(String(raw))) {
      problems.push(`aws:${key} is not supported: ${advice}`);
    }
  }
  const single = get("assumeRole");
  const endpoints = get("endpoints") ?? {};
  const ignored = get("ignoreTags");
  const config = defined({
    region: get("region"),
    profile: get("profile"),
    accessKey: get("accessKey"),
    secretKey: get("secretKey"),
    token: get("token"),
    sharedConfigFile: get("sharedConfigFiles"),
    sharedCredentialsFile: get("sharedCredentialsFiles"),
    webIdentity: get("assumeRoleWithWebIdentity"),
    skipMetadataApiCheck: get("skipMetadataApiCheck"),
    assumeRoles: get("assumeRoles") ?? (single ? [single] : []),
    allowedAccountIds: get("allowedAccountIds"),
    forbiddenAccountIds: get("forbiddenAccountIds"),
    endpoints,
    stsRegion: get("stsRegion"),
    httpProxy: get("httpProxy"),
    httpsProxy: get("httpsProxy"),
    noProxy: get("noProxy"),
    customCaBundle: get("customCaBundle"),
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
  problems.push(...Object.keys(endpoints).flatMap(misspelledEndpoint));
  return { config, problems };
}

/** What this module knows of pulumi-aws's configuration, for the documentation and its test. */
export const knownKeys = {
  supported: Object.keys(settings) as readonly string[],
  harmless: HARMLESS as readonly string[],
  refused: Object.keys(REFUSED) as readonly string[],
};
