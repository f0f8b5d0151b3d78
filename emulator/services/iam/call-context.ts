import type { Call } from "../../operation/operation";
import type { Principal } from "../../authentication/principals";
import { principalTags } from "./principal-tags";
import { organizationOf, parentOf } from "../organizations/membership";
import type { World } from "../../world/schema";
import type { Context } from "../../policies/context-keys";
import { roleOf } from "../../policies/principals";
import { taggedAs } from "../../policies/request-tags";

const TYPES: Readonly<Record<Principal["kind"], string>> = {
  root: "Account",
  user: "User",
  "assumed-role": "AssumedRole",
  anonymous: "Anonymous",
};

/**
 * What AWS knows of a call, as keys of conditions.
 * @param resource the ARN of what the call is about
 */
export function contextOf(
  call: Pick<Call, "principal" | "world" | "store" | "clock" | "region" | "origin">,
  resource: string,
): Context {
  const { principal, world, clock, region, origin } = call;
  const { account, arn, kind, userId } = principal;
  const owner = resource.split(":")[4];
  return {
    ...(kind !== "anonymous" && {
      // The role stands for its sessions here, with its path.
      "aws:PrincipalArn": principal.roleArn ?? roleOf(principal) ?? arn,
      "aws:PrincipalAccount": account,
    }),
    ...principalTags(call),
    ...taggedAs("aws:PrincipalTag", principal.sessionTags),
    "aws:PrincipalType": TYPES[kind],
    "aws:PrincipalIsAWSService": false,
    ...(kind === "user" && { "aws:username": arn.split("/").at(-1) }),
    "aws:userid": userId,
    "aws:RequestedRegion": region,
    "aws:CurrentTime": new Date(clock.now()).toISOString(),
    "aws:EpochTime": Math.floor(clock.now() / 1000),
    "aws:SecureTransport": origin.isEncrypted,
    "aws:SourceIp": origin.address,
    "aws:ViaAWSService": false,
    ...(owner && { "aws:ResourceAccount": owner, ...organizationKeys("Resource", owner, world) }),
    ...organizationKeys("Principal", account, world),
  };
}

/** Where in an organization the account lies that calls, or that owns what the call is about. */
function organizationKeys(of: "Principal" | "Resource", account: string, world: World): Context {
  const organization = organizationOf(account, world);
  if (!organization) return {};
  /** The root and the units an account lies in, from above. */
  const placesOf = (child: string): string[] => {
    const above = parentOf(child, organization);
    return above === undefined ? [] : [...placesOf(above), above];
  };
  return {
    [`aws:${of}OrgID`]: organization.id,
    [`aws:${of}OrgPaths`]: [[organization.id, ...placesOf(account), ""].join("/")],
  };
}
