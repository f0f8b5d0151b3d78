import { startEmulator } from "pulumi-model-access-emulator";

import type { Bench, Comparison, Sample } from "../bench";
import { CONFIG } from "../host/place";
import { closure, type Declares, many, models, ours } from "../programs";
import { BenchProject } from "../project";
import { BenchStack } from "../stack/stack";

const SIZES = [100, 500];
const SERVICES = ["bedrock", "sts", "marketplaceagreement"];

/** An `up` that changes nothing. */
export const noop: Bench = {
  name: "noop",
  about: "an up that changes nothing",
  runs: 3,
  async open({ engine }) {
    const emulator = await startEmulator({ world: { models: models(Math.max(...SIZES)) } });
    const endpoints = Object.fromEntries(SERVICES.map((service) => [service, emulator.url]));
    const config = { ...CONFIG, "aws:endpoints": JSON.stringify([endpoints]) };
    const projects: BenchProject[] = [];
    /** The first run makes everything; those that count come after it. */
    const unchanged = (declares: Declares, count: number) => {
      let stack: Promise<BenchStack> | undefined;
      const made = async (): Promise<BenchStack> => {
        const project = new BenchProject(many(declares, count), config);
        projects.push(project);
        const opened = await BenchStack.open(project, engine);
        await opened.run("up");
        return opened;
      };
      return async (): Promise<Sample> => {
        const { time, processor, engine: ofEngine } = await (await (stack ??= made())).run("up");
        return { time, "all processes": processor, engine: ofEngine };
      };
    };
    return {
      comparisons: SIZES.map((size): Comparison => ({
        what: `${size} agreements`,
        against: `${size} empty dynamic resources`,
        figures: [
          { name: "time", unit: "ms", goal: { of: "ratio", atMost: 1.1 } },
          { name: "all processes", unit: "ms", goal: { of: "ratio", atMost: 1.1 } },
          { name: "engine", unit: "ms" },
        ],
        ours: unchanged(ours, size),
        reference: unchanged(closure, size),
      })),
      close: async () => {
        await emulator.close();
        for (const project of projects) project.remove();
      },
    };
  },
};
