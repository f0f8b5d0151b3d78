import type { Call } from "../operation";
import { organizationOf, parentOf } from "../services/organizations/membership";
import type { Context } from "./conditions";
import { roleOf } from "./principals";

/** What AWS knows of whoever makes a call, as keys of conditions. */
export function contextOf(call: Pick<Call, "principal" | "world" | "clock" | "region">): Context {
  const { principal, world, clock, region } = call;
  const { account, arn, kind, userId } = principal;
  const organization = organizationOf(account, world);
  return {
    // The role stands for its sessions here.
    "aws:PrincipalArn": roleOf(principal) ?? arn,
    "aws:PrincipalAccount": account,
    "aws:PrincipalType": kind === "user" ? "User" : "AssumedRole",
    "aws:PrincipalIsAWSService": false,
    "aws:userid": userId,
    "aws:RequestedRegion": region,
    "aws:CurrentTime": new Date(clock.now()).toISOString(),
    "aws:EpochTime": Math.floor(clock.now() / 1000),
    ...(organization && {
      "aws:PrincipalOrgID": organization.id,
      "aws:PrincipalOrgPaths": [[organization.id, ...placesOf(account), ""].join("/")],
    }),
  };

  /** The root and the units an account lies in, from above. */
  function placesOf(child: string): string[] {
    const above = parentOf(child, organization!);
    return above === undefined ? [] : [...placesOf(above), above];
  }
}
