import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Statement } from "../../policies/document";
import { parsePolicy } from "../../policies/parse";
import type { Store } from "../../state/store";

export const GRANT_OPERATIONS = [
  "Decrypt",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
  "CreateGrant",
  "RetireGrant",
  "DescribeKey",
] as const;

/** What somebody may do with a key besides what its policy says. Times are emulated milliseconds. */
export interface Grant {
  readonly id: string;
  readonly keyArn: string;
  readonly name?: string;
  readonly granteePrincipal: string;
  readonly retiringPrincipal?: string;
  readonly operations: readonly string[];
  readonly issuingAccount: string;
  readonly createdAt: number;
  /** Lets the grant count at once for whoever shows it. */
  readonly token: string;
  readonly revokedAt?: number;
}

type Emulated = Pick<Call, "store" | "world" | "clock">;

const grantTable = (store: Store) => store.table<Grant>("kms/grants");

export const grantsAreLate = {
  source: "docs",
  what: "grants and revocations reach KMS's servers one after the other, after seconds or minutes; a grant's token counts at once",
} as const;

export const grantsListed = assume(
  "kms.grantsListed",
  "a grant is listed at once, and no longer once revoked",
  {
    late: "the list follows as late as the grant does",
  },
);

export function putGrant(grant: Grant, { store }: Pick<Emulated, "store">): void {
  grantTable(store).set(grant.id, grant);
}

/** @returns whether there was one */
export function revokeGrant(id: string, keyArn: string, emulated: Emulated): boolean {
  const grant = grantsOf(keyArn, emulated).find((one) => one.id === id);
  if (grant) putGrant({ ...grant, revokedAt: emulated.clock.now() }, emulated);
  return grant !== undefined;
}

/** The grants of a key that are not revoked. */
export function grantsOf(keyArn: string, { store }: Pick<Emulated, "store">): Grant[] {
  return everyGrant(keyArn, { store }).filter(({ revokedAt }) => revokedAt === undefined);
}

/** What is listed of them. */
export function listedGrants(keyArn: string, emulated: Emulated): Grant[] {
  return grantsListed.is("late", emulated) ? grantsInForce(keyArn, [], emulated) : grantsOf(keyArn, emulated);
}

/** What grants add to a key's policy; who is meant by a grantee is who would be meant there. */
export function grantStatements(
  keyArn: string,
  tokens: readonly string[],
  emulated: Emulated,
): readonly Statement[] {
  return grantsInForce(keyArn, tokens, emulated).flatMap(({ granteePrincipal, operations }) => {
    const Statement = {
      Effect: "Allow",
      Principal: { AWS: granteePrincipal },
      Action: operations.map((name) => `kms:${name}`),
      Resource: "*",
    };
    return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement })).statements;
  });
}

function grantsInForce(keyArn: string, tokens: readonly string[], emulated: Emulated): Grant[] {
  const { grantsCountAfterSeconds, revokedAfterSeconds } = emulated.world.timing.keys;
  const { clock } = emulated;
  return everyGrant(keyArn, emulated).filter(
    ({ createdAt, revokedAt, token }) =>
      (clock.hasPassed(createdAt, grantsCountAfterSeconds) || tokens.includes(token)) &&
      !(revokedAt !== undefined && clock.hasPassed(revokedAt, revokedAfterSeconds)),
  );
}

function everyGrant(keyArn: string, { store }: Pick<Emulated, "store">): Grant[] {
  return [...grantTable(store).values()].filter((grant) => grant.keyArn === keyArn);
}
