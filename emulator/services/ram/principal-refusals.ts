import { orElse, refuses } from "./refusing";

/** AWS says the same with two codes. */
const ONLY_INSIDE =
  "The resource you are attempting to share can only be shared within your AWS Organization. This error may also occur " +
  "if you have not enabled sharing with your AWS organization, or that onboarding process is still in progress.";

/** What RAM refuses about principals, and about the organization. */
export const principalRefusals = {
  malformedPrincipal: refuses(
    "InvalidParameterException",
    "community",
    "a principal that is no account id, ARN or service, such as a bare organization or unit id",
    (principal: string) => `Principal ID ${principal} is malformed. Verify the ID and try again.`,
  ),
  unknownOrganization: refuses(
    "UnknownResourceException",
    "community",
    "an organization of others, or any while RAM sharing is off in it or was switched on through the Organizations API",
    (id: string) => `Organization ${id} could not be found.`,
  ),
  unknownUnit: refuses(
    "UnknownResourceException",
    "community",
    "a unit in the same cases",
    (id: string) => `OrganizationalUnit ${id} in unknown organization could not be found.`,
  ),
  noOutsiders: refuses(
    "InvalidParameterException",
    "community",
    "an account outside, for a share that does not allow external principals",
    (principal: string) =>
      `Principal ${principal} is not in your AWS organization. You do not have permission to add external AWS accounts to a resource share.`,
  ),
  onlyInside: refuses(
    "InvalidParameterException",
    "community",
    "a custom model for an account outside the organization, or while RAM sharing is off in it",
    () => ONLY_INSIDE,
    orElse("OperationNotPermittedException"),
  ),
  needsOrganization: refuses(
    "OperationNotPermittedException",
    "community",
    "a share for insiders only, made or made so, while the caller is in no organization or RAM sharing is off in it",
    () => ONLY_INSIDE,
  ),
  sourceWithoutService: refuses(
    "InvalidParameterException",
    "community",
    "sources in a share without a service principal",
    () => "Sources can be specified only with service principals.",
    { quoted: false },
  ),
  notTheManager: refuses(
    "OperationNotPermittedException",
    "community",
    "EnableSharingWithAwsOrganization by an account that does not manage an organization with all features",
    () =>
      "Unable to enable sharing with AWS Organizations. Received AccessDeniedException from AWSOrganizations with the following error message: You don't have permissions to access this resource.",
  ),
};
