import { assumptionsOf, type ListedAssumption } from "../assumptions";
import type { ListedBehaviour } from "../behaviours";
import type { Service } from "../operation";
import { bedrock } from "./bedrock/service";
import { comprehend } from "./comprehend/service";
import { kms } from "./kms/service";
import { organizations } from "./organizations/service";
import { ram } from "./ram/service";
import { sts } from "./sts/service";

/** Everything that is emulated. A new service is one line here and a folder beside this file. */
export const services: readonly Service[] = [bedrock, comprehend, kms, organizations, ram, sts];

/** Every behaviour and refusal of every service, with its source. */
export function listBehaviours(): ListedBehaviour[] {
  return services.flatMap((service) => [
    ...service.behaviours.map(({ source, what }) => ({ of: service.signingName, source, what })),
    ...Object.values(service.refusals).map(({ code, status, source, what }) => ({
      of: service.signingName,
      source,
      what: `${what}: ${code} (${status})`,
    })),
    ...service.operations.flatMap((operation) =>
      operation.behaviours.map(({ source, what }) => ({
        of: `${service.signingName} ${operation.name}`,
        source,
        what,
      })),
    ),
  ]);
}

/** Every assumption that a world can choose otherwise. */
export function listAssumptions(): ListedAssumption[] {
  return assumptionsOf(services);
}
