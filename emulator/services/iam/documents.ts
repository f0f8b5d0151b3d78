import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Policy } from "../../policies/document";
import { parsePolicy, PolicyError } from "../../policies/parse";
import { isLike } from "../../policies/patterns";
import { text } from "../../validation/shapes";
import { readArn } from "./arns";
import { refusals } from "./refusals";
import { isRole, type Role } from "./roles";

// eslint-disable-next-line no-control-regex -- tabs and line breaks are meant
export const policyDocument = text({ min: 1, max: 131_072, pattern: /[\u0009\u000A\u000D\u0020-\u00FF]+/ });

export const inlineVersion = assume(
  "iam.inlineVersion",
  "an inline policy may be in the language of 2008, or without a Version, which a managed one may not",
  { refused: "it is refused like a managed one" },
);

const LIMITS = { managed: 6144, inline: 10_240, trust: 2048 };

/** IAM counts no white space. */
function lengthOf(document: string): number {
  return document.replace(/\s/g, "").length;
}

/** Refuses the text of a managed policy that is none. */
export function checkManaged(document: string): void {
  checkAttached(document);
  requireVersion(document);
  if (lengthOf(document) > LIMITS.managed) throw refusals.policyTooLarge(LIMITS.managed);
}

/** Refuses the text of an inline policy that is none, or too long beside the role's others. */
export function checkInline(document: string, others: Role["inline"], role: string, call: Call): void {
  checkAttached(document);
  if (inlineVersion.is("refused", call)) requireVersion(document);
  const all = [...others.map((one) => one.document), document].map(lengthOf);
  if (all.reduce((sum, length) => sum + length, 0) > LIMITS.inline) {
    throw refusals.inlineTooLarge(LIMITS.inline, role);
  }
}

function checkAttached(document: string): void {
  try {
    parsePolicy(document, { principal: false });
  } catch (error) {
    throw malformed(error);
  }
}

function requireVersion(document: string): void {
  const { Version } = JSON.parse(document) as { Version?: unknown };
  if (Version !== "2012-10-17") throw refusals.oldVersion();
}

/** What assumes a role. */
const ASSUMING = [
  "assumerole",
  "assumerolewithsaml",
  "assumerolewithwebidentity",
  "tagsession",
  "setsourceidentity",
  "setcontext",
].map((name) => `sts:${name}`);

/** Refuses the text of a trust policy that is none. */
export function checkTrust(document: string, call: Call): void {
  const { statements } = parseTrust(document);
  for (const { actions, resources, principals } of statements) {
    if (resources) throw refusals.trustedResource();
    const isKnown = actions.named.every((pattern) => ASSUMING.some((action) => isLike(action, pattern)));
    if (!isKnown) throw refusals.trustedAction();
    const named = principals && principals.named !== "*" ? (principals.named.AWS ?? []) : [];
    for (const arn of named) if (!exists(arn, call)) throw refusals.unknownPrincipal(arn);
  }
  if (lengthOf(document) > LIMITS.trust) throw refusals.trustTooLarge(LIMITS.trust);
}

function parseTrust(document: string): Policy {
  try {
    JSON.parse(document);
  } catch {
    throw refusals.trustNotJson();
  }
  try {
    return parsePolicy(document, { resource: false });
  } catch (error) {
    throw malformed(error);
  }
}

function malformed(error: unknown): unknown {
  return error instanceof PolicyError ? refusals.malformed(error.message) : error;
}

/** Of roles in accounts of the world it is known whether they exist. */
function exists(principal: string, call: Call): boolean {
  const role = readArn(principal, "role");
  return !role || !call.world.accounts[role.account] || isRole(principal, call);
}

/** A document as IAM's reads have it, encoded after RFC 3986. */
export function encoded(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
