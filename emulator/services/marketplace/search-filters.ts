import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { AGREEMENT_STATUSES } from "../../world/marketplace";
import type { Purchase } from "./agreements";
import { resourceOf } from "./products";
import { refusals } from "./refusals";

export interface Filter {
  readonly name?: string;
  readonly values?: readonly string[];
}

/** Every filter that AWS knows; buyers may use fewer. */
const NAMES = [
  "ResourceIdentifier",
  "ResourceType",
  "PartyType",
  "AcceptorAccountId",
  "OfferId",
  "Status",
  "BeforeEndTime",
  "AfterEndTime",
  "BeforeStartTime",
  "AfterStartTime",
  "BeforeLastUpdateTime",
  "AfterLastUpdateTime",
  "AgreementType",
  "OfferSetId",
  "EndTimeBehaviorType",
  "EndTimeBehaviorReasonCode",
  "InitialAgreementId",
  "LicenseArn",
] as const;

/** What a buyer may search by, one of these at a time; with each goes EndTime, and with most Status. */
const SUBJECTS = ["ResourceIdentifier", "ResourceType", "OfferId", "OfferSetId"];
const ENDS = ["BeforeEndTime", "AfterEndTime"];

export const withoutEnd = assume(
  "aws-marketplace.withoutEnd",
  "an agreement without an end is found by no filter of EndTime",
  { after: "it ends after every date" },
);

/** What a buyer asks for, as a condition; refused where AWS refuses it. Of a seller's side nothing is found here. */
export function conditionOf(filters: readonly Filter[], call: Call): (one: Purchase) => boolean {
  const asked = new Map<string, string>();
  for (const { name = "", values: [value = ""] = [] } of filters) {
    if (!(NAMES as readonly string[]).includes(name)) throw refusals.badFilterName();
    asked.set(name, value);
  }
  const party = asked.get("PartyType");
  if (party === undefined) throw refusals.noPartyType();
  if (party !== "Acceptor" && party !== "Proposer") throw refusals.badPartyType();
  requireValues(asked);
  if (party === "Proposer") return () => false;
  requireSupported([...asked.keys()]);
  return (one) => [...asked].every(([name, value]) => matches(name, value, one, call));
}

function requireValues(asked: ReadonlyMap<string, string>): void {
  const status = asked.get("Status");
  const isKnown = status === undefined || (AGREEMENT_STATUSES as readonly string[]).includes(status);
  const isPurchase = (asked.get("AgreementType") ?? "PurchaseAgreement") === "PurchaseAgreement";
  const areTimes = [...asked].every(
    ([name, value]) => !name.endsWith("Time") || !Number.isNaN(Date.parse(value)),
  );
  if (!isKnown || !isPurchase || !areTimes) throw refusals.badFilterValue();
}

function requireSupported(names: readonly string[]): void {
  const subjects = names.filter((name) => SUBJECTS.includes(name));
  const allowed = ["PartyType", "AgreementType", "Status", ...ENDS, ...SUBJECTS];
  const isPurchase = names.includes("AgreementType");
  const isTooMuch = subjects.includes("ResourceType") && names.includes("Status");
  const isSupported = names.every((name) => allowed.includes(name)) && subjects.length <= 1;
  if (!isPurchase || !isSupported || isTooMuch) throw refusals.unsupportedFilters();
}

function matches(name: string, value: string, one: Purchase, call: Call): boolean {
  const { id, type } = resourceOf(one.modelId, call);
  switch (name) {
    case "Status":
      return one.status === value;
    case "OfferId":
      return one.offerId === value;
    case "OfferSetId":
      return false;
    case "ResourceIdentifier":
      return id === value;
    case "ResourceType":
      return type === value;
    case "AfterEndTime":
      return one.endsAt === undefined ? withoutEnd.is("after", call) : one.endsAt > Date.parse(value);
    case "BeforeEndTime":
      return one.endsAt !== undefined && one.endsAt < Date.parse(value);
    default:
      return true;
  }
}
