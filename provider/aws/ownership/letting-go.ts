import { type DeletionPolicy, type Heir, reasonToKeep, type Remedy } from "../../core/ownership";
import { handedOver, judged, type Marked, MARKER_KEY } from "./marks";
import type { Tags } from "../tags";

/** What a resource knows of an object that bears its mark as a tag. */
interface Known extends Marked {
  readonly adopted: boolean;
  readonly deletionPolicy?: DeletionPolicy | undefined;
}

/** The object as AWS has it now. */
interface Tagged extends Remedy {
  /** What it bears; nothing where it is gone. */
  tags(): Promise<Tags>;
  changeTags(from: Tags, to: Tags): Promise<unknown>;
}

/**
 * Why an object that bears marks survives the removal of its resource; undefined when it is ours to delete. What is kept
 * because another resource wants it, of this run or of another stack, is marked as that one's. What was only taken over is its
 * maker's again.
 */
export async function reasonToKeepMarked(
  known: Known,
  heir: (Heir & { readonly urn: string }) | undefined,
  object: Tagged,
): Promise<string | undefined> {
  const { deletionPolicy, adopted } = known;
  if (deletionPolicy === "retain") return reasonToKeep({ deletionPolicy, mark: "none", adopted }, object);
  const mark = (await object.tags())[MARKER_KEY];
  const next = handedOver(mark, known, heir?.urn);
  if (next !== undefined) await object.changeTags({}, { [MARKER_KEY]: next });
  const wantedBy = heir && (next === undefined ? heir : { ...heir, owns: true });
  const standing = judged(mark, known);
  const kept = reasonToKeep({ deletionPolicy, wantedBy, mark: standing, adopted }, object);
  // The mark of our taking over goes with us: else whoever has made the object would leave it to us.
  const isTakenOver = mark !== undefined && standing === "none";
  if (kept !== undefined && !heir && isTakenOver) await object.changeTags({ [MARKER_KEY]: mark }, {});
  return kept;
}
