import { join } from "node:path";

import { afterAll, describe, expect, it } from "@jest/globals";
import type { EngineEvent, UpOptions } from "@pulumi/pulumi/automation";

import {
  cli,
  type DeployedStack,
  type DeploymentEngine,
  embedded,
  processesOf,
  isCliPresent,
} from "../../support/engines/engines";
import { TestProject } from "../../support/engines/project";
import { Cloud } from "../things/cloud";
import type { Program } from "../things/world";
import {
  brief,
  bySubject,
  comparable,
  doneOf,
  driftOf,
  keysOf,
  reasonsOf,
  stepsOf,
  type Exported,
  type Told,
} from "./seen";

/** What one operation must give. */
export interface Expected {
  /** The steps of each resource, in order; of a refresh, what was found. */
  readonly steps: Told;
  /** What the provider was asked for each thing, in order. @default nothing */
  readonly calls?: Told;
  /** What a refresh has found to be different. @default nothing */
  readonly drift?: Told;
  /** The keys that force replacements. @default whatever they are */
  readonly keys?: Told;
  /** The keys that differ, of each step that names some. @default whatever they are */
  readonly diffs?: Told;
  /** What is told of each resource in the end. @default whatever is */
  readonly done?: Told;
  /** How many of each kind of step are counted. @default whatever is */
  readonly counts?: Record<string, number>;
  /** Every resource of the state. @default as before */
  readonly state?: Record<string, object>;
  /** The operation fails, and this is said. */
  readonly fails?: string;
}

type Operation = "up" | "preview" | "refresh" | "previewRefresh" | "destroy" | "previewDestroy";

/** An operation of the CLI takes two to five seconds. */
const CLI_WITHIN_MS = 180_000;
const THINGS = join(__dirname, "..", "things");
const projects: TestProject[] = [];
afterAll(() => projects.forEach((project) => project.remove()));

/** A project with a stack on one engine, and what is expected of its operations. */
export class Stage<S extends DeployedStack = DeployedStack> {
  readonly cloud: Cloud;
  /** Everything seen, for comparing two engines. */
  readonly seen: object[] = [];
  #state: Record<string, object> = {};
  #listen: (text: string) => void = () => undefined;

  private constructor(
    readonly project: TestProject,
    readonly stack: S,
    private readonly engine: DeploymentEngine["name"],
  ) {
    this.cloud = new Cloud(project.folder);
  }

  static async open<S extends DeployedStack>(
    engine: DeploymentEngine<S>,
    env: Record<string, string> = {},
    plugin = false,
  ): Promise<Stage<S>> {
    const project = new TestProject("", "things");
    projects.push(project);
    project.write(
      "provider.js",
      `module.exports = require(${JSON.stringify(join(THINGS, "provider.js"))});\n`,
    );
    if (plugin) addPlugin(project);
    return new Stage(project, await engine.open(project, env), engine.name);
  }

  // Arrow functions, since a story takes those it needs out of the stage.
  /** Changes the state as the CLI's `pulumi state` would. */
  readonly inState = async (change: (resource: Exported) => void): Promise<void> => {
    const state = (await this.stack.exportStack()) as { deployment: { resources: Exported[] } };
    state.deployment.resources.forEach(change);
    await this.stack.importStack(state as never);
    this.#state = brief(comparable(state.deployment).resources);
  };

  readonly up = (program: Program, expected: Expected, options: UpOptions = {}): Promise<void> => {
    this.program(program);
    return this.#expect("up", expected, options);
  };

  readonly preview = (program: Program, expected: Expected, options: UpOptions = {}): Promise<void> => {
    this.program(program);
    return this.#expect("preview", expected, options);
  };

  readonly refresh = (expected: Expected): Promise<void> => this.#expect("refresh", expected);
  readonly previewRefresh = (expected: Expected): Promise<void> => this.#expect("previewRefresh", expected);
  readonly destroy = (expected: Expected, options: UpOptions = {}): Promise<void> =>
    this.#expect("destroy", expected, options);
  readonly previewDestroy = (expected: Expected, options: UpOptions = {}): Promise<void> =>
    this.#expect("previewDestroy", expected, options);

