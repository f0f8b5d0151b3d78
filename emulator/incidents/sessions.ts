import { sessions } from "../authentication/principals";
import { type AccountPlace, Places } from "./places";

/** What happens to temporary credentials. */
export class SessionIncidents extends Places {
  /** The sessions of an account that are open have ended, while whoever holds them believes in what AssumeRole had said. */
  sessionsExpire(place: AccountPlace): void {
    const { account, store } = this.where(place);
    const open = [...sessions(store)].filter(([, session]) => session.account === account);
    for (const [accessKeyId, session] of open) {
      sessions(store).set(accessKeyId, { ...session, expiresAt: 0 });
    }
  }
}
