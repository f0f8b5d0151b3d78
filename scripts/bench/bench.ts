import type { EngineName } from "./stack/stack";

/** What one run of something has taken, by the names of its figures. What cannot be measured on this system is not there. */
export type Sample = Readonly<Record<string, number>>;

/** What is wanted of a figure: of its ratio to the reference, or of itself. */
export interface Goal {
  readonly of: "ratio" | "value";
  readonly atMost: number;
}

/** One number of a sample, as the table shows it. */
export interface Figure {
  /** Its name in the samples. */
  readonly name: string;
  readonly unit: "ms" | "MiB" | "calls";
  readonly goal?: Goal;
}

/** Something of ours, beside what does as little as can be done in the same way. */
export interface Comparison {
  readonly what: string;
  readonly against: string;
  readonly figures: readonly Figure[];
  ours(): Promise<Sample>;
  reference(): Promise<Sample>;
}

/** How the command line wants it measured. */
export interface How {
  /** What deploys stacks, where stacks are deployed. */
  readonly engine: EngineName;
}

/** A piece of `npm run bench`: a file that exports one, and a line in `benches.ts`. */
export interface Bench {
  readonly name: string;
  /** What it measures, in a few words. */
  readonly about: string;
  /** How often each is measured unless `--n` says otherwise. */
  readonly runs: number;
  /** Prepares what all its comparisons need. */
  open(how: How): Promise<{ readonly comparisons: readonly Comparison[]; close(): Promise<void> }>;
}
