/** What a URN says of a resource. */
interface Urn {
  readonly stack: string;
  readonly project: string;
  /** Without those of its parents. */
  readonly type: string;
  /** The name of its class: what its type ends with. */
  readonly kind: string;
  /** What people call it; colons may be in it. */
  readonly name: string;
}

/** Of what is no URN the name is all of it. */
export function readUrn(urn: string): Urn {
  const [stack = "", project = "", types = "", ...name] = urn.split("::");
  const type = types.slice(types.lastIndexOf("$") + 1);
  const kind = type.slice(type.lastIndexOf(":") + 1);
  return {
    stack: stack.replace(/^urn:pulumi:/, ""),
    project,
    type,
    kind,
    name: name.length === 0 ? urn : name.join("::"),
  };
}

/** What people call a resource. */
export function resourceName(urn: string): string {
  return readUrn(urn).name;
}
