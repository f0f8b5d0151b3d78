import { firstMark } from "../../aws/ownership/marks";
import { type Props, toPlain } from "../../core/props";

/** Raised when state changes its shape; every method must then read the older ones. */
const SCHEMA = 1;

/** The outputs that Pulumi stores of a dynamic resource: the state, and what only this transport reads. */
export type Stored = Props & { readonly __inputs: Props };

/** What is stored: the state, and what only we read. */
export function kept(state: object, { __provider: _, ...asked }: Props): Props {
  return { ...toPlain(state), __inputs: asked, __schema: SCHEMA };
}

/** The state as lifecycles know it, of whichever version of this package has stored it. */
export function stateIn({ __inputs, __schema, __urn, __timeouts, __provider, ...state }: Props): Props {
  const made = (__inputs as Props | undefined)?.["__urn"] ?? __urn;
  // Older versions did not keep the mark, which is that of the name the resource had.
  return typeof made === "string" && made !== "" ? { __mark: firstMark(made), ...state } : state;
}