  /** Presses Ctrl-C once, while that thing is being deleted. */
  readonly interrupted = async (
    name: string,
    running: (options: UpOptions) => Promise<void>,
  ): Promise<void> => {
    const interrupt = new AbortController();
    const heard = new Promise<void>((resolve) => {
      // The embedded engine hears of it at once.
      if (this.engine === embedded.name) interrupt.signal.addEventListener("abort", () => resolve());
      this.#listen = (text) => (text.includes("^C received") ? resolve() : undefined);
    });
    this.cloud.holds(name, "delete");
    const ended = running({ signal: interrupt.signal });
    await this.cloud.untilCalled(name, "delete");
    interrupt.abort();
    await heard;
    this.cloud.letsGo(name, "delete");
    await ended;
  };

  program(program: Program): void {
    const world = JSON.stringify(join(THINGS, "world.js"));
    this.project.program(`module.exports = (${program.toString()})(require(${world}).world) ?? {};\n`);
  }

  /** Runs an operation and tells what was seen of it. */
  async run(operation: Operation, options: UpOptions = {}) {
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent): number => events.push(event);
    const listen = (text: string): void => this.#listen(text);
    const failure = await this.stack[operation]({
      ...options,
      onEvent,
      onOutput: listen,
      onError: listen,
    }).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    expect(processesOf(this.project)).toEqual([]);
    const { deployment } = await this.stack.exportStack(true);
    const calls = bySubject(this.cloud.takeCalls());
    // Hosts start side by side.
    if (calls["provider"]) calls["provider"] = calls["provider"].split(" ").sort().join(" ");
    const changes = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges;
    const isRefresh = operation === "refresh" || operation === "previewRefresh";
    const steps = stepsOf(events, isRefresh);
    const drift = isRefresh ? driftOf(events) : {};
    const seen = { steps, calls, drift, changes, ...comparable(deployment) };
    this.seen.push({ operation, failed: failure !== undefined, ...seen, reasons: reasonsOf(events) });
    const told = { keys: keysOf(events), diffs: keysOf(events, "diffs"), done: doneOf(events) };
    return { ...seen, failure, ...told };
  }

  async #expect(operation: Operation, expected: Expected, options?: UpOptions): Promise<void> {
    const { steps, calls, drift, keys, diffs, done, changes, resources, failure } = await this.run(
      operation,
      options,
    );
    const { fails, ...gives } = {
      calls: {},
      drift: {},
      keys,
      diffs,
      done,
      counts: changes,
      state: this.#state,
      ...expected,
    };
    this.#state = brief(resources);
    const given = { steps, calls, drift, keys, diffs, done, counts: changes, state: this.#state };
    expect({ operation, ...given }).toEqual({ operation, ...gives });
    if (fails === undefined) expect(failure).toBeUndefined();
    else expect(failure).toContain(fails);
  }
}

/** Gives a project the plugin of things: an executable in a folder that Pulumi.yaml names. */
function addPlugin(project: TestProject): void {
  const command = [process.execPath, join(THINGS, "plugin.js")].map((part) => JSON.stringify(part)).join(" ");
  project.write("plugin/pulumi-resource-things", `#!/bin/sh\nexec ${command} "$@"\n`, 0o755);
  project.plugins({ things: "./plugin" });
}

/**
 * A story of operations that must go alike on the embedded engine and on the Pulumi CLI. Where there is no CLI, what
 * the story says itself is what holds the engine; where there is one, everything else is compared as well.
 */
export function scenario(name: string, story: (stage: Stage) => Promise<void>): void {
  scenarioOn((engine) => Stage.open(engine), name, story);
}

/** A story of things of the plugin. @param speaks how the plugin speaks, where not as usual */
export function pluginScenario(name: string, story: (stage: Stage) => Promise<void>, speaks = ""): void {
  scenarioOn((engine) => Stage.open(engine, { THINGS_SPEAK: speaks }, true), name, story);
}

function scenarioOn(
  open: (engine: DeploymentEngine) => Promise<Stage>,
  name: string,
  story: (stage: Stage) => Promise<void>,
): void {
  const tell = async (engine: DeploymentEngine): Promise<object[]> => {
    const stage = await open(engine);
    await story(stage);
    return stage.seen;
  };
  let first: Promise<object[]> | undefined;
  const onEngine = (): Promise<object[]> => (first ??= tell(embedded));

  describe(name, () => {
    it(`on the ${embedded.name}`, async () => {
      await onEngine();
    });
    const onCli = isCliPresent() ? it : it.skip;
    const told = `on the ${cli.name}, with every field alike`;
    onCli(told, async () => expect(await onEngine()).toEqual(await tell(cli)), CLI_WITHIN_MS);
  });
}
