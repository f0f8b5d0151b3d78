import { entitiesOf, type LiveShare } from "../../services/ram/shares";
import type { Inputs } from "./declaration";
import type { State } from "./state";

/** What is to be made of the share, and what this run has done for it already. */
export interface Changing {
  readonly inputs: Inputs;
  readonly before: State | undefined;
  readonly mark: string | undefined;
  readonly added: Set<string>;
  readonly removed: Set<string>;
  /** Nobody has looked yet, and the state tells of all. */
  isBelieved: boolean;
}

interface Entities {
  readonly principals: string[];
  readonly resourceArns: string[];
}

export const isAny = ({ principals = [], resourceArns = [] }: Partial<Entities>): boolean =>
  principals.length + resourceArns.length > 0;

export function remember(set: Set<string>, { principals = [], resourceArns = [] }: Partial<Entities>): void {
  for (const entity of [...principals, ...resourceArns]) set.add(entity);
}

/** What is missing is added; what is too much is removed, where it is ours to remove. Nothing twice. */
export function entityChanges(live: LiveShare, changing: Changing): { added: Entities; removed: Entities } {
  const { inputs, before, added, removed } = changing;
  const changes = (
    kind: "PRINCIPAL" | "RESOURCE",
    wanted: readonly string[],
    had: readonly string[] = [],
  ) => {
    const present = entitiesOf(live, kind);
    const isOurs = (entity: string): boolean => inputs.exclusive || had.includes(entity);
    return {
      added: wanted.filter((entity) => !present.includes(entity) && !added.has(entity)),
      removed: present.filter((entity) => !wanted.includes(entity) && isOurs(entity) && !removed.has(entity)),
    };
  };
  const principals = changes("PRINCIPAL", inputs.principals, before?.principals);
  const resources = changes("RESOURCE", inputs.resourceArns, before?.resourceArns);
  return {
    added: { principals: principals.added, resourceArns: resources.added },
    removed: { principals: principals.removed, resourceArns: resources.removed },
  };
}
