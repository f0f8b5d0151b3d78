import type { Call } from "../../operation";
import { evaluate, type PolicyRequest } from "../../policies/evaluate";
import { parsePolicy } from "../../policies/parse";
import type { Store } from "../../store";

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
}

type Emulated = Pick<Call, "store">;

const grantTable = (store: Store) => store.table<Grant>("kms/grants");

export function putGrant(grant: Grant, { store }: Emulated): void {
  grantTable(store).set(grant.id, grant);
}

/** @returns whether there was one */
export function removeGrant(id: string, keyArn: string, { store }: Emulated): boolean {
  return grantTable(store).get(id)?.keyArn === keyArn && grantTable(store).delete(id);
}

export function grantsOf(keyArn: string, { store }: Emulated): Grant[] {
  return [...grantTable(store).values()].filter((grant) => grant.keyArn === keyArn);
}

/** Whether a grant lets the request through; who is meant by a grantee is who would be meant in a policy. */
export function isGranted(keyArn: string, request: PolicyRequest, emulated: Emulated): boolean {
  return grantsOf(keyArn, emulated).some(({ granteePrincipal, operations }) => {
    const Statement = {
      Effect: "Allow",
      Principal: { AWS: granteePrincipal },
      Action: operations.map((name) => `kms:${name}`),
      Resource: "*",
    };
    const policy = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }));
    return evaluate(policy, request) === "allowed";
  });
}
