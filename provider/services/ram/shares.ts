import type {
  GetResourceSharesCommandInput,
  GetResourceSharesCommandOutput,
  RAMClient,
  ResourceShare,
  ResourceShareAssociation,
} from "@aws-sdk/client-ram";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { ramSdk } from "../../aws/clients/sdk";
import type { Tags } from "../../aws/tags";
import type { Association } from "./association";

/** A share as its owner sees it. */
export interface LiveShare {
  readonly arn: string;
  readonly name: string;
  readonly owningAccountId: string;
  readonly status: string;
  readonly statusMessage?: string;
  readonly allowExternalPrincipals: boolean;
  readonly featureSet: string;
  readonly tags: Tags;
  readonly permissionArns: readonly string[];
  readonly associations: readonly Association[];
}

/** A deleted share can still be read for two hours. */
const GONE = new Set(["DELETING", "DELETED"]);
/** An association that is over can still be read, too, and one that failed never was one. */
const OVER = new Set(["DISASSOCIATING", "DISASSOCIATED", "FAILED"]);
const PAGE = { pageSize: 500 };

/** What shares are looked for by; whose own they are, unless it is said that they are others'. */
type ShareFilter = Partial<
  Pick<GetResourceSharesCommandInput, "resourceOwner" | "resourceShareArns" | "tagFilters" | "name">
>;

/** The shares that fit, deleted ones included: the account's own, or those that it sees of others. */
export async function sharesBy(client: RAMClient, filter: ShareFilter): Promise<ResourceShare[]> {
  try {
    return await listed(client, filter);
  } catch (thrown) {
    if (!isAws(thrown, "UnknownResourceException")) throw thrown;
    return [];
  }
}

/** The account's own shares of these ARNs, deleted ones included. @throws the typed error where AWS does not know one */
export function sharesNamed(client: RAMClient, arns: readonly string[]): Promise<ResourceShare[]> {
  return listed(client, { resourceShareArns: [...arns] });
}

async function listed(client: RAMClient, filter: ShareFilter): Promise<ResourceShare[]> {
  const found: ResourceShare[] = [];
  const request = { resourceOwner: "SELF", ...filter } as const;
  const pages = ramSdk().paginateGetResourceShares({ client, ...PAGE }, request);
  for await (const page of pages) found.push(...sharesOn(page));
  return found;
}

/** A page may be empty; an answer that has no list at all says nothing, least of all that a share is gone. */
function sharesOn(page: GetResourceSharesCommandOutput): ResourceShare[] {
  const { resourceShares } = complete("GetResourceShares", page, "resourceShares");
  return resourceShares.map((share) => complete("GetResourceShares", share, "resourceShareArn", "status"));
}

export async function associationsBy(
  client: RAMClient,
  associationType: "PRINCIPAL" | "RESOURCE",
  filter: { resourceShareArns?: string[] } = {},
): Promise<ResourceShareAssociation[]> {
  const found: ResourceShareAssociation[] = [];
  const request = { associationType, ...filter };
  const pages = ramSdk().paginateGetResourceShareAssociations({ client, ...PAGE }, request);
  for await (const page of pages) {
    const operation = "GetResourceShareAssociations";
    const { resourceShareAssociations: listed } = complete(operation, page, "resourceShareAssociations");
    const members = ["resourceShareArn", "associatedEntity", "status"] as const;
    // Of the kind that was asked for: one that is not known would be taken for a model that is too much.
    for (const one of listed) found.push({ ...complete(operation, one, ...members), associationType });
  }
  return found;
}

export async function permissionsOf(client: RAMClient, resourceShareArn: string): Promise<string[]> {
  const found: string[] = [];
  const pages = ramSdk().paginateListResourceSharePermissions({ client, ...PAGE }, { resourceShareArn });
  for await (const page of pages) {
    const { permissions } = complete("ListResourceSharePermissions", page, "permissions");
    found.push(...permissions.filter(({ status }) => !isOver(status)).map(({ arn }) => arn ?? ""));
  }
  return found.sort();
}

/** The permissions of all shares of the account and Region. */
export async function permissionsByShare(client: RAMClient): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const pages = ramSdk().paginateListPermissionAssociations({ client, ...PAGE }, {});
  for await (const page of pages) {
    const { permissions } = complete("ListPermissionAssociations", page, "permissions");
    for (const { arn = "", resourceShareArn = "", status } of permissions) {
      if (isOver(status)) continue;
      found.set(resourceShareArn, [...(found.get(resourceShareArn) ?? []), arn].sort());
    }
  }
  return found;
}

export async function tagShare(client: RAMClient, resourceShareArn: string, tags: Tags): Promise<void> {
  const list = Object.entries(tags).map(([key, value]) => ({ key, value }));
  await client.send(new (ramSdk().TagResourceCommand)({ resourceShareArn, tags: list }));
}

/** A share without tags has no list of them, and a deleted one none that matter. */
export function tagsOf(share: ResourceShare): Tags {
  if (isGone(share)) return {};
  return Object.fromEntries((share.tags ?? []).map(({ key = "", value = "" }) => [key, value]));
}

export function isGone({ status }: ResourceShare): boolean {
  return GONE.has(status ?? "");
}

export function liveShare(
  share: ResourceShare,
  associations: readonly ResourceShareAssociation[],
  permissionArns: readonly string[],
): LiveShare {
  return {
    arn: share.resourceShareArn ?? "",
    name: share.name ?? "",
    owningAccountId: share.owningAccountId ?? "",
    status: share.status ?? "UNKNOWN",
    ...(share.statusMessage !== undefined && { statusMessage: share.statusMessage }),
    allowExternalPrincipals: share.allowExternalPrincipals ?? true,
    featureSet: share.featureSet ?? "STANDARD",
    tags: tagsOf(share),
    permissionArns,
    associations: associationsIn(associations),
  };
}

export function associationsIn(listed: readonly ResourceShareAssociation[]): Association[] {
  return listed
    .map((association) => ({
      entity: association.associatedEntity ?? "",
      kind: association.associationType === "PRINCIPAL" ? ("PRINCIPAL" as const) : ("RESOURCE" as const),
      status: association.status ?? "UNKNOWN",
      ...(association.statusMessage !== undefined && { statusMessage: association.statusMessage }),
    }))
    .filter(({ status }) => status !== "DISASSOCIATED")
    .sort((one, other) => `${one.kind} ${one.entity}`.localeCompare(`${other.kind} ${other.entity}`));
}

function isOver(status = ""): boolean {
  return OVER.has(status);
}

/** The entities of a kind that are in the share or on their way into it. */
export function entitiesOf(
  { associations }: Pick<LiveShare, "associations">,
  kind: Association["kind"],
): string[] {
  const current = associations.filter(
    (association) => association.kind === kind && !isOver(association.status),
  );
  return [...new Set(current.map(({ entity }) => entity))].sort();
}
