/** A property value exactly as Pulumi's wire carries it: JSON, with the two markers below. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type PropertyMap = Record<string, Value>;

/** The key that tells a special object from an ordinary one, and the values it has for secrets and resources. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE_SIGNATURE = "5cf8f73096256a8f31e491e813e4eb8e";
/** A value that a preview does not know yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Secret {
  [SIGNATURE_KEY]: typeof SECRET_SIGNATURE;
  value: Value;
  [key: string]: Value;
}

export function isObject(value: Value | undefined): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: Value | undefined): value is Secret {
  return isObject(value) && value[SIGNATURE_KEY] === SECRET_SIGNATURE;
}

/** A secret inside a secret stays one: states are written so, and unwrap takes off every mark. */
export function secret(value: Value): Secret {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

/** The value without any secret marks, at any depth. */
export function unwrap<T extends Value>(value: T): T {
  if (isSecret(value)) return unwrap(value.value) as T;
  if (Array.isArray(value)) return value.map((item) => unwrap(item)) as T;
  if (isObject(value)) return mapValues(value, (member) => unwrap(member)) as T;
  return value;
}

/** The value with every reference to a resource in full, as the CLI writes it into states. */
export function withVersions<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => withVersions(item)) as T;
  if (!isObject(value)) return value;
  const members = mapValues(value, (member) => withVersions(member));
  return (value[SIGNATURE_KEY] === RESOURCE_SIGNATURE ? { packageVersion: "", ...members } : members) as T;
}

/** The value as somebody wants it who may know neither secrets nor resources: a resource is its id then, a component its URN. */
export function understoodBy<T extends Value>(value: T, secrets: boolean, resources: boolean): T {
  const understood = <V extends Value>(part: V): V => understoodBy(part, secrets, resources);
  if (Array.isArray(value)) return value.map(understood) as T;
  if (!isObject(value)) return value;
  if (isSecret(value) && !secrets) return understood(value.value) as T;
  if (resources || value[SIGNATURE_KEY] !== RESOURCE_SIGNATURE) return mapValues(value, understood) as T;
  return ("id" in value ? value["id"] || UNKNOWN : value["urn"]) as T;
}

/** What all special objects in the value say that they are. */
export function signatures(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(signatures);
  if (!isObject(value)) return [];
  const own = value[SIGNATURE_KEY];
  return [...(typeof own === "string" ? [own] : []), ...Object.values(value).flatMap(signatures)];
}

/** Whether any part of the value satisfies the predicate. */
function some(value: Value, predicate: (value: Value) => boolean): boolean {
  if (predicate(value)) return true;
  if (Array.isArray(value)) return value.some((item) => some(item, predicate));
  return isObject(value) && Object.values(value).some((member) => some(member, predicate));
}

export function hasUnknown(value: Value): boolean {
  return some(value, (part) => part === UNKNOWN);
}

export function hasSecret(value: Value): boolean {
  return some(value, isSecret);
}

/** Whether two values mean the same: a member that is null is as good as none, -0 is 0, and NaN is never the same. */
export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  }
  if (isObject(a)) return isObject(b) && keysOf(a, b).every((key) => equal(a[key], b[key]));
  return (a ?? null) === (b ?? null);
}

/** The keys that either map has. */
export function keysOf(a: PropertyMap, b: PropertyMap): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

/**
 * Marks what a provider that accepts no secrets gave back: what was secret under the same key in `pattern` is secret
 * again. Objects are followed member by member; anything else that had a secret in it becomes one secret.
 */
export function annotateSecrets(values: PropertyMap, pattern: PropertyMap): PropertyMap {
  return mapValues(values, (value, key) => annotate(value, pattern[key]));
}

function annotate(value: Value, pattern: Value | undefined): Value {
  if (isSecret(value) || pattern === undefined) return value;
  if (isSecret(pattern)) return secret(value);
  if (isObject(value) && isObject(pattern)) return annotateSecrets(value, pattern);
  return hasSecret(pattern) ? secret(value) : value;
}

/** Marks top-level outputs by name, and those whose input is secret. */
export function markSecretOutputs(
  outputs: PropertyMap,
  inputs: PropertyMap,
  names: readonly string[],
): PropertyMap {
  return mapValues(outputs, (value, key) =>
    !isSecret(value) && (names.includes(key) || isSecret(inputs[key])) ? secret(value) : value,
  );
}

export function mapValues(map: PropertyMap, change: (value: Value, key: string) => Value): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

export function clone<T extends Value>(value: T): T {
  return structuredClone(value);
}
