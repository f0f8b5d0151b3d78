import { randomUUID } from "node:crypto";

import { visible } from "../host/provider-config";
import { ProviderError } from "../host/provider-error";
import type { ResourceState } from "../state/resource";
import { isProviderType } from "../urns";
import { markSecretOutputs, clone, equal, type PropertyMap, UNKNOWN } from "../values/values";
import { applyImport } from "./apply-import";
import { providerOf, type RunContext } from "./context";
import { diffResource } from "./diff";
import { Protected } from "./stop";
import { type RefreshResult, type Step, stateOf } from "./step";
import { invert } from "../values/object-diff";

/** The resource exists, but its provider says that it is not ready; the state is worth keeping. */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  constructor(readonly reasons: readonly string[]) {
    super(reasonsText(reasons));
  }
}

/** Does what a step says. Afterwards `step.new` is what the state should hold. */
export async function applyStep(step: Step, deleting: ReadonlySet<string>, run: RunContext): Promise<void> {
  switch (step.op) {
    case "same":
      return applySame(step, run);
    case "create":
    case "create-replacement":
      return applyCreate(step, run);
    case "update":
      return applyUpdate(step, run);
    case "delete":
    case "delete-replaced":
    case "discard":
    case "discard-replaced":
      return applyDelete(step, deleting, run);
    case "read":
    case "read-replacement":
      return applyRead(step, run);
    case "import":
    case "import-replacement":
      return applyImport(step, run);
    case "replace":
    case "remove-pending-replace":
      return undefined;
    case "refresh":
      throw new Error("a refresh is applied by applyRefresh");
  }
}

async function applySame(step: Step, { providers }: RunContext): Promise<void> {
  const [old, fresh] = [step.old!, stateOf(step)];
  fresh.id = old.id;
  fresh.outputs = old.outputs;
  keepTimes(fresh, old);
  if (isProviderType(fresh.type)) await providers.keep(`${fresh.urn}::${fresh.id}`, old.inputs);
}

async function applyCreate(step: Step, run: RunContext): Promise<void> {
  const fresh = stateOf(step);
  const { old } = step;
  if (isProviderType(fresh.type)) {
    fresh.id = run.preview ? UNKNOWN : randomUUID();
    fresh.outputs = clone(visible(fresh.inputs));
    run.providers.register(`${fresh.urn}::${fresh.id}`, fresh.inputs);
  } else if (fresh.custom) {
    const provider = await providerOf(fresh, run);
    await keepingPartial(step, async () => {
      const { urn, inputs, customTimeouts } = fresh;
      const { id, outputs } = await provider.create(urn, inputs, customTimeouts.create, run.preview);
      if (id === "" && !run.preview) throw new ProviderError(`the provider gave ${urn} no id`);
      fresh.id = id;
      fresh.outputs = clone(outputs);
    });
  }
  if (step.deleteLater && old) old.delete = true;
  fresh.created = fresh.modified = now();
}

async function applyUpdate(step: Step, run: RunContext): Promise<void> {
  const [old, fresh] = [step.old!, stateOf(step)];
  fresh.id = old.id;
  keepTimes(fresh, old);
  if (isProviderType(fresh.type)) {
    fresh.outputs = clone(visible(fresh.inputs));
    run.providers.register(`${fresh.urn}::${fresh.id}`, fresh.inputs);
  } else if (!fresh.custom) {
    fresh.outputs = old.outputs;
  } else {
    const provider = await providerOf(fresh, run);
    await keepingPartial(step, async () => {
      const { urn, id, inputs, customTimeouts } = fresh;
      const ignored = [...(step.ignoreChanges ?? [])];
      const outputs = await provider.update(
        urn,
        id,
        old.inputs,
        old.outputs,
        inputs,
        ignored,
        customTimeouts.update,
        run.preview,
      );
      fresh.outputs = clone(outputs);
    });
  }
  fresh.modified = now();
}

async function applyDelete(step: Step, deleting: ReadonlySet<string>, run: RunContext): Promise<void> {
  const old = step.old!;
  const replacing = step.op === "delete-replaced" || step.op === "discard-replaced";
  if (!replacing && old.protect) throw new Protected(protectedText(old.urn));
  const goesWithAnother = old.deletedWith !== "" && deleting.has(old.deletedWith);
  const called =
    old.custom && !isProviderType(old.type) && !old.external && !old.retainOnDelete && !goesWithAnother;
  if (called) {
    // Also a preview wants to know that the provider is there.
    const provider = await providerOf(old, run);
    const { urn, id, inputs, outputs, customTimeouts } = old;
    if (!run.preview) await provider.delete(urn, id, inputs, outputs, customTimeouts.delete);
  }
  if (step.deleteFirst) old.pendingReplacement = true;
}

