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
    ...service.behaviours.map((behaviour) => ({ of: service.signingName, ...behaviour })),
    ...Object.values(service.refusals).map(({ code, status, source, what }) => ({
      of: service.signingName,
      source,
      what: `${what}: ${code} (${status})`,
    })),
    ...service.operations.flatMap((operation) =>
      operation.behaviours.map((behaviour) => ({
        of: `${service.signingName} ${operation.name}`,
        ...behaviour,
      })),
    ),
  ]);
}
