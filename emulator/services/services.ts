import { assumptionsOf, isAssumption, type ListedAssumption } from "../behaviours/assumptions";
import type { Behaviour, ListedBehaviour } from "../behaviours/behaviours";
import { nameOf, type Service } from "../operation/operation";
import { protocols } from "../protocols/protocols";
import { bedrock } from "./bedrock/service";
import { bedrockRuntime } from "./bedrock-runtime/service";
import { comprehend } from "./comprehend/service";
import { iam } from "./iam/service";
import { kms } from "./kms/service";
import { licenseManager } from "./license-manager/service";
import { marketplace } from "./marketplace/service";
import { organizations } from "./organizations/service";
import { ram } from "./ram/service";
import { sts } from "./sts/service";

/** Everything that is emulated. A new service is one line here and a folder beside this file. */
export const services: readonly Service[] = [
  bedrock,
  bedrockRuntime,
  comprehend,
  iam,
  kms,
  licenseManager,
  marketplace,
  organizations,
  ram,
  sts,
];

/** Every behaviour and refusal of every protocol and service, with its source. */
export function listBehaviours(): ListedBehaviour[] {
  return [
    ...protocols.flatMap(({ name, behaviours }) => behaviours.map(listed(name))),
    ...services.flatMap((service) => [
      ...service.behaviours.map(listed(nameOf(service))),
      ...Object.entries(service.refusals).map(([key, { code, status, source, what, otherCodes }]) => ({
        of: nameOf(service),
        source,
        what: `${what}: ${code} (${status})`,
        ...(Object.keys(otherCodes).length > 0 && { name: `${nameOf(service)}.${key}` }),
      })),
      ...service.operations.flatMap(({ name, behaviours }) =>
        behaviours.map(listed(`${nameOf(service)} ${name}`)),
      ),
    ]),
  ];
}

function listed(of: string) {
  return (behaviour: Behaviour): ListedBehaviour => {
    const { source, what } = behaviour;
    return { of, source, what, ...(isAssumption(behaviour) && { name: behaviour.name }) };
  };
}

/** Every assumption that a world can choose otherwise. */
export function listAssumptions(): ListedAssumption[] {
  return assumptionsOf(services);
}
