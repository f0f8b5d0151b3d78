import pLimit from "p-limit";

import type { PendingOperationType, ResourceState } from "../state/resource";
import { isProviderType } from "../urns";
import { equal, markSecretOutputs } from "../values/values";
import { applyRefresh, applyStep, PartialFailure } from "./apply";
import type { RunContext } from "./context";
import { Protected, Reported } from "./stop";
import { type Chain, type RefreshResult, type Step, stateOf } from "./step";

/** How often each kind of step was done; the CLI's summary. */
export type ChangeCounts = Partial<Record<string, number>>;

/** Does steps: several chains at once, one step of a chain after the other, with the state saved around each. */
export class StepExecutor {
  readonly changes: ChangeCounts = {};
  /** The resources whose step has failed. */
  readonly failed = new Set<ResourceState>();
  readonly #limit;
  readonly #running = new Set<Promise<unknown>>();

  constructor(
    private readonly run: RunContext,
    /** URNs that this run deletes: what is deleted with them needs no call of its own. */
    private readonly deleting: ReadonlySet<string>,
  ) {
    this.#limit = pLimit(run.parallel);
  }

  /** Queues a chain; it is dropped when the run is stopped before its turn. */
  start(chain: Chain): Promise<void> {
    const work = this.#limit(async () => {
      for (const step of chain) {
        if (this.run.stop.reason) return;
        await this.#execute(step);
      }
    });
    return this.#track(work);
  }

  /** Looks at resources; failures are collected, so that one does not hide the others. */
  async refresh(
    steps: readonly Step[],
    isOwnRun: boolean,
  ): Promise<{ results: Map<Step, RefreshResult>; failed: boolean }> {
    const results = new Map<Step, RefreshResult>();
    let failed = false;
    await Promise.all(
      steps.map((step) =>
        this.#limit(async () => {
          if (this.run.stop.reason) return;
          if (!isInternal(step)) this.run.events.stepStarted(step, this.run.preview);
          try {
            const result = await applyRefresh(step, this.run);
            results.set(step, result);
            if (isOwnRun) this.#count({ ...step, logical: true }, result);
            const told = isOwnRun ? result : step.op;
            if (!isInternal(step)) this.run.events.stepDone(step, told, this.run.preview);
          } catch (error) {
            failed = true;
            this.#report(step, error as Error);
          }
        }),
      ),
    );
    return { results, failed };
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  async #execute(step: Step): Promise<void> {
    const { run } = this;
    const { snapshot } = run;
    const pending = run.preview ? undefined : pendingType(step);
    const attempt = pending && snapshot.begin(stateOf(step), pending);
    if (!isInternal(step)) run.events.stepStarted(step, run.preview);
    let failure: Error | undefined;
    try {
      await applyStep(step, this.deleting, run);
    } catch (error) {
      failure = error as Error;
    }
    if (attempt !== undefined) snapshot.end(attempt);
    const exists = failure === undefined || failure instanceof PartialFailure;
    if (exists) {
      this.#markSecrets(step);
      this.#record(step);
    }
    // What goes later than its replacement comes, or before, is marked so.
    for (const other of [step.old, step.replaced])
      if (other?.delete || other?.pendingReplacement) snapshot.changed(other);
    // What was only looked at is saved with the next change, or at the end of the run.
    if (attempt !== undefined) snapshot.save();
    if (failure) {
      this.#report(step, failure);
      this.failed.add(stateOf(step));
      if (step.old) this.failed.add(step.old);
      if (failure instanceof Protected) run.stop.fail();
      else run.stop.stop(new Reported(failure.message));
      return;
    }
    this.#count(step, step.op);
    if (isTold(step, run.preview) && !isInternal(step)) run.events.stepDone(step, step.op, run.preview);
    step.done?.(stateOf(step));
  }

  #markSecrets({ op, new: fresh }: Step): void {
    if (!fresh || op === "replace") return;
    fresh.outputs = markSecretOutputs(fresh.outputs, fresh.inputs, fresh.additionalSecretOutputs);
  }

  /** What the step means for the state. */
  #record(step: Step): void {
    const { snapshot } = this.run;
    const { old, new: fresh } = step;
    switch (step.op) {
      case "import":
      case "import-replacement":
        snapshot.add(fresh!);
        return;
      case "create":
      case "create-replacement":
        snapshot.add(fresh!);
        if (old?.pendingReplacement) snapshot.drop(old);
        return;
      case "same":
      case "update":
      case "read":
      case "read-replacement":
        if (old && step.op !== "read-replacement") snapshot.drop(old);
        snapshot.add(fresh!);
        return;
      case "delete":
      case "delete-replaced":
      case "discard":
      case "discard-replaced":
        if (!old!.pendingReplacement) snapshot.drop(old!);
        return;
      case "remove-pending-replace":
        snapshot.drop(old!);
        return;
      case "replace":
      case "refresh":
        return;
    }
  }

  #report(step: Step, failure: Error): void {
    this.run.events.diagnostic("error", failure.message, step.urn);
    this.run.events.stepFailed(step, Object.keys(this.changes).length);
  }

  #count(step: Step, op: string): void {
    if (isInternal(step) || !step.logical || (op === "read" && !hasBecomeDifferent(step))) return;
    this.changes[op] = (this.changes[op] ?? 0) + 1;
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work)).catch(() => undefined);
    return work;
  }
}

/** Looking something up counts only when it was looked up before, and has changed since. */
function hasBecomeDifferent({ old, new: fresh }: Step): boolean {
  return old !== undefined && !equal(old.outputs, fresh?.outputs);
}

/** A component is done when the program has registered its outputs; of its parts only a preview tells. */
function isTold(step: Step, preview: boolean): boolean {
  return stateOf(step).custom || step.op === "delete" || (preview && !step.logical);
}

/** Default providers come and go without anybody being told. */
function isInternal({ urn, new: fresh, old }: Step): boolean {
  const type = (fresh ?? old)?.type ?? "";
  return isProviderType(type) && urn.split("::").at(-1)!.startsWith("default");
}

function pendingType({ op }: Step): PendingOperationType | undefined {
  switch (op) {
    case "create":
    case "create-replacement":
      return "creating";
    case "update":
      return "updating";
    case "delete":
    case "delete-replaced":
    case "discard":
    case "discard-replaced":
      return "deleting";
    case "read":
    case "read-replacement":
      return "reading";
    case "import":
    case "import-replacement":
      return "importing";
    default:
      return undefined;
  }
}
