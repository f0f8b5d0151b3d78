import type {
  Grant,
  GrantedLicense,
  LicenseManagerClient,
  ListDistributedGrantsRequest,
} from "@aws-sdk/client-license-manager";
import type { HttpHandlerOptions } from "@smithy/types";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { licenseManagerSdk } from "../../aws/clients/sdk";
import { type Tags, tagChanges, tagList, tagsIn } from "../../aws/tags";
import { pages } from "./pages";

/** A grant as AWS shows it. */
export type LiveGrant = ReturnType<typeof whole>;

/** Nobody has the licence by such a grant, and nobody will. AWS goes on listing it. */
export const OVER: readonly string[] = ["DELETED", "REJECTED", "FAILED_WORKFLOW"];
/** The last of its statuses: it is on its way out, and nothing brings it back. */
export const LEAVING: readonly string[] = [...OVER, "PENDING_DELETE"];

export const IN_FORCE: readonly string[] = ["ACTIVE", "WORKFLOW_COMPLETED"];
const UNKNOWN_GRANT = ["InvalidParameterValueException", "ValidationException"];

/** A grant by its ARN; undefined when AWS says that there is none, or that it is deleted. */
export async function grantOf(
  client: LicenseManagerClient,
  GrantArn: string,
): Promise<LiveGrant | undefined> {
  try {
    const answer = await client.send(new (licenseManagerSdk().GetGrantCommand)({ GrantArn }));
    const grant = whole("GetGrant", complete("GetGrant", answer, "Grant").Grant);
    return grant.GrantStatus === "DELETED" ? undefined : grant;
  } catch (thrown) {
    if (isAws(thrown, "ResourceNotFoundException")) return undefined;
    // AWS has no code of its own for a grant that it has forgotten: what it then does not list either is gone.
    const isRefused = UNKNOWN_GRANT.some((code) => isAws(thrown, code));
    if (isRefused && (await distributed(client, { GrantArns: [GrantArn] })).length === 0) return undefined;
    throw thrown;
  }
}

/** The grants of a licence to one principal, also those that are over. */
export async function grantsTo(
  client: LicenseManagerClient,
  licenseArn: string,
  principal: string,
): Promise<LiveGrant[]> {
  const Filters = [
    { Name: "LicenseArn", Values: [licenseArn] },
    { Name: "GranteePrincipalARN", Values: [principal] },
  ];
  const found = await distributed(client, { Filters });
  // What a filter lets pass is not taken on trust: a grant to somebody else would be adopted.
  return found.filter((grant) => grant.LicenseArn === licenseArn && grant.GranteePrincipalArn === principal);
}

async function distributed(
  client: LicenseManagerClient,
  sought: Pick<ListDistributedGrantsRequest, "Filters" | "GrantArns">,
): Promise<LiveGrant[]> {
  const { ListDistributedGrantsCommand } = licenseManagerSdk();
  const found: LiveGrant[] = [];
  const listed = pages(sought, (input) => client.send(new ListDistributedGrantsCommand(input)));
  for await (const { Grants = [] } of listed) {
    found.push(...Grants.map((grant) => whole("ListDistributedGrants", grant)));
  }
  return found;
}

/** The licences of a product that the account may use now, the newest first. */
export async function licensesOf(
  client: LicenseManagerClient,
  productSku: string,
  until: HttpHandlerOptions = {},
): Promise<(GrantedLicense & { readonly LicenseArn: string })[]> {
  const sought = { Filters: [{ Name: "ProductSKU", Values: [productSku] }] };
  const { ListReceivedLicensesCommand } = licenseManagerSdk();
  const found: (GrantedLicense & { readonly LicenseArn: string })[] = [];
  const listed = pages(sought, (input) => client.send(new ListReceivedLicensesCommand(input), until));
  for await (const { Licenses = [] } of listed) {
    found.push(...Licenses.map((license) => complete("ListReceivedLicenses", license, "LicenseArn")));
  }
  return found
    .filter(({ ProductSKU, Status }) => ProductSKU === productSku && Status === "AVAILABLE")
    .toSorted((one, other) => Number(other.CreateTime ?? 0) - Number(one.CreateTime ?? 0));
}

/** Whether the members have the licence by it. For units and organizations AWS may say that all is done. */
export function isInForce(status: string): boolean {
  return IN_FORCE.includes(status);
}

/** Whether a grant is, or may still come to be, in force. */
export function isAlive(status: string): boolean {
  return !LEAVING.includes(status);
}

/** All tags of a grant. What has none need not have a list of them. */
export async function tagsOf(client: LicenseManagerClient, ResourceArn: string): Promise<Tags> {
  const { Tags = [] } = await client.send(
    new (licenseManagerSdk().ListTagsForResourceCommand)({ ResourceArn }),
  );
  return tagsIn(Tags);
}

/** One call for what has to be set, and one for what has to go. */
export async function changeTags(
  client: LicenseManagerClient,
  ResourceArn: string,
  from: Tags,
  to: Tags,
): Promise<void> {
  const { set, remove } = tagChanges(from, to);
  const { TagResourceCommand, UntagResourceCommand } = licenseManagerSdk();
  if (Object.keys(set).length > 0)
    await client.send(new TagResourceCommand({ ResourceArn, Tags: tagList(set) }));
  if (remove.length > 0) await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: remove }));
}

function whole(operation: string, grant: Grant) {
  return complete(
    operation,
    grant,
    "GrantArn",
    "LicenseArn",
    "GranteePrincipalArn",
    "GrantStatus",
    "Version",
  );
}
