import type { Call } from "../../operation/operation";
import { deletedLicenses } from "./assumptions";
import { lastStatus, receivedBy, statusOf } from "./grants";
import { describeLicense, isHome, licenseAt, licensesOf } from "./licenses";

/** What the buyer of a licence may do with it. */
const ALL_OPERATIONS = [
  "CreateGrant",
  "CheckoutLicense",
  "CheckInLicense",
  "ExtendConsumptionLicense",
  "ListPurchasedLicenses",
  "CreateToken",
];

/** A licence and how an account has come by it. */
export type Received = ReturnType<typeof describeLicense> & {
  readonly ReceivedMetadata: {
    readonly ReceivedStatus: string;
    readonly AllowedOperations: readonly string[];
    readonly GrantType: "BuyerGrant";
  };
};

/** What an account has bought, and what others have granted to it. */
export function receivedLicenses(call: Call): Received[] {
  if (!isHome(call)) return [];
  const grants = receivedBy(call.account, call).map((grant) => ({ grant, status: statusOf(grant, call) }));
  const overridden = grants
    .filter(({ grant, status }) => status === "ACTIVE" && isOverriding(lastStatus(grant)?.override))
    .map(({ grant }) => licenseAt(grant.licenseArn, call)?.modelId);
  const own = licensesOf(call).map((license): Received => {
    const isReplaced = overridden.includes(license.modelId);
    const how = { ReceivedStatus: isReplaced ? "DISABLED" : "ACTIVE", AllowedOperations: ALL_OPERATIONS };
    return { ...describeLicense(license, call), ReceivedMetadata: { ...how, GrantType: "BuyerGrant" } };
  });
  const granted = grants.flatMap(({ grant, status }): Received[] => {
    const license = licenseAt(grant.licenseArn, call);
    if (!license || ["PENDING_WORKFLOW", "FAILED_WORKFLOW"].includes(status)) return [];
    const how = { ReceivedStatus: status, AllowedOperations: grant.operations };
    return [{ ...describeLicense(license, call), ReceivedMetadata: { ...how, GrantType: "BuyerGrant" } }];
  });
  const isListed = ({ Status }: Received) => Status !== "DELETED" || !deletedLicenses.is("hidden", call);
  return [...own, ...granted].filter(isListed);
}

function isOverriding(override: string | undefined): boolean {
  return override === "ALL_GRANTS_PERMITTED_BY_ISSUER";
}
