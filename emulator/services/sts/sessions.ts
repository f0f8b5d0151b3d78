import { randomBytes } from "node:crypto";

import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { parseIdentityPolicy, policyProblem } from "../../policies/parse";
import { type Session, sessions } from "../../authentication/principals";
import { managedPolicy } from "../iam/managed-policies";
import { arnOf, roleInForce } from "../iam/roles";
import { type Input, integer, list, optional, required, structure, text } from "../../validation/shapes";
import { refusals } from "./refusals";
import { partitionOf } from "../../world/partitions";

export const ONE_HOUR = 3600;
/** The room that session policies and tags have, packed. */
const ROOM_BYTES = 2048;

export const utilization = assume(
  "sts.tokenUtilization",
  "SessionTokenUtilization is told beside PackedPolicySize, which it is to replace; it is newer than every recording",
  { absent: "it is not told", instead: "it is told, and PackedPolicySize is not" },
);

/** What every call that opens a session says. */
export const session = {
  RoleArn: required(text({ min: 20, max: 2048 })),
  RoleSessionName: required(text({ min: 2, max: 64, pattern: /[\w+=,.@-]*/ })),
  DurationSeconds: optional(integer({ min: 900, max: 43_200 })),
  Policy: optional(text({ min: 1 })),
  PolicyArns: optional(list(structure({ arn: optional(text({ min: 20, max: 2048 })) }))),
};

/** A role by its ARN. */
export function findRole(arn: string, call: Call) {
  const { region, principal } = call;
  const [, partition, account, path] = /^arn:([\w-]+):iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (partition === undefined || account === undefined || path === undefined) return undefined;
  // A call without a signature does not tell where it is made.
  if (principal.kind !== "anonymous" && partition !== partitionOf(region)) return undefined;
  const name = path.split("/").at(-1)!;
  const role = roleInForce(partition, account, name, call);
  return role && arnOf(role) === arn ? { partition, account, name, role, arn } : undefined;
}

/** What a session is handed over: the most that it may do, whatever its role may. */
function narrowing({ Policy, PolicyArns }: Input<typeof session>, call: Call): Partial<Session> {
  const policyArns = PolicyArns?.map(({ arn = "" }) => arn) ?? [];
  const missing = policyArns.find((arn) => !managedPolicy(arn, call));
  if (missing !== undefined) throw refusals.noSuchPolicy(missing);
  const policy = Policy === undefined ? undefined : parsedPolicy(Policy);
  return { ...(policy && { policy }), ...(policyArns.length > 0 && { policyArns }) };
}

function parsedPolicy(text: string): object {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw refusals.badPolicy("it is not JSON");
  }
  if (typeof document !== "object" || document === null) throw refusals.badPolicy("it is no object");
  const why = policyProblem(document, parseIdentityPolicy);
  if (why !== undefined) throw refusals.badPolicy(why);
  return document;
}

/** Hands out temporary credentials for a role. They expire in real time, since clients look at their own clocks. */
export function openSession(
  { partition, account, name, role, arn: roleArn }: NonNullable<ReturnType<typeof findRole>>,
  input: Input<typeof session> & { Tags?: readonly object[] },
  call: Call,
  tags: Pick<Session, "sessionTags" | "transitiveTagKeys"> = {},
) {
  const { RoleSessionName, DurationSeconds = ONE_HOUR } = input;
  if (DurationSeconds > role.maxSessionDuration) throw refusals.tooLongForRole();
  const random = (bytes: number): string => randomBytes(bytes).toString("hex").toUpperCase();
  const accessKeyId = `ASIA${random(8)}`;
  const opened: Session = {
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${RoleSessionName}`,
    userId: `${role.id}:${RoleSessionName}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(120).toString("base64"),
    expiresAt: Date.now() + DurationSeconds * 1000,
    roleArn,
    ...narrowing(input, call),
    ...tags,
  };
  forgetOld(call);
  sessions(call.store).set(accessKeyId, opened);
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: opened.secretAccessKey,
      SessionToken: opened.sessionToken,
      Expiration: new Date(opened.expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: opened.userId, Arn: opened.arn },
    ...sizes(input, call),
  };
}

/** Sessions are told for a day that they have expired; after that they are as unknown as any. */
function forgetOld({ store }: Call): void {
  const limit = Date.now() - 24 * ONE_HOUR * 1000;
  for (const [id, { expiresAt }] of sessions(store)) if (expiresAt < limit) sessions(store).delete(id);
}

/** How much of the room for policies and tags is taken, and how much of the token's, in percent. */
function sizes({ Policy, PolicyArns, Tags }: Parameters<typeof openSession>[1], call: Call) {
  const bytes = JSON.stringify([Policy, PolicyArns, Tags]).length;
  const percent = Math.min(100, Math.ceil((bytes * 100) / ROOM_BYTES));
  const isPacked = Policy !== undefined || PolicyArns !== undefined || Tags !== undefined;
  return {
    ...(isPacked && !utilization.is("instead", call) && { PackedPolicySize: percent }),
    ...(!utilization.is("absent", call) && { SessionTokenUtilization: percent }),
  };
}
