import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { type Props, toPlain, visible } from "../../core/props";
import { SECRET, SIGNATURE, withSecrets } from "../secret";
import type { Sdk } from "./sdk";

/**
 * Properties as they arrive: secrets are opened (the engine marks them again), and what has no value is not there.
 * What is not known yet stays the marker that it is on the wire.
 */
export function fromStruct(struct: Struct | undefined): Props | undefined {
  return struct && withValues(opened(struct.toJavaScript()) as Props);
}

/** The same of what the engine keeps as inputs, without bookkeeping that a state of the dynamic host brings along. */
export function inputsIn(struct: Struct | undefined): Props {
  return visible(fromStruct(struct) ?? {});
}

/**
 * The same of what people say: a member of a value that has none is not there either.
 * @param asItStands the inputs in which null means something, as in terms that say that there is no end
 */
export function said(struct: Struct | undefined, asItStands: readonly string[] = []): Props {
  const props = Object.entries(fromStruct(struct) ?? {});
  return Object.fromEntries(
    props.map(([name, value]) => [name, asItStands.includes(name) ? value : withoutNulls(value)]),
  );
}

function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const members = value as Props;
  if (members[SIGNATURE] === SECRET) return opened(members["value"]);
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, opened(member)]));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(withValues(value as Props));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

function withValues(members: Props): Props {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== null));
}

/** @param confidential the names of what is secret, whatever the program says */
export function toStruct({ struct }: Sdk, props: object, confidential: readonly string[] = []): Struct {
  const plain = withSecrets(toPlain(props), confidential);
  return struct.Struct.fromJavaScript(plain as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}
