import { randomBytes } from "node:crypto";

import { digest } from "../../core/digest";
import type { Mark } from "../../core/ownership";

/** Tags that start so are ours: they mark what we made, and nobody sees them in a diff. */
export const OWN_PREFIX = "pulumi-model-access:";
/**
 * The tag that says whose an object is. Its value is
 * - `<digest of a URN>` on what was made for that resource, or was handed over to it,
 * - `<digest>.<some letters>` on what it has found again: by the letters, in the state as `__mark`, a resource is told from
 *   another of the same URN, be it the one that it replaces or one of the same stack in another backend,
 * - `adopted-<digest>` on what it has taken over from another resource, to look after and not to delete.
 */
export const MARKER_KEY = `${OWN_PREFIX}resource`;

const TAKEN_OVER = "adopted-";

/** What a resource knows of its mark. */
export interface Marked {
  /** What the resource is called now. */
  readonly urn: string;
  /** The mark it has set; absent where it has set none. */
  readonly __mark?: string | undefined;
}

/** The mark of what is made: the same in every run, so that a run finds what a killed one has made. */
export function firstMark(urn: string): string {
  return digest(urn);
}

/** Whether the mark is one of this resource, or of another one with its URN. */
export function bearsUrn(mark: string | undefined, urn: string): boolean {
  return mark === firstMark(urn) || (mark?.startsWith(`${firstMark(urn)}.`) ?? false);
}

/** What a mark says to a resource that has the object in its state. */
export function judged(mark: string | undefined, { urn, __mark }: Marked): Mark {
  if (mark === undefined || mark === TAKEN_OVER + (__mark ?? firstMark(urn))) return "none";
  // The first mark is ours as well where the object was handed over to us.
  if (mark === __mark || mark === firstMark(urn)) return mark.startsWith(TAKEN_OVER) ? "none" : "ours";
  return "others";
}

/** What a resource sets on an object that its create has found; nothing where nobody has marked it. */
export function markOnFinding(
  mark: string | undefined,
  urn: string,
): { readonly adopted: boolean; readonly __mark?: string } {
  if (mark === undefined) return { adopted: true };
  if (!bearsUrn(mark, urn)) return { adopted: true, __mark: TAKEN_OVER + firstMark(urn) };
  return { adopted: false, __mark: `${firstMark(urn)}.${randomBytes(4).toString("hex")}` };
}

/** Whose an object is, as the state keeps it, and the mark that it should bear in AWS; none where it stays without one. */
export interface Ownership {
  readonly adopted: boolean;
  readonly __mark?: string | undefined;
  readonly bears?: string | undefined;
}

/**
 * @param mark what the object bears
 * @param found whether this run's create has found it; else it has made it, or the state knows it
 */
export function ownershipOf(
  mark: string | undefined,
  { urn, __mark, adopted }: Marked & { readonly adopted: boolean },
  found = false,
): Ownership {
  if (found) {
    const ours = markOnFinding(mark, urn);
    return { ...ours, bears: ours.__mark };
  }
  switch (judged(mark, { urn, __mark })) {
    case "ours":
      return { adopted: false, __mark: mark, bears: mark };
    case "others":
      return { adopted, __mark, bears: mark };
    default: {
      // AWS may have lost the mark of what we made; what was made by hand stays without one.
      const bears = adopted ? mark : firstMark(urn);
      return { adopted, __mark: bears ?? __mark, bears };
    }
  }
}

/**
 * The mark by which an object that is kept changes hands.
 * @param mark what it bears
 * @param heir the URN of the resource of this run that wants it
 * @returns undefined where it is not ours to give, or has nobody to go to
 */
export function handedOver(
  mark: string | undefined,
  ours: Marked & { readonly adopted: boolean },
  heir: string | undefined,
): string | undefined {
  const standing = judged(mark, ours);
  if (standing === "ours") return heir === undefined || heir === ours.urn ? undefined : firstMark(heir);
  // Who has taken it over while it was ours, in whichever process or stack, has it from now on.
  const isTaken = !ours.adopted && standing === "others" && (mark?.startsWith(TAKEN_OVER) ?? false);
  return isTaken && mark !== undefined ? mark.slice(TAKEN_OVER.length) : undefined;
}

/** The tags of an object that should bear a mark. */
export function withMark(
  tags: Readonly<Record<string, string>>,
  mark: string | undefined,
): Readonly<Record<string, string>> {
  return mark === undefined ? tags : { ...tags, [MARKER_KEY]: mark };
}
