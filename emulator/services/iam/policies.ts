import type { Call } from "../../operation/operation";
import { iamArn, partitionHere, readArn, requirePolicyArn } from "./arns";
import { awsManaged } from "./aws-managed";
import { idFromWorld } from "./ids";
import type { ManagedPolicy, Version } from "./policy-record";
import { Records } from "./records";
import { refusals } from "./refusals";
import { BEFORE, boundaryFromWorld, listRoles } from "./roles";

type Emulated = Pick<Call, "store" | "clock" | "world">;

const records = new Records<ManagedPolicy>("iam/policies");

/** The policy that counts where somebody is asked for permission. */
export function policyInForce(arn: string, emulated: Emulated): ManagedPolicy | undefined {
  const written = records.inForce(arn, emulated);
  return written === undefined ? policyFromTheBeginning(arn, emulated) : (written ?? undefined);
}

/** A policy as reads see it. */
function knownPolicy(arn: string, emulated: Emulated): ManagedPolicy | undefined {
  const written = records.latest(arn, emulated);
  return written === undefined ? policyFromTheBeginning(arn, emulated) : (written ?? undefined);
}

/** A policy that the caller may have a look at, or attach: his account's or AWS's own. */
export function findPolicy(arn: string, call: Call, action: string): ManagedPolicy | undefined {
  const { account } = requirePolicyArn(arn);
  if (account !== "aws" && account !== call.account) {
    throw refusals.notYours(call.principal.arn, action, arn);
  }
  return knownPolicy(arn, call);
}

export function requirePolicy(arn: string, call: Call, action: string): ManagedPolicy {
  const policy = findPolicy(arn, call, action);
  if (!policy) throw refusals.noSuchPolicy(arn);
  return policy;
}

export function requireVersion(arn: string, id: string, call: Call, action: string): Version {
  const version = findPolicy(arn, call, action)?.versions.find((one) => one.id === id);
  if (!version) throw refusals.noSuchVersion(arn, id);
  return version;
}

/** AWS's own policies and boundaries of the world's roles, which nobody has made. */
function policyFromTheBeginning(arn: string, { world }: Emulated): ManagedPolicy | undefined {
  const parts = readArn(arn, "policy");
  if (!parts) return undefined;
  const { partition, account, path, name } = parts;
  if (account === "aws") return awsManaged(partition).find((policy) => policy.arn === arn);
  const role = Object.entries(world.accounts[account]?.roles ?? {}).find(
    ([role]) => path === "/world/" && boundaryFromWorld(partition, account, role) === arn,
  )?.[1];
  if (!role?.permissionsBoundary) return undefined;
  return {
    arn,
    name,
    path,
    id: idFromWorld("ANPA", arn),
    createdAt: BEFORE,
    updatedAt: BEFORE,
    tags: [],
    versions: [{ id: "v1", document: JSON.stringify(role.permissionsBoundary), createdAt: BEFORE }],
    defaultVersion: "v1",
    counted: 1,
  };
}

/** The managed policies of the caller's account, by name. */
export function listOwnPolicies(call: Call): ManagedPolicy[] {
  const [partition, { account, world }] = [partitionHere(call), call];
  const own = records
    .keys(call)
    .filter((arn) => arn.startsWith(iamArn(partition, account, "policy", "/", "")));
  const boundaries = Object.keys(world.accounts[account]?.roles ?? {}).map((role) =>
    boundaryFromWorld(partition, account, role),
  );
  return [...new Set([...boundaries, ...own])]
    .map((arn) => knownPolicy(arn, call))
    .filter((policy) => policy !== undefined)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function makePolicy(policy: ManagedPolicy, call: Emulated): void {
  records.write(policy.arn, policy, call);
}

/** @returns what it is now */
export function changePolicy<Changed extends ManagedPolicy | null>(
  arn: string,
  call: Call,
  change: (policy: ManagedPolicy) => Changed,
): Changed {
  const policy = knownPolicy(arn, call);
  if (!policy) throw refusals.noSuchPolicy(arn);
  const changed = change(policy);
  records.write(arn, changed, call, policyFromTheBeginning(arn, call));
  return changed;
}

/** How often a policy is used in the caller's account. */
export function usesOf(arn: string, call: Call): { readonly attached: number; readonly boundary: number } {
  const roles = listRoles(call);
  return {
    attached: roles.filter(({ attached }) => attached.includes(arn)).length,
    boundary: roles.filter(({ boundary }) => boundary === arn).length,
  };
}

/** The text of the version that counts. */
export function defaultDocument({ versions, defaultVersion }: ManagedPolicy): string {
  return versions.find(({ id }) => id === defaultVersion)!.document;
}
