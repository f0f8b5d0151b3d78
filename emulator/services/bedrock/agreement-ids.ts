import { createHash, randomBytes } from "node:crypto";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits as AWS's ids have them, from what is random or from what an id is to follow from. */
export function letters(length: number, from: string | Buffer = randomBytes(64)): string {
  const bytes = createHash("sha512").update(from).digest();
  return [...bytes.subarray(0, length)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}
