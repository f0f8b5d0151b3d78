import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";

/** A share as it was made and changed; its status follows from the clock. Times are emulated milliseconds. */
export interface Share {
  readonly arn: string;
  readonly owner: string;
  readonly region: string;
  readonly name: string;
  readonly allowExternalPrincipals: boolean;
  readonly retainsOnLeave: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt?: number;
  /** RAM has made it of a resource policy that somebody put past RAM; it allows these actions, if we know. */
  readonly isFromPolicy?: boolean;
  readonly policyActions?: readonly string[];
  /** When it was made a share like others. */
  readonly promotedAt?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Whatever somebody who plays AWS wants to be read instead. */
  readonly forced?: Forced;
  /** The managed permission of each resource type. */
  readonly permissions: Readonly<Record<string, Attached>>;
}

/** The permission of one resource type in a share, and since when. */
export interface Attached {
  readonly arn: string;
  readonly version: number;
  readonly at: number;
}

export const ASSOCIATION_TYPES = ["PRINCIPAL", "RESOURCE", "SOURCE"] as const;

/** A principal, resource or source of a share, and what became of it. Times are emulated milliseconds. */
export interface Association {
  readonly shareArn: string;
  readonly type: (typeof ASSOCIATION_TYPES)[number];
  readonly entity: string;
  /** Not of the owner's organization, as far as RAM shares within it. */
  readonly external: boolean;
  readonly at: number;
  readonly removedAt?: number;
  /** Why it turns to FAILED; no call is refused for it. */
  readonly failure?: string;
  /** Whatever somebody who plays AWS wants to be read instead. */
  readonly forced?: Forced;
  /** The invitation that has to be accepted first. */
  readonly invitation?: string;
}

/** An invitation and what became of it. Times are emulated milliseconds. */
export interface Invitation {
  readonly arn: string;
  readonly shareArn: string;
  readonly receiver: string;
  readonly sentAt: number;
  readonly acceptedAt?: number;
  readonly rejectedAt?: number;
  /** The owner has taken the principal away before an answer. */
  readonly withdrawnAt?: number;
}

/** A status that does not follow from what happened. */
export interface Forced {
  readonly status: string;
  readonly message?: string;
}

export const shareTable = (store: Store) => store.table<Share>("ram/shares");
export const associationTable = (store: Store) => store.table<Association>("ram/associations");
export const invitationTable = (store: Store) => store.table<Invitation>("ram/invitations");

/** What is enough to tell how things are. */
export type Emulated = Pick<Call, "world" | "store" | "clock">;

/** Whether so many seconds have passed since then. */
export function passed(since: number, seconds: number, { clock }: Pick<Emulated, "clock">): boolean {
  return clock.now() >= since + seconds * 1000;
}

/** Seconds, as a number: answers are remembered with their client token, and so have to be plain JSON. */
export function onTheWire(milliseconds: number): number {
  return milliseconds / 1000;
}
