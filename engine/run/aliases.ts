import { createUrn, parseUrn, STACK_TYPE } from "../urns";
import type { Alias, Goal } from "./goal";

/** Where names are made. */
export interface Naming {
  readonly stack: string;
  readonly project: string;
  /** The old URN under which a resource of this run was found, by its new one. */
  readonly foundAs: ReadonlyMap<string, string>;
}

/** The URNs a resource may have had before, its parent's former names included. */
export function aliasUrns({ name, type, parent, aliases }: Goal, naming: Naming): string[] {
  const own = aliases.map((alias) => collapse(alias, name, type, parent, naming));
  const parentAlias = naming.foundAs.get(parent);
  if (parentAlias === undefined) return [...new Set(own)];
  const inherited = [createInherited(type, name, parent, parentAlias, naming)].concat(
    own.map((urn) => {
      const former = parseUrn(urn);
      return createInherited(former.type, former.name, parent, parentAlias, naming);
    }),
  );
  return [...new Set([...own, ...inherited])];
}

function collapse(alias: Alias, name: string, type: string, parent: string, naming: Naming): string {
  if ("urn" in alias) return alias.urn;
  const formerParent = alias.parent ? (naming.foundAs.get(alias.parent) ?? alias.parent) : parent;
  const noParent =
    alias.noParent === true || formerParent === "" || parseUrn(formerParent).qualifiedType === STACK_TYPE;
  return createUrn(
    alias.stack || naming.stack,
    alias.project || naming.project,
    alias.type || type,
    alias.name || name,
    noParent ? "" : formerParent,
  );
}

/** Children are often named after their parent: the former name then began with the parent's former name. */
function createInherited(
  type: string,
  name: string,
  parent: string,
  parentAlias: string,
  naming: Naming,
): string {
  const parentName = parseUrn(parent).name;
  const former = name.startsWith(parentName)
    ? parseUrn(parentAlias).name + name.slice(parentName.length)
    : name;
  return createUrn(naming.stack, naming.project, type, former, parentAlias);
}
