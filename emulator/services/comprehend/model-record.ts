import type { Call } from "../../operation/operation";

/** A version of a custom model as it was made; its status follows from the clock. Times are emulated milliseconds. */
export interface Model {
  readonly arn: string;
  readonly languageCode: string;
  readonly mode?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly modelKmsKeyId?: string;
  readonly dataAccessRoleArn?: string;
  /** What it was imported from. */
  readonly sourceModelArn?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy?: ModelPolicy;
  /** What the policy was before it was last changed. */
  readonly former?: { readonly policy?: ModelPolicy; readonly changedAt: number };
  readonly endpoints: readonly Endpoint[];
  readonly flywheel?: string;
  readonly submittedAt: number;
  /** How its training or import ends, unless it is stopped before. */
  readonly end?: { readonly at: number; readonly status: string; readonly message?: string };
  readonly stopRequestedAt?: number;
  readonly deletedAt?: number;
  /** Whatever somebody who plays AWS wants to be read instead. */
  readonly forced?: { readonly status: string; readonly message?: string };
}

export interface ModelPolicy {
  /** As it is read. */
  readonly text: string;
  /** As it was put, which is what it means. */
  readonly put: string;
  readonly revisionId: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface Endpoint {
  readonly name: string;
  readonly createdAt: number;
  readonly tags?: Model["tags"];
}

/** What is enough to tell how things are. */
export type Emulated = Pick<Call, "world" | "store" | "clock">;
