import { createHash } from "node:crypto";

/** A short name for a text: the same on every machine, and nothing can be read out of it. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** The same as a UUID, for client tokens that have to be found again. */
export function digestUuid(...parts: readonly unknown[]): string {
  const hex = digest(JSON.stringify(parts));
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-5$3-a$4-$5");
}
