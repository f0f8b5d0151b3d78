import { AuthorizationError } from "../behaviours/refusals";
import type { Authorization } from "./signature";
import type { Store } from "../state/store";
import type { World } from "../world/schema";
import { partitionIn, partitionOf } from "../world/partitions";

/** Who makes a call. */
export interface Principal {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly kind: "user" | "root" | "assumed-role" | "anonymous";
  readonly secretAccessKey: string;
  /** Keys of session tags that go on to the next role in a chain. */
  readonly transitiveTagKeys?: readonly string[];
  /** The role whose session it is, with its path, which the session's own ARN does not tell. */
  readonly roleArn?: string;
  readonly sessionTags?: Readonly<Record<string, string>>;
  /** What was handed over when the role was assumed: a document, and managed policies. */
  readonly policy?: object;
  readonly policyArns?: readonly string[];
}

/** Temporary credentials that AssumeRole has handed out. */
export interface Session extends Omit<Principal, "kind"> {
  readonly sessionToken: string;
  /** Real time, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

export const sessions = (store: Store): Map<string, Session> => store.table<Session>("sts/sessions");

export const anonymous: Principal = {
  account: "",
  arn: "anonymous",
  userId: "anonymous",
  kind: "anonymous",
  secretAccessKey: "",
};

/**
 * Finds out who signed a request: an access key id of 12 digits is an account of the world; any other must be a user's, or have
 * been handed out by AssumeRole.
 */
export function principalOf(authorization: Authorization, world: World, store: Store): Principal {
  const { accessKeyId, sessionToken } = authorization;
  const account = world.accounts[accessKeyId];
  const partition = partitionOf(authorization.region);
  if (account?.rootKey) {
    return {
      account: accessKeyId,
      arn: `arn:${partition}:iam::${accessKeyId}:root`,
      userId: accessKeyId,
      kind: "root",
      secretAccessKey: account.secretAccessKey,
    };
  }
  if (account) {
    return {
      account: accessKeyId,
      arn: `arn:${partition}:iam::${accessKeyId}:user/emulated`,
      userId: `AIDA${accessKeyId}EMUL`,
      kind: "user",
      secretAccessKey: account.secretAccessKey,
    };
  }
  const user = userWith(accessKeyId, partition, world);
  if (user) return user;
  const session = sessions(store).get(accessKeyId);
  const isKnown = session?.sessionToken === sessionToken && partitionIn(session?.arn ?? "") === partition;
  if (!session || !isKnown) throw new AuthorizationError("invalid");
  if (session.expiresAt <= Date.now()) throw new AuthorizationError("expired");
  return { ...session, kind: "assumed-role" };
}

/** The user of the world with that access key. */
function userWith(accessKeyId: string, partition: string, { accounts }: World): Principal | undefined {
  for (const [account, { users }] of Object.entries(accounts)) {
    const found = Object.entries(users).find(([, user]) => user.accessKeyId === accessKeyId);
    if (!found) continue;
    const [name, { path, secretAccessKey }] = found;
    return {
      account,
      arn: `arn:${partition}:iam::${account}:user${path}${name}`,
      // As long as ids are, and one of its own.
      userId: accessKeyId.replace("AKIA", "AIDA"),
      kind: "user",
      secretAccessKey,
    };
  }
  return undefined;
}

/** Opt-in Regions know only the accounts that enabled them. */
export function requireRegion(region: string, account: string, world: World): void {
  const known = world.regions[region];
  if (!known) throw new AuthorizationError("signature", "Credential should be scoped to a valid region.");
  if (known.optIn && !world.accounts[account]?.optInRegions.includes(region)) {
    throw new AuthorizationError("invalid");
  }
}
