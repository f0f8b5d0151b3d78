import { ModelAccessError } from "../../core/errors";
import { documentOf, type PolicyDocument } from "./policy-document";
import type { Part } from "./scp";

/** How long a document is, in the characters that AWS counts, of how many there may be. */
export interface PolicySize {
  /** Which one: `scp[0]`, `runtime`. */
  readonly document: string;
  readonly characters: number;
  readonly limit: number;
}

/** What AWS takes of one kind: how long one may be, and how many of ours fit beside one another. */
interface Room {
  readonly what: string;
  readonly characters: number;
  readonly documents: number;
}

/**
 * Of control policies a target has ten since May 2026, one of which is AWS's own FullAWSAccess, or nothing at all would be allowed
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html); a role has ten managed policies
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 */
export const ROOM = {
  scp: { what: "service control policies", characters: 10_240, documents: 9 },
  rcp: { what: "resource control policies", characters: 5_120, documents: 1 },
  managed: { what: "managed policies", characters: 6_144, documents: 10 },
} as const satisfies Record<string, Room>;

export function charactersOf(document: PolicyDocument): number {
  return JSON.stringify(document).length;
}

/**
 * Statements in their order, in as few documents as hold them whole.
 * @throws ModelAccessError when one of them, or all together, are too long for where they are attached
 */
export function split(parts: readonly Part[], room: Room): PolicyDocument[] {
  const documents: Part[][] = [];
  for (const part of parts) {
    assertSize(documentOf([part.statement]), room, part.from, `the statement ${part.statement.Sid}`);
    const last = documents.at(-1);
    if (last && charactersOf(whole([...last, part])) <= room.characters) last.push(part);
    else documents.push([part]);
  }
  if (documents.length > room.documents) {
    throw new ModelAccessError(
      `${longest(parts)}: the guard takes ${documents.length} ${room.what} of the ${room.documents} there is room for`,
      [SHORTER],
    );
  }
  return documents.map(whole);
}

const SHORTER = "Name providers instead of their models, one way (via) for all, or fewer roles by wildcards.";

/** @throws ModelAccessError when a document is longer than it may be */
export function assertSize(
  document: PolicyDocument,
  { characters: limit }: Room,
  from: string,
  what: string,
): void {
  const characters = charactersOf(document);
  if (characters > limit)
    throw new ModelAccessError(
      `${from}: ${what} takes ${characters} characters of the ${limit} there may be`,
      [SHORTER],
    );
}

function whole(parts: readonly Part[]): PolicyDocument {
  return documentOf(parts.map(({ statement }) => statement));
}

/** The argument that most of the characters come from. */
function longest(parts: readonly Part[]): string {
  const lengths = new Map<string, number>();
  for (const { from, statement } of parts)
    lengths.set(from, (lengths.get(from) ?? 0) + JSON.stringify(statement).length);
  return [...lengths].sort(([, one], [, other]) => other - one)[0]![0];
}
