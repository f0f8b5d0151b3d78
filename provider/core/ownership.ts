/** What can become of an object when its resource is removed. */
export const DELETION_POLICIES = ["delete-if-created", "delete", "retain"] as const;
export type DeletionPolicy = (typeof DELETION_POLICIES)[number];

/** Whose mark an object bears: this resource's, another's, or none that tells anything. */
export type Mark = "ours" | "others" | "none";

/** All that decides whether an object that its resource lets go of is deleted. */
export interface Standing {
  /** @default "delete-if-created" */
  readonly deletionPolicy?: DeletionPolicy | undefined;
  /** Another resource of this run, or of this resource's next incarnation, that wants the object. */
  readonly wantedBy?: Heir | undefined;
  /** What AWS shows now: it counts for more than what our state remembers. */
  readonly mark: Mark;
  /** What our state says: the object was there before this resource. */
  readonly adopted: boolean;
}

/** Who has the object from now on. */
export interface Heir {
  readonly name: string;
  /** Whether it may delete the object one day; undefined where that is not known. */
  readonly owns?: boolean | undefined;
}

/** The words for one kind of object. */
export interface Remedy {
  /** How the object may have come to be without this resource, after "it was there before this resource". */
  readonly origin?: string;
  /** The command that removes it. */
  readonly byHand: string;
}

/**
 * The one rule of who may delete: who has made an object is known by its mark, else by our state. What this run wants, what
 * somebody else has taken over and what a user wants to retain is kept; where nobody can know, it is kept as well.
 * @returns why the object is kept, with what would remove it; undefined when it is ours to delete
 */
export function reasonToKeep(
  { deletionPolicy = "delete-if-created", wantedBy, mark, adopted }: Standing,
  { origin, byHand }: Remedy,
): string | undefined {
  const remedy = `deletionPolicy: "delete" would remove it; by hand: ${byHand}`;
  if (deletionPolicy === "retain") return `its deletionPolicy is "retain"; by hand: ${byHand}`;
  if (wantedBy) return wanted(wantedBy, remedy);
  if (mark === "others") {
    const whose = adopted
      ? "it is another resource's, and was there before this one"
      : "another resource has taken it over";
    return `${whose}; by hand: ${byHand}`;
  }
  if (mark === "ours" || deletionPolicy === "delete" || !adopted) return undefined;
  return lines(`it was there before this resource${origin === undefined ? "." : `: ${origin}.`}`, remedy);
}

function wanted({ name, owns }: Heir, remedy: string): string {
  const wants = `the resource ${name} still uses it`;
  if (owns === undefined) return wants;
  return owns
    ? `${wants}, and owns it from now on`
    : lines(`${wants}, and counts it as adopted: removing ${name} will keep it.`, remedy);
}

const lines = (...parts: readonly string[]): string => parts.join("\n  ");
