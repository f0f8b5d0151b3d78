import { ComprehendIncidents } from "./incidents/comprehend";
import { type AccountPlace, Places } from "./incidents/places";
import { sessions } from "./principals";

export { IncidentError, type ModelPlace } from "./incidents/places";

/**
 * What AWS does by itself, or somebody does by hand, while nobody deploys: for tests and demonstrations of drift. Whoever
 * controls an emulator calls them by name, so they are one object; each service's are a class that goes on from another's.
 */
export class Incidents extends ComprehendIncidents {
  /** The temporary credentials of an account that were handed out until now have expired. */
  sessionsExpire(place: AccountPlace): void {
    const { account, store } = this.where(place);
    const all = sessions(store);
    for (const [accessKeyId, session] of all) {
      if (session.account === account) all.set(accessKeyId, { ...session, expiresAt: Date.now() });
    }
  }
}

/** The name of every incident. */
export function incidentNames(): string[] {
  const names: string[] = [];
  for (let from: object = Incidents.prototype; from !== Places.prototype;) {
    names.push(...Object.getOwnPropertyNames(from).filter((name) => name !== "constructor"));
    from = Object.getPrototypeOf(from) as object;
  }
  return names;
}
