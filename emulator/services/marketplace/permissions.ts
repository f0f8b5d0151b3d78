import type { PermissionFor } from "../../operation/operation";
import type { Filter } from "./search-filters";

const TYPE = "aws-marketplace:AgreementType";
const PARTY = "aws-marketplace:PartyType";
const PURCHASE = { [TYPE]: ["PurchaseAgreement"] };

/** Who buys a model makes an agreement of this type, and is its acceptor. */
export const ofPurchase: PermissionFor<object> = { context: () => PURCHASE, keys: [TYPE] };
export const ofBuyer: PermissionFor<object> = {
  context: () => ({ ...PURCHASE, [PARTY]: "Acceptor" }),
  keys: [TYPE, PARTY],
};

/** A search tells what it is after by its filters. */
export const asSearched: PermissionFor<{ readonly filters?: readonly Filter[] }> = {
  context: ({ filters = [] }) => {
    const of = (wanted: string) => filters.find(({ name }) => name === wanted)?.values;
    return { [TYPE]: of("AgreementType"), [PARTY]: of("PartyType")?.[0] };
  },
  keys: [TYPE, PARTY],
};
