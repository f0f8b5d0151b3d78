import { createHash, randomBytes } from "node:crypto";

type Prefix = "AROA" | "ANPA";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LENGTH = 17;

/** A unique id, as IAM gives one to everything: a name can be used again, an id never is. */
export function newId(prefix: Prefix): string {
  return idOf(prefix, randomBytes(LENGTH));
}

/** The id of what was there before the world began: always the same one. */
export function idFromWorld(prefix: Prefix, arn: string): string {
  return idOf(prefix, createHash("sha256").update(arn).digest());
}

function idOf(prefix: Prefix, bytes: Buffer): string {
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]);
  return prefix + letters.join("");
}
