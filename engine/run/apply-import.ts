import type { ReadAnswer } from "../host/answers";
import type { ProviderClient } from "../host/client";
import { ProviderError } from "../host/provider-error";
import type { ResourceState } from "../state/resource";
import { isSecret, mapValues, type PropertyMap, secret } from "../values/values";
import { providerOf, type RunContext } from "./context";
import { type Step, stateOf, type Supplied } from "./step";

/** Takes what exists into the state: what a program names, to be compared afterwards; or what an import without one does. */
export async function applyImport(step: Step, run: RunContext): Promise<void> {
  const fresh = stateOf(step);
  const { importID, urn } = fresh;
  const provider = await providerOf(fresh, run);
  const given = step.supplied?.outputs ?? {};
  const { id, inputs, outputs, unhealthy } =
    Object.keys(given).length > 0
      ? { id: importID, inputs: step.supplied?.inputs ?? {}, outputs: given, unhealthy: [] }
      : await find(fresh, provider, step.supplied);
  const time = new Date().toISOString();
  const found = { id: id || importID, inputs, outputs, initErrors: unhealthy };
  Object.assign(fresh, found, { created: time, modified: time });
  if (step.replaced) step.replaced.delete = true;
  if (!step.supplied) return;
  fresh.importID = "";
  const { failures } = await provider.check(urn, inputs, inputs);
  if (failures.length === 0) return;
  const warn = (text: string): void => run.events.diagnostic("warning", text, urn);
  warn("One or more imported inputs failed to validate. The import will still proceed.");
  for (const { property, reason } of failures)
    warn(`${property === "" ? "" : `property ${property} `}has a problem: ${reason}`);
}

/** Reads by the id alone. */
async function find(
  { urn, type, importID }: ResourceState,
  provider: ProviderClient,
  supplied: Supplied | undefined,
): Promise<ReadAnswer & { inputs: PropertyMap; outputs: PropertyMap }> {
  const { inputs, outputs, ...read } = await provider.read(urn, importID);
  if (outputs === undefined) throw new ProviderError(`resource '${importID}' does not exist`);
  if (inputs === undefined) {
    throw new ProviderError(
      `provider does not support importing resources; please try updating the '${type.split(":")[0]!}' plugin`,
    );
  }
  return { ...read, outputs, inputs: merged(inputs, supplied?.inputs ?? {}) };
}

/** What was read, with what no provider can read. What was given as a secret stays one. */
function merged(read: PropertyMap, given: PropertyMap): PropertyMap {
  const kept = mapValues(given, (value, key) => {
    const live = read[key] ?? null;
    if (live === null) return value;
    return isSecret(value) ? secret(live) : live;
  });
  return { ...read, ...kept };
}
