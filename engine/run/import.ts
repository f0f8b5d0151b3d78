import { EngineError } from "../errors";
import { newState, type ResourceState } from "../state/resource";
import { createUrn, STACK_TYPE } from "../urns";
import type { PropertyMap } from "../values/values";
import { type RunContext, stackUrn } from "./context";
import { DefaultProviders } from "./default-providers";
import { type ChangeCounts, StepExecutor } from "./execute";
import type { Goal } from "./goal";
import type { Step } from "./step";
import { Reported } from "./stop";

/** Something that exists, and is to be managed from now on. */
export interface ToImport {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** The parent's URN; empty for the stack. */
  readonly parent: string;
  /** The URN of a provider of the state; empty for the default one. */
  readonly provider: string;
  readonly version: string;
  readonly protect: boolean;
  /** Inputs that a provider cannot read. */
  readonly inputs?: PropertyMap;
  /** With these nothing is read. */
  readonly outputs?: PropertyMap;
}

/** Takes things that exist into the state, without a program. */
export class Import {
  readonly #executor: StepExecutor;
  readonly #defaults: DefaultProviders;
  readonly #olds: ReadonlyMap<string, ResourceState>;

  constructor(private readonly run: RunContext) {
    this.#executor = new StepExecutor(run, new Set());
    this.#defaults = new DefaultProviders(run.config, (goal) => this.#provider(goal));
    this.#olds = new Map(run.olds.filter((state) => !state.delete).map((state) => [state.urn, state]));
  }

  get changes(): ChangeCounts {
    return this.#executor.changes;
  }

  async execute(wanted: readonly ToImport[]): Promise<void> {
    try {
      for (const old of this.#olds.values())
        await this.#do({ op: "same", urn: old.urn, old, new: { ...old }, logical: true });
      const stack = await this.#stack();
      const steps = await this.#steps(wanted);
      await this.#inOrder(steps);
      if (stack) this.run.events.stepDone(stack, stack.op, this.run.preview);
    } catch (error) {
      if (!(error instanceof Reported))
        this.run.events.diagnostic("error", (error as Error).message, stackUrn(this.run));
      this.run.stop.stop(error as Error);
    }
  }

  /** Makes the resource of the stack itself, where there is none. */
  async #stack(): Promise<Step | undefined> {
    const urn = stackUrn(this.run);
    if (this.#olds.has(urn)) return undefined;
    const step: Step = {
      op: "create",
      urn,
      new: newState({ urn, type: STACK_TYPE, custom: false }),
      logical: true,
    };
    await this.#do(step);
    return step;
  }

  async #steps(wanted: readonly ToImport[]): Promise<Step[]> {
    const steps = new Map<string, Step>();
    for (const { name, id, outputs, inputs, ...item } of wanted) {
      const urn = createUrn(this.run.stack, this.run.project, item.type, name, item.parent);
      if (steps.has(urn)) throw new EngineError(`duplicate import '${name}' of type '${item.type}'`);
      const old = this.#olds.get(urn);
      if (old && (old.importID || old.id) === id) continue;
      if (old) throw new EngineError(`resource '${urn}' already exists`);
      const { type, protect, parent } = item;
      const state = newState({
        urn,
        type,
        custom: true,
        protect,
        parent: parent || stackUrn(this.run),
        provider: await this.#reference(item),
        importID: id,
      });
      const supplied = { ...(inputs && { inputs }), ...(outputs && { outputs }) };
      steps.set(urn, { op: "import", urn, new: state, supplied, logical: true });
    }
    return [...steps.values()];
  }

  async #reference({
    type,
    provider,
    version,
  }: Pick<ToImport, "type" | "provider" | "version">): Promise<string> {
    if (provider === "") return this.#defaults.reference(type, version);
    const state = this.#olds.get(provider);
    if (!state) throw new EngineError(`the provider ${provider} is not in the state`);
    return `${provider}::${state.id}`;
  }

  /** The provider of the state, whatever it is configured with; otherwise one is made. */
  async #provider({ type, name, inputs }: Goal): Promise<ResourceState> {
    const urn = createUrn(this.run.stack, this.run.project, type, name);
    const old = this.#olds.get(urn);
    if (old) return old;
    const { failures } = await this.run.providers.check(urn, undefined, inputs);
    for (const { property, reason } of failures)
      this.run.events.diagnostic("error", `${property}: ${reason}`, urn);
    if (failures.length > 0) throw new EngineError("provider check failed");
    // As the CLI has it, the configuration is the one before the check.
    const state = newState({ urn, type, custom: true, inputs });
    await this.#do({ op: "create", urn, new: state, logical: true });
    return state;
  }

  /** Children come after their parents. */
  async #inOrder(steps: readonly Step[]): Promise<void> {
    const left = new Map(steps.map((step) => [step.urn, step]));
    while (left.size > 0) {
      const ready = [...left.values()].filter((step) => !left.has(step.new!.parent));
      for (const { urn, new: fresh } of ready) {
        left.delete(urn);
        const { parent } = fresh!;
        const known =
          parent === stackUrn(this.run) || this.#olds.has(parent) || steps.some((s) => s.urn === parent);
        if (!known) throw new EngineError(`unknown parent '${parent}' for resource '${urn}'`);
      }
      await Promise.all(ready.map((step) => this.#do(step)));
    }
  }

  async #do(step: Step): Promise<void> {
    await this.#executor.start([step]);
    if (this.run.stop.reason) throw new Reported("a step of the import has failed");
  }
}
