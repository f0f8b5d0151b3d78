import type { World } from "../world/schema";

/**
 * What the emulator does although nobody has seen AWS do it, with what AWS might do just as well. A world or `--assume`
 * chooses one of these; a client that holds under each of them holds whichever way AWS is.
 */
export interface Assumption<Alternative extends string = string> {
  readonly source: "assumed";
  readonly what: string;
  /** The service and what it is about, such as `comprehend.policyText`. */
  readonly name: string;
  /** What else AWS may do, each by the name it is chosen by. */
  readonly alternatives: Readonly<Record<Alternative, string>>;
  /** Whether the world has chosen that alternative. */
  is(alternative: Alternative, of: { readonly world: World }): boolean;
}

/** Declares an assumption. The declaration stands where it is acted upon, and among that place's behaviours. */
export function assume<const Alternative extends string>(
  name: string,
  what: string,
  alternatives: Readonly<Record<Alternative, string>>,
): Assumption<Alternative> {
  const is: Assumption<Alternative>["is"] = (alternative, { world }) =>
    world.assumptions[name] === alternative;
  return { source: "assumed", name, what, alternatives, is };
}
