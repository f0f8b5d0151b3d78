import { type LoggedRequest, startEmulator, type WorldFile } from "pulumi-model-access-emulator";

import { configAt } from "./host/place";
import { BenchProject } from "./project";
import { BenchStack, type EngineName } from "./stack/stack";

type Timing = NonNullable<WorldFile["timing"]>;

/** AWS that is ready at once: each look is one that the work needs, and none waits. */
const AT_ONCE: Timing = {
  agreement: { visibleAfterSeconds: 0, availableAfterSeconds: 0, cancelAfterSeconds: 0 },
  sharing: {
    ...{ foundAfterSeconds: 0, associatedAfterSeconds: 0, organizationAssociatedAfterSeconds: 0 },
    ...{ disassociatedAfterSeconds: 0, deletedAfterSeconds: 0, visibleAfterSeconds: 0 },
  },
};

/** How long AWS takes to answer; what asks meanwhile can ask together. */
const ANSWERS_AFTER_MS = 100;

type Emulator = Awaited<ReturnType<typeof startEmulator>>;

/** An emulated AWS, and the stacks that call it. */
export class Emulated {
  readonly #projects: BenchProject[] = [];

  private constructor(
    readonly emulator: Emulator,
    private readonly engine: EngineName,
  ) {}

  static async open(
    engine: EngineName,
    models: WorldFile["models"] = {},
    timing: Timing = AT_ONCE,
  ): Promise<Emulated> {
    const world: WorldFile = {
      ...{ timing, models },
      sharing: { customModelsOutside: true },
      assumptions: { "ram.emptyPages": "none" },
    };
    return new Emulated(await startEmulator({ world }), engine);
  }

  /** From now on it answers as late as AWS does. */
  answersLate(): this {
    this.emulator.faults.add({ effect: { kind: "latency", milliseconds: ANSWERS_AFTER_MS } });
    return this;
  }

  /**
   * A new stack of a program that nothing was done with.
   * @param config more of the stack's configuration
   */
  async stack(
    program: string,
    config: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly project: BenchProject; readonly stack: BenchStack }> {
    const project = new BenchProject(program, { ...configAt(this.emulator.url), ...config });
    this.#projects.push(project);
    return { project, stack: await BenchStack.open(project, this.engine) };
  }

  /** What is asked of it meanwhile. */
  async during<T>(
    work: () => Promise<T>,
  ): Promise<{ readonly done: T; readonly requests: readonly LoggedRequest[] }> {
    const { requests } = this.emulator;
    requests.clear();
    const done = await work();
    return { done, requests: requests.all() };
  }

  async close(): Promise<void> {
    await this.emulator.close();
    for (const project of this.#projects) project.remove();
  }
}
