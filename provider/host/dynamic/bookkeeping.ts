import { isDeepStrictEqual } from "node:util";

import type { Props } from "../../core/props";
import type { Call } from "../verbs";

/** What the class tells beside the program's inputs, since the host tells it nobody. */
export interface Told {
  /** What the resource is called in this run. */
  readonly __urn: unknown;
  /** How long it may take. */
  readonly __timeouts: unknown;
}

/** The same as lifecycles know it. */
export function tell({ __urn, __timeouts }: Partial<Told>): Pick<Call, "urn" | "timeouts"> {
  return { urn: __urn as string | undefined, timeouts: __timeouts as Call["timeouts"] };
}

/**
 * Keeps our own bookkeeping out of every diff: what Pulumi stores stays as it was when the resource was made, or imported,
 * and what this run says is kept here, for as long as the host lives.
 */
export class Bookkeeping {
  readonly #made = new Map<unknown, Told>();
  /** After a rename two resources can have one stored URN, and an imported one has none: their old inputs tell them apart. */
  readonly #existing: { readonly olds: Props; readonly told: Told }[] = [];

  /** The old inputs of resources that the provider plugin has made, by what they are called in this run. */
  readonly #moved = new Map<unknown, Props>();

  /** Takes note of what check is told. @returns what the inputs that Pulumi stores have of it */
  note(olds: Props | undefined, { __urn, __timeouts }: Props): Told {
    const told = { __urn, __timeouts };
    if (!olds) {
      this.#made.set(__urn, told);
      return told;
    }
    if (!("__provider" in olds)) {
      // The plugin's states have nothing of ours: what this run says is stored, as of a resource that is made.
      const made = { ...olds, ...told };
      this.#moved.set(__urn, made);
      this.#existing.push({ olds: made, told });
      return told;
    }
    this.#existing.push({ olds: asked(olds), told });
    return { __urn: olds["__urn"], __timeouts: olds["__timeouts"] };
  }

  /** The old inputs of a resource that the provider plugin has made; undefined of any other. */
  inputsOfMoved({ __urn }: Props): Props | undefined {
    return this.#moved.get(__urn);
  }

  /** What this run says of the resource that these inputs make. */
  ofNew(inputs: Props): Partial<Told> {
    return this.#made.get(inputs["__urn"]) ?? {};
  }

  /** What this run says of the resource that has this state; nothing where the program has it no longer. */
  ofExisting(state: Props): Partial<Told> {
    return this.#find(state) ?? {};
  }

  /** Whether the program still has the resource that has this state, as far as it has run. */
  isWanted(state: Props): boolean {
    return this.#find(state) !== undefined;
  }

  #find(state: Props): Told | undefined {
    const asked = state["__inputs"] as Props | undefined;
    return this.#existing.findLast(({ olds }) => isDeepStrictEqual(olds, asked))?.told;
  }
}

function asked({ __provider: _, ...inputs }: Props): Props {
  return inputs;
}
