import { type Authorization, AuthorizationError } from "./authorization";
import type { Store } from "./store";
import type { World } from "./world/schema";
import { partitionIn, partitionOf } from "./partitions";

/** Who makes a call. */
export interface Principal {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly kind: "user" | "root" | "assumed-role" | "anonymous";
  readonly secretAccessKey: string;
  /** The role whose session it is, with its path, which the session's own ARN does not tell. */
  readonly roleArn?: string;
  /** Keys of session tags that go on to the next role in a chain. */
  readonly transitiveTagKeys?: readonly string[];
  /** IAM lets it do everything but subscribe in AWS Marketplace. */
  readonly mayNotSubscribe?: boolean | undefined;
}

/** Temporary credentials that AssumeRole has handed out. */
export interface Session {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly roleArn?: string;
  readonly mayNotSubscribe?: boolean | undefined;
  /** Real time, in milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly transitiveTagKeys?: readonly string[];
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
 * Finds out who signed a request: an access key id of 12 digits is an account of the world; any other must have been
 * handed out by AssumeRole.
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
  const session = sessions(store).get(accessKeyId);
  const isKnown = session?.sessionToken === sessionToken && partitionIn(session?.arn ?? "") === partition;
  if (!session || !isKnown) throw new AuthorizationError("invalid");
  if (session.expiresAt <= Date.now()) throw new AuthorizationError("expired");
  return { ...session, kind: "assumed-role" };
}

/** Opt-in Regions know only the accounts that enabled them. */
export function requireRegion(region: string, account: string, world: World): void {
  const known = world.regions[region];
  if (!known) throw new AuthorizationError("signature", "Credential should be scoped to a valid region.");
  if (known.optIn && !world.accounts[account]?.optInRegions.includes(region)) {
    throw new AuthorizationError("invalid");
  }
}
