import type { RAMClient, ResourceShare } from "@aws-sdk/client-ram";
import * as v from "valibot";

import { complete } from "../../aws/clients/answers";
import type { Aws } from "../../aws/aws";
import { doing } from "../../aws/errors/explained";
import { regionAndRoleEntries, regionAndRoleFor } from "../../aws/region-and-role";
import { ramSdk } from "../../aws/clients/sdk";
import { shownTags, type Tags } from "../../aws/tags";
import { checkProps, oneOf, text } from "../../core/check";
import { ModelAccessError } from "../../core/errors";
import type { FoundCustomModelShare, GetCustomModelShareArgs } from "../shapes/custom-model-shares";
import { isGone, sharesBy, tagsOf } from "../../services/ram/shares";

const entries = {
  name: text(/\S/, "not be empty"),
  resourceOwner: v.optional(oneOf(["SELF", "OTHER-ACCOUNTS"])),
  owningAccountId: v.optional(text(/^\d{12}$/, "be an account id of 12 digits")),
  ...regionAndRoleEntries,
};

type Owner = NonNullable<GetCustomModelShareArgs["resourceOwner"]>;

/** How many of the shares that are there an error names. */
const MOST_NAMED = 10;

/** @throws ModelAccessError when no share has the name, or several have it, or AWS refuses */
export async function findShare(cloud: Aws, args: GetCustomModelShareArgs): Promise<FoundCustomModelShare> {
  return doing(`finding the share ${JSON.stringify(args.name)}`, async () => {
    const [failure] = checkProps(entries, { ...args }).failures;
    if (failure) throw new ModelAccessError(`${failure.path}: ${failure.reason}`);
    const { name, resourceOwner = "SELF", owningAccountId } = args;
    const place = await regionAndRoleFor(cloud, args);
    const { accountId } = await cloud.identity(place);
    const client = cloud.ram(place);
    const found = (await livingShares(client, { resourceOwner, name })).filter(
      (share) => share.name === name && [undefined, share.owningAccountId].includes(owningAccountId),
    );
    const [share] = found;
    const of = owningAccountId === undefined ? "" : ` of account ${owningAccountId}`;
    const where = `account ${accountId} ${resourceOwner === "SELF" ? "owns" : "sees"}`;
    if (!share) {
      const there = await livingShares(client, { resourceOwner });
      throw new ModelAccessError(
        `${where} no share${of} of that name in ${place.region}`,
        whatElse(there, resourceOwner),
      );
    }
    if (found.length > 1) {
      throw new ModelAccessError(`${where} ${found.length} shares${of} of that name in ${place.region}`, [
        ...named(found),
        "AWS lets several have one name: use the ARN of the one you mean, or give owningAccountId if the owners differ.",
      ]);
    }
    const resourceArns = await resourcesOf(client, share.resourceShareArn!, resourceOwner);
    return shown(share, resourceArns, shownTags(tagsOf(share), cloud.config));
  });
}

async function livingShares(
  client: RAMClient,
  filter: { resourceOwner: Owner; name?: string },
): Promise<ResourceShare[]> {
  return (await sharesBy(client, filter)).filter((share) => !isGone(share));
}

function whatElse(there: readonly ResourceShare[], resourceOwner: Owner): string[] {
  const next =
    resourceOwner === "SELF"
      ? 'A share that another account owns is found with resourceOwner: "OTHER-ACCOUNTS".'
      : "A share by invitation is seen once it is accepted (CustomModelShareAcceptance), and every share in its own Region only.";
  return [...(there.length === 0 ? ["There is no share at all."] : ["There are:", ...named(there)]), next];
}

function named(shares: readonly ResourceShare[]): string[] {
  const lines = shares.map(
    ({ name = "", resourceShareArn = "", owningAccountId = "", status = "" }) =>
      `${JSON.stringify(name)} of account ${owningAccountId}, ${status}: ${resourceShareArn}`,
  );
  const rest = lines.length - MOST_NAMED;
  return [...lines.sort().slice(0, MOST_NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

async function resourcesOf(
  client: RAMClient,
  resourceShareArn: string,
  resourceOwner: Owner,
): Promise<string[]> {
  const found: string[] = [];
  const request = { resourceOwner, resourceShareArns: [resourceShareArn] };
  for await (const page of ramSdk().paginateListResources({ client, pageSize: 500 }, request)) {
    const { resources } = complete("ListResources", page, "resources");
    found.push(...resources.map((one) => complete("ListResources", one, "arn").arn));
  }
  return [...new Set(found)].sort();
}

function shown(share: ResourceShare, resourceArns: string[], tags: Tags): FoundCustomModelShare {
  const { resourceShareArn = "", name = "", owningAccountId = "", status = "UNKNOWN", creationTime } = share;
  return {
    ...{ resourceShareArn, name, owningAccountId, status, resourceArns },
    allowExternalPrincipals: share.allowExternalPrincipals ?? true,
    tags,
    ...(creationTime && { creationTime: creationTime.toISOString() }),
  };
}
