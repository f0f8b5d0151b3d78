import type { WorldModel } from "../../world/schema";

export type AgreementTerms = WorldModel["offers"][number]["termDetails"];

/** An agreement as it was made; what it is at a moment follows from the clock. Times are emulated milliseconds. */
export interface Agreement {
  /** AWS Marketplace's name of it; a status that somebody has made up has none. */
  readonly id?: string;
  readonly offerId: string;
  readonly requestedAt: number;
  /** What was accepted, whatever the offer says later. */
  readonly terms?: AgreementTerms;
  /** Set when the agreement cannot be kept: it turns to ERROR at that time. */
  readonly failure?: Failure;
  readonly cancelledAt?: number;
  /** Only of before the world began. */
  readonly endsAt?: number;
  readonly endedAs?: string;
  /** Whatever somebody who plays AWS wants to be read instead. */
  readonly forcedStatus?: string;
}

interface Failure {
  readonly at: number;
  /** What Bedrock says; it may say nothing. */
  readonly message?: string;
  /** What AWS Marketplace says of the entitlement. */
  readonly reason?: string;
  /** From the beginning: the agreement is never AVAILABLE before. */
  readonly isCertain?: boolean;
}

/** What an account has of one model: the current agreement, and the message of the last one that failed. */
export interface AgreementRecord {
  readonly current?: Agreement;
  /** Those before it. */
  readonly past?: readonly Agreement[];
  /** AWS keeps showing the message of a failure until an agreement succeeds. */
  readonly lastError?: string;
}
