/** The type of the resource that stands for the stack itself. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** The package of dynamic resources. */
export const DYNAMIC = "pulumi-nodejs";

const PROVIDER_TYPE = "pulumi:providers:";

export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** The parent's qualified type and the own type, joined by `$`. */
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

/** Names a resource; a parent that is the stack, or none, leaves no trace in the name. */
export function createUrn(stack: string, project: string, type: string, name: string, parent = ""): string {
  const parentType = parent === "" ? "" : parseUrn(parent).qualifiedType;
  const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** A name may contain `::` itself, so only the first three parts are cut off. */
export function parseUrn(urn: string): Urn {
  const match = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s.exec(urn);
  if (!match) throw new Error(`not a URN: ${urn}`);
  const [, stack, project, qualifiedType, name] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  return { stack, project, qualifiedType, type: qualifiedType.split("$").at(-1)!, name };
}

/** A provider reference is `urn::id`; URNs contain `::` too, so the last one parts them. */
export function splitReference(reference: string): { urn: string; id: string } {
  const at = reference.lastIndexOf("::");
  return { urn: reference.slice(0, at), id: reference.slice(at + 2) };
}

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_TYPE);
}

/** The package that a provider of that type is of. */
export function providedPackage(type: string): string {
  return type.slice(PROVIDER_TYPE.length);
}
