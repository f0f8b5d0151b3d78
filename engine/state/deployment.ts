import { createHash } from "node:crypto";

import { EngineError, UnsupportedByEmbeddedEngine } from "../errors";
import {
  isObject,
  isSecret,
  mapValues,
  type PropertyMap,
  secret,
  SECRET_SIGNATURE,
  SIGNATURE_KEY,
  type Value,
} from "../values/values";
import { newState, type PendingOperationType, type ResourceState, type StackState } from "./resource";
import type { PassphraseSecrets } from "./secrets";

/** The form of `pulumi stack export`, which `pulumi stack import` takes. */
export interface UntypedDeployment {
  version: 3;
  deployment: {
    manifest: { time?: string; magic?: string; version?: string };
    secrets_providers?: { type: string; state?: { salt?: string } };
    resources?: Record<string, unknown>[];
    pending_operations?: { resource: Record<string, unknown>; type: PendingOperationType }[];
    metadata?: object;
  };
}

/** What the manifest says has written the state. */
const WRITER_VERSION = "v3.0.0-embedded-engine";

/** Tells a number that is not finite from an ordinary object. */
const NUMBER_SIGNATURE = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";

/** The keys of a resource in the CLI's order; all others follow. */
const KEYS = [
  "urn",
  "custom",
  "delete",
  "id",
  "type",
  "inputs",
  "outputs",
  "parent",
  "protect",
  "taint",
  "external",
  "dependencies",
  "initErrors",
  "provider",
  "propertyDependencies",
  "pendingReplacement",
  "additionalSecretOutputs",
  "customTimeouts",
  "importID",
  "retainOnDelete",
  "deletedWith",
  "created",
  "modified",
  "sourcePosition",
  "stackTrace",
  "ignoreChanges",
  "hideDiff",
  "replaceOnChanges",
] as const satisfies readonly (keyof ResourceState)[];

/**
 * How secrets are written: encrypted, or in clear for `--show-secrets`. One inside another keeps its mark, and is covered
 * by the outer one.
 */
type WriteSecret = (text: string, isInside: boolean) => PropertyMap;

/** How secrets are read that are not in clear. */
type ReadSecret = (ciphertext: string) => string;

export function encodeDeployment(
  state: StackState,
  secrets: PassphraseSecrets,
  showSecrets = false,
): UntypedDeployment {
  const write: WriteSecret = showSecrets ? (text) => ({ plaintext: text }) : encrypting(secrets);
  const pending = state.pendingOperations.map(({ resource, type }) => ({
    resource: encodeResource(resource, write),
    type,
  }));
  return {
    version: 3,
    deployment: {
      manifest: {
        time: new Date().toISOString(),
        magic: createHash("sha256").update(WRITER_VERSION).digest("hex"),
        version: WRITER_VERSION,
      },
      secrets_providers: { type: "passphrase", state: { salt: secrets.salt } },
      resources: state.resources.map((resource) => encodeResource(resource, write)),
      ...(pending.length > 0 && { pending_operations: pending }),
      metadata: {},
    },
  };
}

export function decodeDeployment({ deployment }: UntypedDeployment, secrets: PassphraseSecrets): StackState {
  const decode = (raw: Record<string, unknown>): ResourceState => decodeRecord(raw, secrets);
  return {
    resources: (deployment.resources ?? []).map(decode),
    pendingOperations: (deployment.pending_operations ?? []).map(({ resource, type }) => ({
      resource: decode(resource),
      type,
    })),
  };
}

/** The salt of a deployment's secrets; undefined when it has none. */
export function saltOf({ deployment }: UntypedDeployment): string | undefined {
  const provider = deployment.secrets_providers;
  if (provider && provider.type !== "passphrase") {
    throw new UnsupportedByEmbeddedEngine(`secrets of type ${provider.type}`);
  }
  return provider?.state?.salt;
}

