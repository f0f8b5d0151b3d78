import type { Bench, Comparison, Sample } from "../bench";
import { closure, many } from "../programs";
import { BenchProject } from "../project";
import { BenchStack, type EngineName } from "../stack/stack";

const SMALLEST = 50;
const SIZES = [500, 2000, 5000];

/** What a resource takes of an engine, the more there are: of the first `up`, with resources that do nothing. */
export const growth: Bench = {
  name: "growth",
  about: "what each resource takes of the engine, the more there are",
  runs: 2,
  async open({ engine }) {
    return {
      comparisons: SIZES.map((size): Comparison => ({
        what: `${size} resources`,
        against: `${SMALLEST} of them`,
        figures: [
          { name: "each, engine", unit: "ms", goal: { of: "ratio", atMost: 1.1 } },
          { name: "each, all processes", unit: "ms" },
          { name: "engine, memory", unit: "MiB", goal: { of: "value", atMost: 1024 } },
        ],
        ours: () => made(size, engine),
        reference: () => made(SMALLEST, engine),
      })),
      close: async () => undefined,
    };
  },
};

/** What one of so many takes, above what a run takes that has none. */
async function made(count: number, engine: EngineName): Promise<Sample> {
  const [none, all] = [await up(0, engine), await up(count, engine)];
  return {
    "each, engine": (all.engine - none.engine) / count,
    "each, all processes": (all.processor - none.processor) / count,
    "engine, memory": all.memory.engine,
  };
}

async function up(count: number, engine: EngineName) {
  const project = new BenchProject(many(closure, count));
  try {
    return await (await BenchStack.open(project, engine)).run("up");
  } finally {
    project.remove();
  }
}
