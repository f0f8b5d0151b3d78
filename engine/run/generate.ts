import { EngineError } from "../errors";
import { newState, type ResourceState } from "../state/resource";
import { createUrn, isProviderType, splitReference } from "../urns";
import { hasUnknown, isSecret, mapValues, type PropertyMap, UNKNOWN, type Value } from "../values/values";
import { aliasUrns } from "./aliases";
import { providerOf, type RunContext } from "./context";
import {
  diffInputs,
  diffResource,
  ignoring,
  isReplacement,
  replacedFor,
  type ResourceDiff,
  toldBy,
  withReplaceOnChanges,
} from "./diff";
import type { Goal, ReadGoal } from "./goal";
import { isImport, stateOfGoal } from "./goal-state";
import type { Chain, Step } from "./step";
import { Reported } from "./stop";

/** Answers the program. */
type Done = (state: ResourceState) => void;
/** Takes a decision that waits for steps to be done, into its turn among the other registrations. */
type Later = (decide: () => Promise<Chain>) => void;

/** Decides, one registration after the other, what has to be done to make the world what the program says. */
export class StepGenerator {
  /** The old URN a resource was found under, by its new one; and the other way round. */
  readonly #foundAs = new Map<string, string>();
  readonly #takenBy = new Map<string, string>();
  /** Registered in this run. */
  readonly #seen = new Set<string>();
  /** Of the old resources, those that some step of this run deals with, by their old URN. */
  readonly #handled = new Set<string>();
  readonly #replaced = new Set<string>();
  /** Old resources deleted in this run already, before their registration, with the keys that force it. */
  readonly #deletedEarly = new Map<ResourceState, readonly string[]>();
  /** Taken over in this run. */
  readonly #imported = new Set<ResourceState>();
  readonly #olds: Map<string, ResourceState>;

  constructor(
    private readonly run: RunContext,
    /** URNs that this run deletes; shared with the executor. */
    readonly deleting: Set<string>,
  ) {
    this.#olds = new Map(run.olds.filter((state) => !state.delete).map((state) => [state.urn, state]));
  }

  /**
   * The steps for a resource the program registers; the last one answers with `done`.
   * @param later takes what can only be decided when these steps are done
   */
  async register(goal: Goal, done: Done, later: Later): Promise<Chain> {
    const urn = this.#name(goal);
    const { old, conflicts } = this.#findOld(urn, aliasUrns(goal, { ...this.run, foundAs: this.#foundAs }));
    if (isImport(goal, old)) return this.#import(urn, goal, old, conflicts, done, later);
    return this.#decide(urn, goal, old, conflicts, done);
  }

