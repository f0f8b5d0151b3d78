import { randomUUID } from "node:crypto";

import { text } from "../../validation/shapes";
import { refusals } from "./refusals";
import { partitionOf } from "../../world/partitions";

/** RAM's service model has no limits for ARNs: the service itself tells what is malformed. */
export const arn = text();

type Kind = "resource-share" | "resource-share-invitation" | "permission";

/** The ARN of something new, or of a permission with that name. */
export function ramArn(kind: Kind, account: string, region: string, name: string = randomUUID()): string {
  return `arn:${partitionOf(region)}:ram:${region}:${account}:${kind}/${name}`;
}

const SHAPES: Readonly<Record<Kind, RegExp>> = {
  "resource-share": /^arn:aws[\w-]*:ram:[a-z0-9-]+:\d{12}:resource-share\/[0-9a-f-]{36}$/,
  "resource-share-invitation":
    /^arn:aws[\w-]*:ram:[a-z0-9-]+:\d{12}:resource-share-invitation\/[0-9a-f-]{36}$/,
  permission: /^arn:aws[\w-]*:ram:[a-z0-9-]*:(aws|\d{12}):permission\/[\w.-]{1,80}$/,
};

/** Refuses what is no ARN of that kind, whether or not such a thing exists. */
export function requireArn(kind: Kind, given: string): void {
  if (SHAPES[kind].test(given)) return;
  throw kind === "resource-share" ? refusals.malformedArn(given) : refusals.malformedResource(given);
}
