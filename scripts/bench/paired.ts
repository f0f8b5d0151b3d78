import type { Comparison, Figure, Goal, Sample } from "./bench";

/** The smallest and the middle one of what was measured. */
interface Spread {
  readonly min: number;
  readonly median: number;
}

/** A figure of ours and of its reference. */
export interface Result {
  readonly what: string;
  readonly against: string;
  readonly figure: string;
  readonly unit: Figure["unit"];
  readonly runs: number;
  readonly ours: Spread;
  readonly reference: Spread;
  /** Of the smallest, and the middle one of the pairs' ratios. */
  readonly ratio: Spread;
  readonly goal?: Goal;
  /** Whether the median keeps to the goal. */
  readonly met?: boolean;
}

/**
 * Measures a comparison in pairs, whose order changes from one to the next: what the machine does meanwhile is the same for both.
 * The first pair warms up and does not count.
 */
export async function inPairs(
  comparison: Comparison,
  runs: number,
  onPair: (done: number) => void = () => undefined,
): Promise<Result[]> {
  const ours: Sample[] = [];
  const reference: Sample[] = [];
  for (let pair = 0; pair <= runs; pair++) {
    const takes = [
      async () => void ours.push(await comparison.ours()),
      async () => void reference.push(await comparison.reference()),
    ];
    for (const take of pair % 2 === 0 ? takes : takes.reverse()) await take();
    onPair(pair);
  }
  return comparison.figures.flatMap((figure) =>
    resultOf(comparison, figure, ours.slice(1), reference.slice(1)),
  );
}

function resultOf(
  { what, against }: Comparison,
  { name, unit, goal }: Figure,
  ours: readonly Sample[],
  reference: readonly Sample[],
): Result[] {
  const [own, other] = [ours, reference].map((samples) =>
    samples.map((sample) => sample[name]).filter((value) => value !== undefined),
  ) as [number[], number[]];
  if (own.length === 0 || own.length !== other.length) return [];
  const [mine, theirs] = [spread(own), spread(other)];
  const pairs = own.map((value, index) => value / other[index]!);
  const ratio = { min: mine.min / theirs.min, median: median(pairs) };
  const common = {
    what,
    against,
    figure: name,
    unit,
    runs: own.length,
    ours: mine,
    reference: theirs,
    ratio,
  };
  if (!goal) return [common];
  const reached = goal.of === "ratio" ? ratio.median : mine.median;
  return [{ ...common, goal, met: reached <= goal.atMost }];
}

function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
