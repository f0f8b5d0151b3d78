import type { Behaviour } from "./behaviours";
import type { AwsError } from "../operation/errors";
import { nameOf, type Service } from "../operation/operation";
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

/** An assumption as lists and tables show it. */
export type ListedAssumption = Pick<Assumption, "name" | "what" | "alternatives">;

/** What can be chosen in a world: the assumptions of these services, those about codes and texts of refusals included. */
export function assumptionsOf(services: readonly Service[]): ListedAssumption[] {
  const protocols = [...new Set(services.map(({ protocol }) => protocol))];
  return [
    ...protocols.flatMap(({ behaviours }) => behaviours.filter(isAssumption)),
    ...services.flatMap((service) => [
      textsOf(service),
      ...codesOf(service),
      // What is acted upon by several operations is listed with each of them.
      ...new Set(
        [...service.behaviours, ...service.operations.flatMap(({ behaviours }) => behaviours)].filter(
          isAssumption,
        ),
      ),
    ]),
  ];
}

export function isAssumption(behaviour: Behaviour): behaviour is Assumption {
  return "alternatives" in behaviour;
}

/** The refusal as this world's AWS makes it: its code or its text may be another where ours is assumed. */
export function asAssumed(error: AwsError, service: Service, world: World): AwsError {
  const [key, of] = Object.entries(service.refusals).find(([, refusal]) => refusal === error.refusal) ?? [];
  if (key === undefined || of === undefined) return error;
  const code = world.assumptions[`${nameOf(service)}.${key}`];
  const status = code === undefined ? undefined : of.otherCodes[code];
  const isReworded = world.assumptions[textsOf(service).name] === "reworded" && !of.isQuoted;
  return error.as(
    status === undefined ? {} : { code: code!, status },
    // Nothing of what we would say may be left in it.
    isReworded ? { message: "This is not possible." } : {},
  );
}

function textsOf(service: Service): ListedAssumption {
  return {
    name: `${nameOf(service)}.texts`,
    what: "the texts of refusals that nobody has shown us",
    alternatives: { reworded: "each of them is another text" },
  };
}

function codesOf(service: Service): ListedAssumption[] {
  return Object.entries(service.refusals)
    .filter(([, { otherCodes }]) => Object.keys(otherCodes).length > 0)
    .map(([key, { what, code, otherCodes }]) => ({
      name: `${nameOf(service)}.${key}`,
      what: `${what}: ${code}`,
      alternatives: Object.fromEntries(
        Object.entries(otherCodes).map(([other, status]) => [other, `${other} (${status})`]),
      ),
    }));
}
