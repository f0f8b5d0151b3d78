import { isDeepStrictEqual } from "node:util";

import { type AwsConfig, readAwsConfig, type ReadKey } from "../../aws/config/config";
import { SECRET_SETTINGS } from "../../aws/config/config-keys";
import { accountAsked, CONFIGURED } from "../../aws/region-and-role";
import { isRegion, partitionOf } from "../../aws/regions-and-partitions";
import { hasUnknown, type Props } from "../../core/props";

/**
 * Reads the configuration of a provider by the keys of the stack's, such as `aws:region`. The class of programs says them as they
 * are; the default provider is given those of `model-access:*`, and a program in another language names arguments, without
 * either prefix. What is not known yet is not set.
 */
export function reader(config: Props): ReadKey {
  return (key) => {
    const name = bare(key);
    const value = config[key] ?? config[`model-access:${name}`] ?? config[name];
    return hasUnknown(value) ? undefined : value;
  };
}

/** The keys of what nobody may see. */
export function secretKeys(config: Props): string[] {
  return Object.keys(config).filter((key) => SECRET_SETTINGS.includes(bare(key)));
}

/**
 * The keys by whose change all that a provider has made is surely out of its reach: in another account, or another partition of
 * AWS. Whatever else changes, resources find out one by one whether they move.
 */
export function movedBy(olds: Props, news: Props): string[] {
  const [before, after] = [olds, news].map((config) => readAwsConfig(reader(config)).config) as [
    AwsConfig,
    AwsConfig,
  ];
  const changed = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !isDeepStrictEqual(olds[key], news[key]),
  );
  const [was, is] = [before, after].map((config) => accountAsked(undefined, config));
  const isOtherAccount = was !== is && ![was, is].includes(CONFIGURED);
  const isOtherPartition =
    isRegion(before.region) &&
    isRegion(after.region) &&
    partitionOf(before.region) !== partitionOf(after.region);
  return changed.filter(
    (key) =>
      (isOtherAccount && ACCOUNT_KEYS.includes(bare(key))) || (isOtherPartition && bare(key) === "region"),
  );
}

/** What tells the account. */
const ACCOUNT_KEYS = ["assumeRole", "assumeRoles", "allowedAccountIds"];

function bare(key: string): string {
  return key.replace(/^(aws|model-access):/, "");
}
