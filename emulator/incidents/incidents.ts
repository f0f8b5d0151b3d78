import { GrantIncidents } from "./grants";
import { Places } from "./places";

export { IncidentError, type ModelPlace } from "./places";

/**
 * What AWS does by itself, or somebody does by hand, while nobody deploys: for tests and demonstrations of drift. Whoever
 * controls an emulator calls them by name, so they are one object; each service's are a class that goes on from another's.
 */
export class Incidents extends GrantIncidents {}

/** The name of every incident. */
export function incidentNames(): string[] {
  const names: string[] = [];
  for (let from: object = Incidents.prototype; from !== Places.prototype;) {
    names.push(...Object.getOwnPropertyNames(from).filter((name) => name !== "constructor"));
    from = Object.getPrototypeOf(from) as object;
  }
  return names;
}
