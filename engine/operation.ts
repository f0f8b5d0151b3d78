import { type EventSink } from "./events";
import { Monitor } from "./program/monitor";
import type { Project } from "./project";
import type { Plugins } from "./host/plugins";
import { ProviderRegistry } from "./host/registry";
import { type RunContext, stackUrn } from "./run/context";
import { deleteResources } from "./run/deletes";
import { type ChangeCounts, StepExecutor } from "./run/execute";
import { StepGenerator } from "./run/generate";
import { DependencyGraph } from "./run/graph";
import { Import, type ToImport } from "./run/import";
import { refresh } from "./run/refresh";
import { StopSignal, Stopped } from "./run/stop";
import { outputToEvents, Update } from "./run/update";
import type { Sdk } from "./sdk";
import type { StackState } from "./state/resource";
import type { StateFile } from "./state/state-file";
import { type ChangeLog, NO_LOG } from "./state/changes";
import { Snapshot } from "./state/snapshot";
import { asInputs, type ConfigValue } from "./settings";
import type { PropertyMap } from "./values/values";

export type OperationKind = "update" | "refresh" | "destroy" | "import";

export interface OperationOptions {
  readonly kind: OperationKind;
  readonly preview: boolean;
  /** Look at everything before an update or destroy. */
  readonly refresh: boolean;
  readonly parallel: number;
  readonly stack: string;
  readonly project: Project;
  readonly sdk: Sdk;
  readonly state: StateFile;
  readonly config: ReadonlyMap<string, ConfigValue>;
  readonly env: NodeJS.ProcessEnv;
  readonly plugins: Plugins;
  /** What an import takes over. @default nothing */
  readonly imports?: readonly ToImport[];
  readonly events: EventSink;
}

export interface Outcome {
  readonly ok: boolean;
  readonly cancelled: boolean;
  readonly changes: ChangeCounts;
  /** The stack's outputs, in a preview as far as they are known. */
  readonly outputs: PropertyMap;
}

/** One run of a stack: from the state on disk, over what program and cloud say, to the state on disk. */
export class Operation {
  readonly #stop = new StopSignal();
  #providers: ProviderRegistry | undefined;
  #interrupted = false;
  #killed = false;

  constructor(private readonly options: OperationOptions) {}

  /** Lets running steps finish and starts no others; the hosts are told. */
  cancel(): void {
    this.#interrupted = true;
    this.#stop.stop(new Stopped(`${this.options.kind} canceled`));
    void this.#providers?.cancel();
  }

  /** Ends the hosts at once, whatever they are doing; the state then says what was under way. */
  async kill(): Promise<void> {
    this.#killed = true;
    this.cancel();
    for (const process of (await this.#providers?.processes()) ?? []) process.kill("SIGKILL");
  }

  async execute(): Promise<Outcome> {
    const { kind, events, config, state } = this.options;
    const base = state.read();
    events.emit({ preludeEvent: { config: shown(config) } });
    const started = Date.now();
    warnAboutPending(base, this.options);
    const outcome = await this.#within((providers, monitor) => this.#run(base, providers, monitor));
    // A failure is told with its step; but whoever interrupts wants to know what became of the whole.
    if (this.#interrupted && !outcome.ok) {
      events.diagnostic("error", `${kind} ${outcome.cancelled ? "canceled" : "failed"}`);
    }
    const durationSeconds = Math.round((Date.now() - started) / 1000);
    events.emit({
      summaryEvent: {
        maybeCorrupt: false,
        durationSeconds,
        resourceChanges: outcome.changes,
        policyPacks: {},
      },
    });
    return outcome;
  }

  /** A refresh before an update shares its providers: what they have learned, they know. */
  async #run(base: StackState, providers: ProviderRegistry, monitor: Monitor): Promise<Outcome> {
    if (this.options.kind === "refresh") return (await this.#refresh(base, providers)).outcome;
    if (!this.options.refresh) return this.#change(base, providers, monitor);
    const { outcome, state } = await this.#refresh(base, providers);
    return outcome.ok ? this.#change(state, providers, monitor) : outcome;
  }

  async #refresh(
    base: StackState,
    providers: ProviderRegistry,
  ): Promise<{ outcome: Outcome; state: StackState }> {
    const run = this.#context(base, providers);
    const { changes, resources } = await refresh(run, this.options.kind === "refresh");
    // What could be read is worth keeping even where something else could not.
    const pendingOperations = base.pendingOperations.filter(({ type }) => type === "creating");
    const state = { resources, pendingOperations };
    if (!run.preview) this.#save(state);
    return { outcome: this.#outcome(changes, outputsOf(state, run)), state };
  }

  async #change(base: StackState, providers: ProviderRegistry, monitor: Monitor): Promise<Outcome> {
    const run = this.#context(base, providers, this.#log(base));
    const outcome = await this.#changing(run, monitor);
    if (!run.preview) this.#save(run.snapshot.state());
    return outcome;
  }

  /** After the word to end at once, what the state says of that moment stays. */
  #save(state: StackState): void {
    if (!this.#killed) this.options.state.write(state);
  }

  #changing(run: RunContext, monitor: Monitor): Promise<Outcome> {
    if (this.options.kind === "destroy") return this.#destroy(run);
    return this.options.kind === "import" ? this.#import(run) : this.#update(run, monitor);
  }