async function applyRead(step: Step, run: RunContext): Promise<void> {
  const fresh = stateOf(step);
  const { old } = step;
  if (fresh.id === UNKNOWN) {
    fresh.outputs = {};
  } else {
    const provider = await providerOf(fresh, run);
    // The provider gets the inputs for the state: there is nothing else.
    const { id, outputs, unhealthy } = await provider.read(fresh.urn, fresh.id, fresh.inputs, fresh.inputs);
    if (outputs === undefined) throw new ProviderError(`resource '${fresh.id}' does not exist`);
    fresh.outputs = outputs;
    fresh.initErrors = unhealthy;
    if (id !== "") fresh.id = id;
  }
  if (step.op === "read-replacement" && old) old.delete = true;
  if (old) {
    keepTimes(fresh, old);
    if (!equal(fresh.inputs, old.inputs) || !equal(fresh.outputs, old.outputs)) fresh.modified = now();
  }
}

/** Looks at a resource of the state. `step.new` is undefined afterwards when it is gone. */
export async function applyRefresh(step: Step, run: RunContext): Promise<RefreshResult> {
  const old = step.old!;
  if (!old.custom || isProviderType(old.type) || old.pendingReplacement) {
    return "same";
  }
  const provider = await providerOf(old, run);
  const read = await provider.read(old.urn, old.id, old.inputs, old.outputs, old.customTimeouts.read);
  if (read.id === "" || read.outputs === undefined) {
    delete step.new;
    return "delete";
  }
  const { unhealthy: initErrors, inputs = old.inputs } = read;
  if (initErrors.length > 0) {
    const text = ["Refreshed resource is in an unhealthy state:", ...initErrors].join("\n* ");
    run.events.diagnostic("warning", text, old.urn);
  }
  const outputs = markSecretOutputs(read.outputs, inputs, old.additionalSecretOutputs);
  const changed = !equal(inputs, old.inputs) || !equal(outputs, old.outputs);
  step.new = { ...old, id: read.id, initErrors, inputs, outputs, ...(changed && { modified: now() }) };
  if (old.external) return equal(outputs, old.outputs) ? "same" : "update";
  // What an up of an unchanged program would do next, told the other way round.
  const diff = await diffResource(provider, old.urn, read.id, inputs, outputs, old.inputs, old.ignoreChanges);
  if (diff.detailedDiff) step.detailedDiff = invert(diff.detailedDiff);
  Object.assign(step, { diffs: diff.changedKeys });
  return diff.changes ? "update" : "same";
}

/** Takes over what a provider says about a resource that exists and is not ready. */
async function keepingPartial(step: Step, call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof ProviderError) || !error.partial) throw error;
    const fresh = stateOf(step);
    const { id, outputs, reasons } = error.partial;
    if (step.op !== "update") fresh.id = id;
    fresh.outputs = markSecretOutputs(outputs, fresh.inputs, fresh.additionalSecretOutputs);
    fresh.initErrors = reasons;
    fresh.modified = now();
    fresh.created ??= fresh.modified;
    if (step.op === "create-replacement" && step.deleteLater && step.old) step.old.delete = true;
    // The resource does not have the new inputs yet, or not all of them: the next run compares with the old ones.
    if (step.op === "update") fresh.inputs = clone<PropertyMap>(step.old!.inputs);
    throw new PartialFailure(reasons);
  }
}

/** The way the CLI lists reasons. */
function reasonsText(reasons: readonly string[]): string {
  if (reasons.length === 0) return "resource init failed";
  const count = reasons.length === 1 ? "1 error" : `${reasons.length} errors`;
  return `${count} occurred:\n${reasons.map((reason) => `\t* ${reason}`).join("\n")}\n\n`;
}

function protectedText(urn: string): string {
  return (
    `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, remove the ` +
    "`protect` flag from the resource in your Pulumi program and run `pulumi up`"
  );
}

function keepTimes(fresh: ResourceState, old: ResourceState): void {
  if (old.created !== undefined) fresh.created = old.created;
  if (old.modified !== undefined) fresh.modified = old.modified;
}

function now(): string {
  return new Date().toISOString();
}
