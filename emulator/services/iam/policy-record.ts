import type { Tags } from "./tags";

/** A managed policy as IAM keeps it. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: Tags;
  /** The oldest first. */
  readonly versions: readonly Version[];
  /** Such as `v1`. */
  readonly defaultVersion: string;
  /** How many there have been. */
  readonly counted: number;
}

export interface Version {
  readonly id: string;
  readonly document: string;
  readonly createdAt: number;
}
