import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** What a provider was asked, and what was done: words in order, by the name of the resource. */
export type Told = Record<string, string>;

/** A resource of an exported state. */
export type Exported = Record<string, unknown> & { urn: string };

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** They differ between any two runs; and where in the SDK's own files a resource is made is of no interest. */
const VOLATILE = new Set(["created", "modified", "sourcePosition", "stackTrace"]);

/** Joins words of the same subject; a log of several resources has an order of its own only within each. */
export function bySubject(pairs: Iterable<readonly [subject: string, word: string]>): Told {
  const told: Told = {};
  for (const [subject, word] of pairs) told[subject] = told[subject] ? `${told[subject]} ${word}` : word;
  return told;
}

/** The name of a resource, short for the two that every stack has. */
function nameOf(urn: string): string {
  if (urn.includes("::pulumi:pulumi:Stack::")) return "stack";
  return urn.split("::").at(-1)!;
}

/** Whether it is a provider of resources that name none; the name may hold a version. */
function isDefault(urn: string): boolean {
  return /::pulumi:providers:[^:]+::default(_|$)/.test(urn);
}

/** The steps of a run; of a refresh, what was found. */
export function stepsOf(events: readonly EngineEvent[], isRefresh: boolean): Told {
  return bySubject(
    events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
      const step = (isRefresh ? resOutputsEvent : resourcePreEvent)?.metadata;
      // Of default providers the CLI tells some things, which it then does not show; the embedded engine none.
      return step && !isDefault(step.urn) ? [[nameOf(step.urn), step.op] as const] : [];
    }),
  );
}

/** What is told of each resource when its step is done, or when it has been looked at. */
export function doneOf(events: readonly EngineEvent[]): Told {
  return bySubject(resultsOf(events).map(({ urn, op }) => [nameOf(urn), op] as const));
}

/** The values that a refresh has found to be different, by their path. */
export function driftOf(events: readonly EngineEvent[]): Told {
  return bySubject(
    events.flatMap(({ resOutputsEvent }) => {
      const { urn, detailedDiff } = resOutputsEvent?.metadata ?? { urn: "" };
      return Object.entries((detailedDiff ?? {}) as Record<string, { diffKind: string }>)
        .sort()
        .map(([path, { diffKind }]) => [nameOf(urn), `${path}:${diffKind}`] as const);
    }),
  );
}

/** The keys that force replacements, of each step that names some; or those that differ. */
export function keysOf(events: readonly EngineEvent[], which: "keys" | "diffs" = "keys"): Told {
  return bySubject(
    events.flatMap(({ resourcePreEvent }) => {
      const { urn, op, [which]: keys = [] } = resourcePreEvent?.metadata ?? { urn: "", op: "" };
      return keys.length > 0 && !isDefault(urn)
        ? [[nameOf(urn), `${op}:${[...keys].sort().join(",")}`] as const]
        : [];
    }),
  );
}

/** Everything that is said of why a step is taken and of what came of it, by the name of the resource. */
export function reasonsOf(events: readonly EngineEvent[]): Record<string, object[]> {
  const told: Record<string, object[]> = {};
  const before = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  for (const { urn, op, logical, keys, diffs, detailedDiff } of [...before, ...resultsOf(events)]) {
    if (isDefault(urn)) continue;
    const reason = {
      op,
      logical,
      keys: sorted(keys),
      diffs: sorted(diffs),
      detailedDiff: detailedDiff ?? {},
    };
    (told[nameOf(urn)] ??= []).push(reason);
  }
  return told;
}

/** Of a component the CLI tells twice in a preview. */
function resultsOf(events: readonly EngineEvent[]): StepEventMetadata[] {
  const results = events.flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? []);
  return results.filter(
    ({ urn, op }, i) =>
      nameOf(urn) !== "default" && !results.slice(0, i).some((other) => other.urn === urn && other.op === op),
  );
}

function sorted(keys: readonly string[] | undefined): string[] {
  return [...(keys ?? [])].sort();
}

/** The state without what cannot be alike in two runs, in an order of our own. */
export function comparable(deployment: unknown): { resources: Exported[]; pending: unknown[] } {
  const { resources = [], pending_operations = [] } = deployment as {
    resources?: Exported[];
    pending_operations?: unknown[];
  };
  const text = JSON.stringify({ resources, pending: pending_operations }, (key, value: unknown) => {
    if (VOLATILE.has(key)) return undefined;
    return key === "dependencies" ? [...(value as string[])].sort() : value;
  });
  const plain = JSON.parse(text.replaceAll(UUID, "<uuid>")) as { resources: Exported[]; pending: unknown[] };
  return { ...plain, resources: plain.resources.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)) };
}

function sortKey({ urn, id, delete: old }: Exported): string {
  return [urn, old === true, id].join();
}

/** A state as scenarios tell it: what of each resource does not go without saying. */
export function brief(resources: readonly Exported[]): Record<string, object> {
  return Object.fromEntries(resources.map((resource) => [labelOf(resource), briefly(resource)]));
}

function labelOf({ urn, delete: old, pendingReplacement, id }: Exported): string {
  if (old) return `${nameOf(urn)} (old ${String(id)})`;
  return pendingReplacement ? `${nameOf(urn)} (gone)` : nameOf(urn);
}

function briefly(resource: Exported): object {
  const {
    urn: _,
    type: _type,
    custom: _custom,
    delete: _delete,
    pendingReplacement: _gone,
    ...rest
  } = resource;
  const { id, inputs, outputs, parent, provider, propertyDependencies: _keys, ...fields } = rest;
  const given = values(inputs);
  const told = values(outputs);
  for (const [key, value] of Object.entries(told)) {
    if ((key === "made" && value === id) || JSON.stringify(value) === JSON.stringify(given[key]))
      delete told[key];
  }
  const named = JSON.parse(JSON.stringify(fields), (_key, value: unknown) =>
    typeof value === "string" && value.startsWith("urn:") ? nameOf(value) : value,
  ) as object;
  return {
    ...(id !== undefined && id !== "<uuid>" && { id }),
    ...given,
    ...(Object.keys(told).length > 0 && { outputs: told }),
    ...(typeof parent === "string" && nameOf(parent) !== "stack" && { parent: nameOf(parent) }),
    ...(typeof provider === "string" &&
      providerName(provider) !== "default" && { provider: providerName(provider) }),
    ...named,
  };
}

function providerName(reference: string): string {
  return nameOf(reference.slice(0, reference.lastIndexOf("::")));
}

/** Properties without those that every thing has; a secret stands as `{ secret: … }`. */
function values(properties: unknown): Record<string, unknown> {
  const { __provider: _, name: _name, ...shown } = (properties ?? {}) as Record<string, unknown>;
  return withSecrets(JSON.stringify(shown)) as Record<string, unknown>;
}

function withSecrets(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown) => {
    const { [SIGNATURE]: signature, plaintext = "" } = (value ?? {}) as Record<string, string>;
    return signature === SECRET ? { secret: withSecrets(plaintext) } : value;
  });
}
