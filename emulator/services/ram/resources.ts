import { notEmulated } from "../../behaviours/refusals";
import type { Call } from "../../operation/operation";
import { customModelAt, modelStatus } from "../bedrock/custom-models";
import { associationStatus } from "./associations";
import { type Association, type Emulated, onTheWire } from "./records";
import { isUnavailable, notFound } from "./lost-models";
import { refusals } from "./refusals";

/** What can be shared here: AWS has many more types. */
export const RESOURCE_TYPES = [
  { resourceType: "bedrock:CustomModel", serviceName: "bedrock", resourceRegionScope: "REGIONAL" },
] as const;

export const CUSTOM_MODEL = "bedrock:CustomModel";

export const REGION_SCOPES = ["ALL", "REGIONAL", "GLOBAL"] as const;

/** The type of a resource by its ARN. A type that is not emulated is named. */
export function typeOf(resourceArn: string): string {
  if (!/^arn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:\S+$/.test(resourceArn)) {
    throw refusals.malformedResource(resourceArn);
  }
  const [, , service, , , kind = ""] = resourceArn.split(":");
  if (service === "bedrock" && kind.startsWith("custom-model/")) return CUSTOM_MODEL;
  throw notEmulated(`the sharing of ${service} ${kind.split("/")[0]}`);
}

/** Refuses a resource that is not the caller's to share here. */
export function requireOwnResource(resourceArn: string, { account, region }: Call): void {
  const [, , , itsRegion, itsOwner] = resourceArn.split(":");
  if (itsOwner !== account) throw refusals.notTheOwner(resourceArn);
  if (itsRegion !== region) throw refusals.otherRegion(resourceArn);
}

/** Why RAM will fail to share a resource, which it finds out after it has answered. */
export function failureOf(resourceArn: string, call: Call): string | undefined {
  const model = customModelAt(resourceArn, call);
  const status = model && modelStatus(model, call);
  if (status === undefined) return notFound(resourceArn);
  return status === "Active"
    ? undefined
    : `The resource ${resourceArn} cannot be shared in its state ${status}.`;
}

/** The type that a name means; RAM does not look at its case. Undefined when there is none. */
export function resourceTypeOf(name: string): string | undefined {
  return RESOURCE_TYPES.find(({ resourceType }) => resourceType.toLowerCase() === name.toLowerCase())
    ?.resourceType;
}

/** The type that a filter means, if there is one. */
export function requireType(name: string | undefined): string | undefined {
  const found = name === undefined ? undefined : resourceTypeOf(name);
  if (name !== undefined && found === undefined) throw refusals.unknownTypeElsewhere(name);
  return found;
}

/** How a resource stands, by how its association does. */
const STATUSES: Readonly<Record<string, string>> = { ASSOCIATING: "PENDING", FAILED: "UNAVAILABLE" };

/** A shared resource as RAM writes it. */
export function describeResource(association: Association, emulated: Emulated) {
  const { entity, shareArn, at } = association;
  return {
    arn: entity,
    type: typeOf(entity),
    resourceShareArn: shareArn,
    status: isUnavailable(association, emulated)
      ? "UNAVAILABLE"
      : (STATUSES[associationStatus(association, emulated)] ?? "AVAILABLE"),
    creationTime: onTheWire(at),
    lastUpdatedTime: onTheWire(at),
    resourceRegionScope: "REGIONAL",
  };
}
