import { UnsupportedByEmbeddedEngine } from "../errors";
import type { Invoked } from "../host/answers";
import { type HostOptions } from "../host/process";
import { ProviderError } from "../host/provider-error";
import type { Monitor, Monitored } from "../program/monitor";
import { ProgramProcess, type ProgramOptions } from "../program/process";
import type { ResourceState } from "../state/resource";
import { isProviderType, STACK_TYPE } from "../urns";
import { mapValues, type PropertyMap, UNKNOWN } from "../values/values";
import { type RunContext, stackUrn } from "./context";
import { DefaultProviders } from "./default-providers";
import { deleteResources } from "./deletes";
import { type ChangeCounts, StepExecutor } from "./execute";
import { StepGenerator } from "./generate";
import type { Goal, Invocation, ReadGoal, Registered } from "./goal";
import { Reported, Stopped } from "./stop";
import type { Chain, Step } from "./step";

/** How a program is started, without what only a run knows. */
export type ProgramSetup = Omit<ProgramOptions, "monitorAddress" | "preview" | "parallel" | "onOutput">;

/** How long a program may still run after everything is over. */
const GRACE_MS = 10_000;

/** Runs the program and makes the world what it says; in a preview, only finds out what that would mean. */
export class Update implements Monitored {
  readonly #deleting = new Set<string>();
  readonly #generator: StepGenerator;
  readonly #executor: StepExecutor;
  readonly #defaults: DefaultProviders;
  readonly #registered = new Map<string, ResourceState>();
  /** What was done to components, to be told when the program has registered their outputs. */
  readonly #components = new Map<string, Step>();
  #queue: Promise<unknown> = Promise.resolve();
  #stackOutputs: PropertyMap | undefined;
  #ending: Promise<void> | undefined;

  constructor(private readonly run: RunContext) {
    this.#generator = new StepGenerator(run, this.#deleting);
    this.#executor = new StepExecutor(run, this.#deleting);
    this.#defaults = new DefaultProviders(run.config, (goal) => this.#schedule(goal));
  }

  get changes(): ChangeCounts {
    return this.#executor.changes;
  }

  /** The stack's outputs as they are now. */
  get outputs(): PropertyMap {
    return this.#registered.get(stackUrn(this.run))?.outputs ?? {};
  }

  async execute(setup: ProgramSetup, monitor: Monitor): Promise<void> {
    const { run } = this;
    monitor.serve(setup.sdk, setup.root, this);
    run.providers.prewarm();
    const program = new ProgramProcess({
      ...setup,
      monitorAddress: monitor.address,
      preview: run.preview,
      parallel: run.parallel,
      onOutput: outputToEvents(run),
    });
    // A program that does not end by itself, once it has been told that the run is over, is ended.
    void run.stop.stopped.then(() => setTimeout(() => program.kill(), GRACE_MS).unref());
    try {
      const end = await program.ended;
      if (typeof end === "object" && !run.stop.reason) {
        run.events.diagnostic("error", end.failed, stackUrn(run));
      }
      // After a failed step the program ends well: only our own word counts.
      if (end !== "finished" && !run.stop.reason) run.stop.stop(new Reported("the program failed"));
      await this.#end();
    } finally {
      program.kill();
    }
  }

  async register(goal: Goal): Promise<Registered> {
    const needsProvider = goal.custom && goal.provider === "" && !isProviderType(goal.type);
    const provider = needsProvider
      ? await this.#answered(this.#defaults.reference(goal.type, goal.version))
      : goal.provider;
    const state = await this.#answered(this.#schedule({ ...goal, provider }));
    return { urn: state.urn, id: this.#visibleId(state), outputs: state.custom ? state.outputs : {} };
  }

  async read(goal: ReadGoal): Promise<Registered> {
    const provider =
      goal.provider || (await this.#answered(this.#defaults.reference(goal.type, goal.version)));
    const state = await this.#answered(
      this.#generated(async (done) => this.#generator.read({ ...goal, provider }, done)),
    );
    return { urn: state.urn, id: state.id, outputs: state.outputs };
  }

  async invoke({ token, args, provider, version }: Invocation): Promise<Invoked> {
    const { providers, olds, preview } = this.run;
    const reference = provider || (await this.#answered(this.#defaults.reference(token, version)));
    const client = await providers.get(reference, olds);
    try {
      return await this.#answered(client.invoke(token, args, preview));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      throw new ProviderError(`invocation of ${token} returned an error: ${error.message}`);
    }
  }

  /** Takes its turn: nothing is heard any more once an earlier registration has been refused. */
  async registerOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    const taken = new Promise<void>((resolve, reject) => {
      const take = async (): Promise<Chain> => {
        this.#takeOutputs(urn, outputs);
        resolve();
        return [];
      };
      this.#enqueue(take, reject);
    });
    await this.#answered(taken);
  }

  #takeOutputs(urn: string, outputs: PropertyMap): void {
    const state = this.#registered.get(urn);
    if (!state) throw new Error(`outputs were registered for ${urn}, which is not a resource of this run`);
    // Those of the stack count only once the whole run is known to have gone well.
    if (state.type === STACK_TYPE) this.#stackOutputs = mapValues(outputs, plainReference);
    else this.#complete(state, outputs);
  }

