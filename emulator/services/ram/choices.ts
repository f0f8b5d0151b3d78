import { ASSOCIATION_STATUSES } from "./associations";
import { ASSOCIATION_TYPES } from "./records";
import { PERMISSION_TYPES } from "./permissions";
import { refusals } from "./refusals";
import { REGION_SCOPES } from "./resources";

const OWNERS = ["SELF", "OTHER-ACCOUNTS"] as const;

/** RAM judges its choices by itself and has words of its own for each: to the model's checks they are any text. */
function oneOf<const V extends string>(values: readonly V[], refuse: (given: string) => Error) {
  return (given: string): V => {
    const found = values.find((value) => value === given);
    if (found === undefined) throw refuse(given);
    return found;
  };
}

const maybe =
  <V extends string>(choose: (given: string) => V) =>
  (given: string | undefined): V | undefined =>
    given === undefined ? undefined : choose(given);

export const ownerOf = oneOf(OWNERS, refusals.badOwner);
export const associationTypeOf = oneOf(ASSOCIATION_TYPES, refusals.badAssociationType);
export const associationStatusOf = maybe(oneOf(ASSOCIATION_STATUSES, refusals.badAssociationStatus));
export const permissionTypeOf = maybe(oneOf(PERMISSION_TYPES, refusals.badPermissionScope));
export const regionScopeOf = maybe(oneOf(REGION_SCOPES, refusals.badRegionScope));
