import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import type { Organization } from "./membership";
import { refusals } from "./refusals";

const RAM = "ram.amazonaws.com";
/** When the world's own services were given access. */
const BEFORE = Date.UTC(2025, 0, 1);

/** When a service was given access, in emulated milliseconds, by organization and service; null where it was taken away. */
const trusted = (store: Store) => store.table<number | null>("organizations/trusted-services");
/** When RAM's own switch was turned on, by organization. */
const ramSharing = (store: Store) => store.table<number>("organizations/ram-sharing");

export const withdrawnTwice = assume(
  "organizations.withdrawnTwice",
  "access that a service does not have is taken away without a word",
  { refused: "InvalidInputException (400)" },
);

type Emulated = Pick<Call, "store" | "clock">;

/** The services that have access, and since when. */
export function trustedServices(of: Organization, { store }: Pick<Emulated, "store">): Map<string, number> {
  const before = [...of.trustedServices, ...(of.ramSharing ? [RAM] : [])];
  const since = [...trusted(store)]
    .filter(([key]) => key.startsWith(`${of.id}/`))
    .map(([key, at]) => [key.slice(of.id.length + 1), at] as const);
  const all = new Map([...before.map((name) => [name, BEFORE] as const), ...since]);
  return new Map([...all].filter((entry): entry is [string, number] => entry[1] !== null));
}

export function trust(service: string, of: Organization, { store, clock }: Emulated): void {
  trusted(store).set(`${of.id}/${service}`, clock.now());
}

export function withdraw(service: string, of: Organization, call: Call): void {
  if (!trustedServices(of, call).has(service) && withdrawnTwice.is("refused", call))
    throw refusals.notTrusted();
  trusted(call.store).set(`${of.id}/${service}`, null);
}

/** RAM's own way: it makes its service-linked role, too, without which it does not find the organization. */
export function switchRamSharingOn(of: Organization, emulated: Emulated): void {
  trust(RAM, of, emulated);
  ramSharing(emulated.store).set(of.id, emulated.clock.now());
}

/**
 * Whether RAM shares within the organization without invitations; `half` is what access given through the Organizations
 * API comes to.
 */
export function ramSharingOf(of: Organization, emulated: Emulated): "on" | "half" | "off" {
  if (!trustedServices(of, emulated).has(RAM)) return "off";
  return of.ramSharing || ramSharing(emulated.store).has(of.id) ? "on" : "half";
}
