import { isUnknown } from "../props";
import type { AnyDeclaration } from "./declaration";

/** Whether the object would have to be elsewhere is told by more than these inputs; see `movedBy`. */
const WHERE: readonly string[] = ["region", "assumeRole"];

/**
 * The inputs that have changed, and whose change makes another object. What is not known yet has not: Pulumi would delete what
 * depends on the object.
 * @param isOther of which inputs more than two different values makes a change
 */
export function replacedBy<Inputs extends object>(
  { inputs }: AnyDeclaration,
  state: object,
  news: Inputs,
  isOther: { readonly [K in keyof Inputs]?: () => boolean } = {},
): string[] {
  const [before, after] = [state, news] as Record<string, unknown>[];
  return Object.keys(inputs).filter((name) => {
    if (inputs[name]!.change.does !== "replaces" || WHERE.includes(name)) return false;
    if (isUnknown(after![name])) return false;
    return isOther[name as keyof Inputs]?.() ?? before![name] !== after![name];
  });
}
