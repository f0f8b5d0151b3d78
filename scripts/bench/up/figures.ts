import type { Figure, Sample } from "../bench";
import type { Run } from "../stack/stack";

/** What is shown of an `up`. @param atMost what its ratio to the reference may be */
export const FIGURES = (atMost: number): Figure[] => [
  { name: "time", unit: "ms", goal: { of: "ratio", atMost } },
  { name: "all processes", unit: "ms", goal: { of: "ratio", atMost } },
  { name: "engine", unit: "ms" },
];

export const sampleOf = ({ time, processor, engine }: Run): Sample => ({
  ...{ time, engine, "all processes": processor },
});