  /** Outputs of a component are known last. */
  #complete(state: ResourceState, outputs: PropertyMap): void {
    const { run } = this;
    state.outputs = outputs;
    run.snapshot.changed(state);
    const step = this.#components.get(state.urn);
    if (step) run.events.stepDone(step, step.op, run.preview);
  }

  refuse(feature: string): void {
    this.#stop(new UnsupportedByEmbeddedEngine(feature));
  }

  finished(): Promise<void> {
    return this.#end();
  }

  #schedule(goal: Goal): Promise<ResourceState> {
    return this.#generated((done, later) => this.#generator.register(goal, done, later));
  }

  #generated(
    generate: (
      done: (state: ResourceState) => void,
      later: (decide: () => Promise<Chain>) => void,
    ) => Promise<Chain>,
  ): Promise<ResourceState> {
    return new Promise<ResourceState>((resolve, reject) => {
      const done = (state: ResourceState): void => {
        this.#registered.set(state.urn, state);
        resolve(state);
      };
      const later = (decide: () => Promise<Chain>): void => this.#enqueue(decide, reject);
      this.#enqueue(() => generate(done, later), reject);
    });
  }

  /** Registrations are looked at one after the other; their steps then run side by side. */
  #enqueue(decide: () => Promise<Chain>, reject: (error: Error) => void): void {
    this.#queue = this.#queue.then(async () => {
      if (this.run.stop.reason) return reject(this.run.stop.reason);
      try {
        const chain = await decide();
        for (const step of chain)
          if (step.logical && step.new?.custom === false) this.#components.set(step.urn, step);
        void this.#executor.start(chain);
      } catch (thrown) {
        const error = thrown as Error;
        reject(error);
        this.#stop(error);
      }
      return undefined;
    });
  }

  /** An answer, or the word that the run is over, which the SDK understands. */
  async #answered<T>(work: Promise<T>): Promise<T> {
    try {
      return await this.run.stop.race(work);
    } catch (error) {
      throw this.run.stop.reason ? new Stopped("the run was stopped") : error;
    }
  }

  #stop(error: Error): void {
    if (!(error instanceof Reported)) this.run.events.diagnostic("error", error.message, stackUrn(this.run));
    this.run.stop.stop(error);
  }

  /** What comes after the program: deletes and the stack's outputs, once. */
  #end(): Promise<void> {
    this.#ending ??= this.#finish();
    return this.#ending;
  }

  async #finish(): Promise<void> {
    const { run } = this;
    await Promise.race([this.#queue, run.stop.stopped]);
    await this.#executor.settled();
    if (!run.stop.reason) await deleteResources(this.#generator.deletes(), this.#executor, run);
    const stack = this.#registered.get(stackUrn(run));
    if (!stack || !this.#stackOutputs) return;
    // After a failure, what could not be computed keeps its old value.
    this.#complete(stack, run.stop.failed ? { ...stack.outputs, ...this.#stackOutputs } : this.#stackOutputs);
  }

  /** A preview cannot know the id of what does not exist yet. */
  #visibleId(state: ResourceState): string {
    if (!state.custom || state.id === UNKNOWN) return "";
    return state.id;
  }
}

/** An exported resource arrives as an object of its properties. */
function plainReference(value: PropertyMap[string]): PropertyMap[string] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { "@isPulumiResource": _, ...rest } = value;
  return rest;
}

export function outputToEvents(
  run: Pick<RunContext, "events" | "stack" | "project">,
): HostOptions["onOutput"] {
  return (stream, line) =>
    run.events.diagnostic(stream === "stdout" ? "info" : "info#err", line, stackUrn(run));
}