function encrypting(secrets: PassphraseSecrets): WriteSecret {
  return (text, isInside) => ({ ciphertext: isInside ? text : secrets.encrypt(text) });
}

/** One resource as a deployment has it, its secrets encrypted. */
export function encodeRecord(state: ResourceState, secrets: PassphraseSecrets): Record<string, unknown> {
  return encodeResource(state, encrypting(secrets));
}

function encodeResource(state: ResourceState, write: WriteSecret): Record<string, unknown> {
  const encoded: Record<string, unknown> = {};
  for (const key of KEYS) {
    const value = key === "inputs" || key === "outputs" ? encodeMap(state[key], write) : state[key];
    if (key === "urn" || key === "custom" || key === "type" || !isEmpty(value)) encoded[key] = value;
  }
  return { ...encoded, ...state.others };
}

export function decodeRecord(raw: Record<string, unknown>, secrets: PassphraseSecrets): ResourceState {
  const known = Object.fromEntries(KEYS.filter((key) => key in raw).map((key) => [key, raw[key]]));
  const others = Object.fromEntries(Object.entries(raw).filter(([key]) => !KEYS.includes(key as never)));
  const state = newState({ ...(known as unknown as ResourceState), others });
  state.inputs = decodeProperties(state.inputs, secrets);
  state.outputs = decodeProperties(state.outputs, secrets);
  return state;
}

/** Properties as JSON can hold them. */
export function encodeMap(map: PropertyMap, write: WriteSecret, isInside = false): PropertyMap {
  return mapValues(map, (value) => encodeValue(value, write, isInside));
}

function encodeValue(value: Value, write: WriteSecret, isInside: boolean): Value {
  if (isSecret(value)) {
    const text = JSON.stringify(encodeValue(value.value, write, true));
    return { [SIGNATURE_KEY]: SECRET_SIGNATURE, ...write(text, isInside) };
  }
  if (typeof value === "number") return encodeNumber(value);
  if (Array.isArray(value)) return value.map((item) => encodeValue(item, write, isInside));
  return isObject(value) ? encodeMap(value, write, isInside) : value;
}

/** The bits that the program's protobuf sends for NaN. The CLI keeps what it gets; JavaScript has one NaN only. */
const NAN_BITS = "7fffffffffffffff";

/** JSON has neither NaN nor infinities; the CLI writes their bits. */
function encodeNumber(value: number): Value {
  if (Number.isFinite(value)) return value;
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  return { [SIGNATURE_KEY]: NUMBER_SIGNATURE, value: Number.isNaN(value) ? NAN_BITS : bits.toString("hex") };
}

/** The number that such an object stands for; undefined when it is something else. */
export function decodeNumber({ [SIGNATURE_KEY]: signature, value: bits }: PropertyMap): number | undefined {
  if (signature !== NUMBER_SIGNATURE || typeof bits !== "string") return undefined;
  return Buffer.from(bits, "hex").readDoubleBE();
}

/** Properties as a state writes them, with their secrets opened. */
export function decodeProperties(map: PropertyMap, secrets: PassphraseSecrets): PropertyMap {
  return decodeMap(map, (ciphertext) => secrets.decrypt(ciphertext));
}

function decodeMap(map: PropertyMap, read: ReadSecret): PropertyMap {
  return mapValues(map, (value) => decodeValue(value, read));
}

function decodeValue(value: Value, read: ReadSecret): Value {
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, read));
  if (!isObject(value)) return value;
  const number = decodeNumber(value);
  if (number !== undefined) return number;
  const { [SIGNATURE_KEY]: signature, ciphertext, plaintext } = value;
  if (signature !== SECRET_SIGNATURE) return decodeMap(value, read);
  const open = (text: string): Value => secret(decodeValue(JSON.parse(text) as Value, (inside) => inside));
  if (typeof plaintext === "string") return open(plaintext);
  if (typeof ciphertext === "string") return open(read(ciphertext));
  throw new EngineError("the state holds a secret with neither ciphertext nor plaintext");
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