  async #import(run: RunContext): Promise<Outcome> {
    const importing = new Import(run);
    await importing.execute(this.options.imports ?? []);
    return this.#outcome(importing.changes, {});
  }

  async #update(run: RunContext, monitor: Monitor): Promise<Outcome> {
    const { project, sdk, stack, config, env } = this.options;
    const values = [...config];
    const update = new Update(run);
    const setup = {
      sdk,
      stack,
      env,
      project: project.name,
      root: project.root,
      programDir: project.programDir,
      entry: project.entry,
      typescript: project.typescript,
      nodeArguments: project.nodeArguments,
      config: Object.fromEntries(values.map(([key, { value }]) => [key, value])),
      secretKeys: values.filter(([, { secret }]) => secret).map(([key]) => key),
    };
    await update.execute(setup, monitor);
    return this.#outcome(update.changes, update.outputs);
  }

  async #destroy(run: RunContext): Promise<Outcome> {
    const deleting = new Set<string>();
    const executor = new StepExecutor(run, deleting);
    await deleteResources(new StepGenerator(run, deleting).deletes(), executor, run);
    await executor.settled();
    // As with the CLI, one Ctrl-C is no failure once things are being deleted: what was begun is done, the rest stays.
    const ok = executor.failed.size === 0 && !this.#killed;
    return { ...this.#outcome(executor.changes, {}), ok, cancelled: this.#killed };
  }

  #outcome(changes: ChangeCounts, outputs: PropertyMap): Outcome {
    const cancelled = this.#stop.reason instanceof Stopped;
    return { ok: !this.#stop.failed, cancelled, changes, outputs };
  }

  /** Provides what every kind of run needs, and takes it away again. */
  async #within<T>(work: (providers: ProviderRegistry, monitor: Monitor) => Promise<T>): Promise<T> {
    const { stack, project, sdk, env, plugins, events, config } = this.options;
    const names = { stack, project: project.name };
    const monitor = await Monitor.start(sdk, (severity, message, urn, ephemeral) =>
      events.diagnostic(severity, message, urn || stackUrn(names), ephemeral),
    );
    const providers = new ProviderRegistry({
      sdk,
      env,
      given: plugins,
      folders: project.pluginFolders,
      programDir: project.programDir,
      project: project.name,
      runtimeOptions: project.runtimeOptions,
      config: Object.fromEntries([...config].map(([key, { value }]) => [key, value])),
      engineAddress: monitor.address,
      onOutput: outputToEvents({ events, ...names }),
      onWarning: (text) => events.diagnostic("warning", text),
    });
    this.#providers = providers;
    try {
      return await work(providers, monitor);
    } finally {
      await providers.close();
      monitor.close();
    }
  }

  #log(base: StackState): ChangeLog {
    const { preview, state } = this.options;
    if (preview || this.#killed) return NO_LOG;
    const log = state.begin(base);
    return {
      note: (change) => log.note(change),
      save: () => {
        if (!this.#killed) log.save();
      },
    };
  }

  #context(base: StackState, providers: ProviderRegistry, log: ChangeLog = NO_LOG): RunContext {
    const { stack, project, preview, parallel, config, events } = this.options;
    // Records are changed while a run goes on; the next run of this process must not see that.
    const olds = base.resources.map((resource) => ({ ...resource }));
    return {
      stack,
      project: project.name,
      preview,
      parallel,
      olds,
      graph: new DependencyGraph(olds),
      snapshot: new Snapshot({ ...base, resources: olds }, log),
      providers,
      events,
      stop: this.#stop,
      config: asInputs(config),
    };
  }
}

function outputsOf({ resources }: StackState, names: { stack: string; project: string }): PropertyMap {
  return resources.find(({ urn }) => urn === stackUrn(names))?.outputs ?? {};
}

function shown(config: ReadonlyMap<string, ConfigValue>): Record<string, string> {
  return Object.fromEntries(
    [...config].map(([key, { value, secret }]) => [key, secret ? "[secret]" : value]),
  );
}

function warnAboutPending(
  { pendingOperations }: StackState,
  { kind, preview, refresh: looksBefore, events }: OperationOptions,
): void {
  if (preview || looksBefore || kind === "refresh" || pendingOperations.length === 0) return;
  const lines = pendingOperations.map(
    ({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}`,
  );
  events.diagnostic(
    "warning",
    `Attempting to deploy or update resources with ${pendingOperations.length} pending operations from previous ` +
      `deployment.\n${lines.join("\n")}\nThese resources are in an unknown state because the run was interrupted ` +
      "while waiting for changes to these resources to complete.",
  );
}
