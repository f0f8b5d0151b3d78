import { type Behaviour, isAssumption, type Source } from "../behaviours/behaviours";
import { nameOf } from "../operation/operation";
import { protocols } from "../protocols/protocols";
import { services } from "../services/services";

/** A behaviour together with the place it belongs to, as listed by `model-access-emulator behaviours`. */
export interface ListedBehaviour {
  readonly source: Source;
  readonly what: string;
  /** `bedrock CreateFoundationModelAgreement`, or `bedrock` for what holds for the whole service. */
  readonly of: string;
  /** What an assumption is chosen by. */
  readonly name?: string;
}

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
