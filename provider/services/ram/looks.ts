import type { RAMClient, ResourceShare, ResourceShareAssociation } from "@aws-sdk/client-ram";

import type { Aws } from "../../aws/aws";
import { isRefusal } from "../../aws/clients/send-once";
import { isAws } from "../../aws/errors/explained";
import { MARKER_KEY } from "../../aws/ownership/marks";
import type { RegionAndRole } from "../../aws/region-and-role";
import { Together } from "../../core/together";
import {
  associationsBy,
  isGone,
  type LiveShare,
  liveShare,
  permissionsByShare,
  permissionsOf,
  sharesBy,
  sharesNamed,
} from "./shares";

/** So many shares are named in one request; how many AWS would take is not documented. */
const MOST_SHARES = 100;

/** The shares of one account and Region, each by its ARN. Looks of many at once are one. */
export interface Looks {
  /** undefined when AWS shows none of that ARN; a deleted one is shown for a while. */
  share(arn: string): Promise<ResourceShare | undefined>;
  /** Principals and models; undefined when AWS does not know the share. */
  associations(arn: string): Promise<readonly ResourceShareAssociation[] | undefined>;
  /** undefined when AWS does not know the share. */
  permissionArns(arn: string): Promise<readonly string[] | undefined>;
  /** All shares that bear a mark of ours, whosesoever. */
  marked(): Promise<readonly ResourceShare[]>;
}

export function looksAt(aws: Aws, place: RegionAndRole): Looks {
  return aws.shared("looks at shares", place, () => newLooks(aws.ram(place)));
}

/** The share now; `"GONE"` when AWS says that it is deleted, undefined when AWS shows none of that ARN. */
export async function wholeShare(looks: Looks, arn: string): Promise<LiveShare | "GONE" | undefined> {
  const share = await looks.share(arn);
  if (!share) return undefined;
  if (isGone(share)) return "GONE";
  const [associations, permissionArns] = await Promise.all([
    looks.associations(arn),
    looks.permissionArns(arn),
  ]);
  return associations && permissionArns && liveShare(share, associations, permissionArns);
}

function newLooks(client: RAMClient): Looks {
  const shares = new Together(
    async (arns) => {
      const found = await orNone(arns, sharesNamed(client, arns));
      return (arn) => found?.find(({ resourceShareArn }) => resourceShareArn === arn);
    },
    isRefusal,
    MOST_SHARES,
  );
  const associations = new Together(
    async (arns) => {
      const named = { resourceShareArns: [...arns] };
      const both = Promise.all([
        associationsBy(client, "PRINCIPAL", named),
        associationsBy(client, "RESOURCE", named),
      ]);
      const found = (await orNone(arns, both))?.flat();
      return (arn) => found?.filter((one) => one.resourceShareArn === arn);
    },
    isRefusal,
    MOST_SHARES,
  );
  const permissionsOfOne = (arn: string) => orNone([arn], permissionsOf(client, arn));
  const permissions = new Together(async (arns) => {
    const all = arns.length > 1 ? await permissionsByShare(client).catch(orRefused) : undefined;
    // Listings lag behind, and not everybody may have them.
    return (arn) => all?.get(arn) ?? permissionsOfOne(arn);
  });
  const marked = new Together(async () => {
    const found = await sharesBy(client, { tagFilters: [{ tagKey: MARKER_KEY }] });
    return () => found;
  });
  return {
    share: (arn) => shares.ask(arn),
    associations: (arn) => associations.ask(arn),
    permissionArns: (arn) => permissions.ask(arn),
    marked: () => marked.ask(MARKER_KEY),
  };
}

/** Of one share that AWS does not know there is nothing; which one of several it is, AWS's answer says in words only. */
function orNone<T>(arns: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((thrown: unknown) => {
    if (arns.length === 1 && isAws(thrown, "UnknownResourceException")) return undefined;
    throw thrown;
  });
}

function orRefused(thrown: unknown): undefined {
  if (!isRefusal(thrown)) throw thrown;
}