  /** What exists is taken into the state first, and then compared with what the program wants. */
  #import(
    urn: string,
    goal: Goal,
    old: ResourceState | undefined,
    conflicts: boolean,
    done: Done,
    later: Later,
  ): Chain {
    const fresh = stateOfGoal(urn, goal);
    const replaced = old && !this.#deletedEarly.has(old) ? old : undefined;
    if (old) this.#handled.add(old.urn);
    const found = (imported: ResourceState): void => {
      this.#imported.add(imported);
      later(() => this.#decide(urn, goal, imported, conflicts, done));
    };
    if (!replaced) return [{ op: "import", urn, new: fresh, logical: true, done: found }];
    return [
      { op: "import-replacement", urn, new: fresh, replaced, logical: false, done: found },
      { op: "replace", urn, old: replaced, new: fresh, logical: true },
    ];
  }

  async #decide(
    urn: string,
    goal: Goal,
    old: ResourceState | undefined,
    conflicts: boolean,
    done: Done,
  ): Promise<Chain> {
    const fresh = stateOfGoal(urn, goal);
    const recreating = old !== undefined && this.#deletedEarly.has(old);
    const comparable = old && !old.external && !old.taint && !recreating ? old : undefined;

    if (old) fresh.inputs = this.#ignoring(urn, goal, old);
    if (goal.custom) {
      const news = comparable ? fresh.inputs : goal.inputs;
      fresh.inputs = await this.#check(fresh, comparable?.inputs, news);
    }
    if (conflicts) throw new Reported(`resource ${urn} is invalid`);
    if (!old) return [{ op: "create", urn, new: fresh, logical: true, done }];

    this.#handled.add(old.urn);
    if (recreating) {
      this.deleting.delete(old.urn);
      this.#replaced.add(urn);
      const keys = this.#deletedEarly.get(old) ?? [];
      return [
        { op: "replace", urn, old, new: fresh, logical: true },
        { op: "create-replacement", urn, old, new: fresh, keys, logical: false, done },
      ];
    }
    if (old.external) {
      return [
        { op: "create-replacement", urn, old, new: fresh, logical: false, deleteLater: true, done },
        { op: "replace", urn, old, new: fresh, logical: true },
      ];
    }
    const diff = await this.#diff(goal, old, fresh);
    if (old.pendingReplacement || (diff.changes && isReplacement(diff))) {
      return this.#replace(goal, old, fresh, diff, done);
    }
    if (diff.changes || old.initErrors.length > 0) {
      const { changedKeys: diffs, detailedDiff } = diff;
      const details = { diffs, ...(detailedDiff && { detailedDiff }), ignoreChanges: goal.ignoreChanges };
      return [{ op: "update", urn, old, new: fresh, ...details, logical: true, done }];
    }
    if (this.#imported.has(old)) {
      // It is as the program wants it, and stays as it was found.
      done(old);
      return [];
    }
    return [{ op: "same", urn, old, new: fresh, logical: true, done }];
  }

  /** The steps for a resource the program looks up. */
  read(goal: ReadGoal, done: Done): Chain {
    const urn = this.#name(goal);
    const old = this.#olds.get(urn);
    const fresh = newState({
      urn,
      type: goal.type,
      custom: true,
      external: true,
      id: goal.id,
      inputs: goal.inputs,
      parent: goal.parent,
      provider: goal.provider,
      dependencies: goal.dependencies,
      additionalSecretOutputs: goal.additionalSecretOutputs,
      ...(goal.sourcePosition !== undefined && { sourcePosition: goal.sourcePosition }),
      stackTrace: goal.stackTrace,
    });
    if (old) this.#handled.add(old.urn);
    if (old && !old.external && old.id !== goal.id) {
      return [
        { op: "read-replacement", urn, old, new: fresh, logical: false, done },
        { op: "replace", urn, old, new: fresh, logical: true },
      ];
    }
    return [{ op: "read", urn, ...(old && { old }), new: fresh, logical: true, done }];
  }

  /** The steps for everything that is not wanted any more; `inLayers` brings them into an order. */
  deletes(): Step[] {
    const steps: Step[] = [];
    for (const old of this.run.olds) {
      if (old.delete) {
        this.deleting.add(old.urn);
        steps.push({
          op: old.external ? "discard-replaced" : "delete-replaced",
          urn: old.urn,
          old,
          logical: false,
        });
      } else if (!this.#handled.has(old.urn)) {
        this.deleting.add(old.urn);
        const op = old.pendingReplacement ? "remove-pending-replace" : old.external ? "discard" : "delete";
        steps.push({ op, urn: old.urn, old, logical: !old.pendingReplacement });
      }
    }
    return steps;
  }

  #name({ type, name, parent }: Pick<Goal, "type" | "name" | "parent">): string {
    const { stack, project, events } = this.run;
    const urn = createUrn(stack, project, type, name, parent);
    if (this.#seen.has(urn)) {
      const text = `Duplicate resource URN '${urn}'; try giving it a unique name`;
      events.diagnostic("error", text, urn);
      throw new Reported(text);
    }
    this.#seen.add(urn);
    return urn;
  }

  /** What the state holds of a resource, under its URN or an earlier one; and whether another has taken that already. */
  #findOld(urn: string, aliases: readonly string[]): { old: ResourceState | undefined; conflicts: boolean } {
    const under = [urn, ...aliases].find((candidate) => this.#olds.has(candidate)) ?? urn;
    const conflicts: string[] = [];
    const former = this.#takenBy.get(urn);
    if (former !== undefined) {
      conflicts.push(
        `Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${former}'`,
      );
    }
    if (under !== urn) {
      const others = [this.#seen.has(under) ? urn : undefined, this.#takenBy.get(under)];
      for (const other of others.filter((name) => name !== undefined)) {
        conflicts.push(
          `Duplicate resource alias '${under}' applied to resource with URN '${urn}' conflicting with resource ` +
            `with URN '${other}'`,
        );
      }
      this.#takenBy.set(under, urn);
      this.#foundAs.set(urn, under);
      if (conflicts.length === 0) this.run.snapshot.rename(under, urn);
    }
    for (const text of conflicts) this.run.events.diagnostic("error", text, urn);
    return { old: this.#olds.get(under), conflicts: conflicts.length > 0 };
  }

  #ignoring(urn: string, { inputs, ignoreChanges }: Goal, old: ResourceState): PropertyMap {
    const { inputs: kept, failed } = ignoring(ignoreChanges, old.inputs, inputs);
    if (failed.length > 0) {
      const paths = failed.join(", ");
      const text = `cannot ignore changes in added or removed elements of the path: "${paths}"`;
      this.run.events.diagnostic("info", text, urn);
    }
    return kept;
  }

  async #check(fresh: ResourceState, olds: PropertyMap | undefined, news: PropertyMap): Promise<PropertyMap> {
    const checking = isProviderType(fresh.type) ? this.run.providers : await providerOf(fresh, this.run);
    const { inputs, failures } = await checking.check(fresh.urn, olds, news);
    const unknown = Object.keys(inputs).find((name) => hasUnknown(inputs[name]!));
    // Refused before the failures are looked at, as the CLI does.
    if (unknown !== undefined && !this.run.preview)
      throw new EngineError(`unexpected unknown property value for "${unknown}"`);
    for (const { property, reason } of failures) {
      const subject =
        property === "" ? "" : ` property ${property} value {${JSON.stringify(inputs[property])}}`;
      const name = fresh.urn.split("::").at(-1)!;
      const text = `${fresh.type} resource '${name}'${subject ? `:${subject}` : ""} has a problem: ${reason}`;
      this.run.events.diagnostic("error", text, fresh.urn);
    }
    if (failures.length > 0) throw new Reported(`resource ${fresh.urn} is invalid`);
    return inputs;
  }

  async #diff(goal: Goal, old: ResourceState, fresh: ResourceState): Promise<ResourceDiff> {
    if (old.taint) return replacedFor("id");
    if (fresh.deletedWith !== "" && this.#replaced.has(fresh.deletedWith)) return replacedFor("deletedWith");
    if (await this.#isTakenOver(old, fresh)) return replacedFor("provider");
    const { ignoreChanges, replaceOnChanges } = goal;
    const diff = goal.custom
      ? await this.#ask({ ...old, urn: fresh.urn, provider: fresh.provider }, fresh.inputs, ignoreChanges)
      : diffInputs(old.inputs, fresh.inputs);
    return withReplaceOnChanges(diff, replaceOnChanges, old);
  }

  /** Whether another provider has to replace the resource to have it; that provider decides. */
  async #isTakenOver(old: ResourceState, fresh: ResourceState): Promise<boolean> {
    if (old.provider === fresh.provider) return false;
    // What was a component has no provider, and what becomes one has none any more.
    if (old.provider === "" || fresh.provider === "") return true;
    const former = splitReference(old.provider);
    if (this.#takenBy.get(former.urn) === splitReference(fresh.provider).urn) return false;
    const state = this.run.olds.find(({ urn, id }) => urn === former.urn && id === former.id);
    return state !== undefined && this.run.providers.isReplacedBy(state, fresh.provider);
  }

  /** What other inputs would mean for a resource, or for a provider. */
  async #ask(old: ResourceState, news: PropertyMap, ignoreChanges: string[]): Promise<ResourceDiff> {
    const { urn, id, inputs, outputs } = old;
    if (isProviderType(old.type)) return toldBy(await this.run.providers.diff(urn, old, news, ignoreChanges));
    const provider = await providerOf(old, this.run);
    return diffResource(provider, urn, id, inputs, outputs, news, ignoreChanges);
  }

  async #replace(
    goal: Goal,
    old: ResourceState,
    fresh: ResourceState,
    diff: ResourceDiff,
    done: Done,
  ): Promise<Chain> {
    const { urn } = fresh;
    if (fresh.protect && old.protect) this.#refuseReplacement(urn);
    if (goal.importId !== "") this.#refuseImported(old, fresh, diff.replaceKeys);
    this.#replaced.add(urn);
    // What was computed from the old resource's inputs no longer counts. Those of a tainted one never did.
    if (goal.custom && !old.taint) fresh.inputs = await this.#check(fresh, undefined, goal.inputs);
    const { replaceKeys: keys, changedKeys: diffs, detailedDiff } = diff;
    const details = { old, new: fresh, keys, diffs, ...(detailedDiff && { detailedDiff }) };
    const replace: Step = { op: "replace", urn, ...details, logical: true };
    const create: Step = { op: "create-replacement", urn, ...details, logical: false, done };
    if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)) {
      return [{ ...create, deleteLater: !old.pendingReplacement }, replace];
    }

    const steps: Step[] = [];
    for (const [dependent, because] of [...(await this.#dependentReplacements(old))].reverse()) {
      if (this.#deletedEarly.has(dependent)) continue;
      if (dependent.protect) this.#refuseReplacement(dependent.urn);
      steps.push(this.#deleteEarly(dependent, because));
    }
    // One that is waiting for its replacement already is gone.
    if (!old.pendingReplacement) steps.push(this.#deleteEarly(old, keys));
    return [...steps, replace, create];
  }

  #deleteEarly(old: ResourceState, keys: readonly string[]): Step {
    this.deleting.add(old.urn);
    this.#deletedEarly.set(old, keys);
    return { op: "delete-replaced", urn: old.urn, old, logical: false, deleteFirst: true };
  }

  /** What is named by its id cannot become another. A preview shows why it would, and goes on. */
  #refuseImported(old: ResourceState, fresh: ResourceState, keys: readonly string[]): void {
    const shown = (value: Value | undefined): string =>
      isSecret(value) ? "[secret]" : JSON.stringify(value);
    const lines = keys.map((key) => `${key}: ${shown(old.inputs[key])} => ${shown(fresh.inputs[key])}`);
    const text = [
      "previously-imported resources that still specify an ID may not be replaced; please remove the `import` " +
        "declaration from your program;",
      ...lines,
    ].join("\n");
    if (!this.run.preview) throw new EngineError(text);
    this.run.events.diagnostic("warning", text, fresh.urn);
  }

  #refuseReplacement(urn: string): void {
    const text =
      `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, ` +
      "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
    this.run.events.diagnostic("error", text, urn);
    const refusal = new Reported(text);
    // A preview goes on, so that people see why a replacement would be needed; it fails all the same.
    if (!this.run.preview) throw refusal;
    this.run.stop.fail();
  }

  /**
   * What has to go and come back together with a resource that is deleted before it is replaced, in order, with the
   * keys that force it.
   */
  async #dependentReplacements(root: ResourceState): Promise<Map<ResourceState, readonly string[]>> {
    const replaced = new Set([root.urn]);
    const found = new Map<ResourceState, readonly string[]>();
    // What a preview has just taken over has nobody yet that needs it.
    if (this.#imported.has(root)) return found;
    // What was registered already in this run cannot depend on the resource any more.
    for (const dependent of this.run.graph.dependingOn(
      root,
      new Set([...this.#handled].filter((urn) => urn !== root.urn)),
    )) {
      if (!dependent.custom || dependent.external || dependent.delete) continue;
      const keys = await this.#replacedWith(dependent, replaced);
      if (!keys) continue;
      replaced.add(dependent.urn);
      found.set(dependent, keys);
    }
    return found;
  }

  /** The keys for which it is replaced together with the others; undefined when it is not. */
  async #replacedWith(
    dependent: ResourceState,
    replaced: ReadonlySet<string>,
  ): Promise<readonly string[] | undefined> {
    if (dependent.provider !== "" && replaced.has(splitReference(dependent.provider).urn)) return [];
    if (dependent.deletedWith !== "" && replaced.has(dependent.deletedWith)) return [];
    const touched = (key: string): boolean =>
      (dependent.propertyDependencies[key] ?? []).some((urn) => replaced.has(urn));
    const inputs = mapValues(dependent.inputs, (value, key) => (touched(key) ? UNKNOWN : value));
    if (!hasUnknown(inputs)) return undefined;
    const { ignoreChanges, replaceOnChanges } = dependent;
    const asked = await this.#ask(dependent, inputs, ignoreChanges);
    const diff = withReplaceOnChanges(asked, replaceOnChanges, { ...dependent, initErrors: [] });
    return isReplacement(diff) ? diff.replaceKeys : undefined;
  }
}
