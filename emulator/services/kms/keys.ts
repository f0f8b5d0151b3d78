import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { partitionIn, partitionOf } from "../../world/partitions";

/** A KMS key as it is now. */
export interface Key {
  readonly arn: string;
  readonly isEnabled: boolean;
  readonly aliases: readonly string[];
  /** An IAM policy document. */
  readonly policy: KeyPolicy;
}

export type KeyPolicy = Readonly<Record<string, unknown>>;

type Emulated = Pick<Call, "world" | "store">;

/** What somebody has changed of a key of the world. */
interface Change {
  readonly enabled?: boolean;
  readonly policy?: KeyPolicy;
}

const changeTable = (store: Store) => store.table<Change>("kms/changes");

export function keyAt(arn: string, { world, store }: Emulated): Key | undefined {
  const known = world.keys[arn];
  if (!known) return undefined;
  const { enabled, policy } = { ...known, ...changeTable(store).get(arn) };
  return { arn, isEnabled: enabled, aliases: known.aliases, policy: policy ?? defaultPolicy(arn) };
}

/** The keys of an account in a Region. */
export function keysOf(account: string, region: string, emulated: Emulated): Key[] {
  const prefix = `arn:${partitionOf(region)}:kms:${region}:${account}:key/`;
  const own = Object.keys(emulated.world.keys).filter((arn) => arn.startsWith(prefix));
  return own.map((arn) => keyAt(arn, emulated)!);
}

export function changeKey({ arn }: Key, change: Change, { store }: Pick<Emulated, "store">): void {
  changeTable(store).set(arn, { ...changeTable(store).get(arn), ...change });
}

export function aliasArn({ arn }: Pick<Key, "arn">, alias: string): string {
  return arn.replace(/key\/.*$/, alias);
}

export function ownerOf({ arn }: Pick<Key, "arn">): string {
  return arn.split(":")[4]!;
}

/** What AWS gives a key that is made without a policy: its account decides. */
function defaultPolicy(arn: string): KeyPolicy {
  return {
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${partitionIn(arn)}:iam::${ownerOf({ arn })}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  };
}
