import type { Assumption } from "../behaviours/assumptions";
import { isAssumption } from "../behaviours/behaviours";
import type { AwsError } from "../behaviours/refusals";
import { nameOf, type Service } from "../operation/operation";
import { services } from "../services/services";
import type { World } from "../world/schema";

/** An assumption as lists and tables show it. */
export type ListedAssumption = Pick<Assumption, "name" | "what" | "alternatives">;

/** Every assumption that a world can choose otherwise. */
export function listAssumptions(): ListedAssumption[] {
  return assumptionsOf(services);
}

/** What can be chosen in a world: the assumptions of these services, those about codes and texts of refusals included. */
export function assumptionsOf(some: readonly Service[]): ListedAssumption[] {
  const protocols = [...new Set(some.map(({ protocol }) => protocol))];
  return [
    ...protocols.flatMap(({ behaviours }) => behaviours.filter(isAssumption)),
    ...some.flatMap((service) => [
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
