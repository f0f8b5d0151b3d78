import { randomBytes } from "node:crypto";

import type { Call } from "../../operation";
import { sessions } from "../../principals";
import { integer, text } from "../../validation/shapes";

export const roleArn = text({ min: 20, max: 2048 });
export const roleSessionName = text({ min: 2, max: 64, pattern: /[\w+=,.@-]*/ });
export const durationSeconds = integer({ min: 900, max: 43_200 });

export const ONE_HOUR = 3600;

/** A role of the world by its ARN. */
export function findRole(arn: string, { world }: Call) {
  const [, account, path] = /^arn:aws[\w-]*:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (account === undefined || path === undefined) return undefined;
  const name = path.split("/").at(-1)!;
  const role = world.accounts[account]?.roles[name];
  return role && { account, name, role };
}

/** Hands out temporary credentials for a role. They expire in real time, since clients look at their own clocks. */
export function openSession(account: string, role: string, sessionName: string, seconds: number, call: Call) {
  const random = (bytes: number): string => randomBytes(bytes).toString("hex").toUpperCase();
  const accessKeyId = `ASIA${random(8)}`;
  const roleId = `AROA${account}EMUL`;
  const session = {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`,
    userId: `${roleId}:${sessionName}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(120).toString("base64"),
    mayNotSubscribe: call.world.accounts[account]?.roles[role]?.maySubscribe === false,
    expiresAt: Date.now() + seconds * 1000,
  };
  sessions(call.store).set(accessKeyId, session);
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
  };
}
