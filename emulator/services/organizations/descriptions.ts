import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { partitionOf } from "../../world/partitions";
import { type Organization, organizationArns, parentOf } from "./membership";
import { policyTypesOf } from "./policy-types";

/** When everybody joined. */
const JOINED = new Date("2024-01-01T00:00:00Z");

export const paths = assume(
  "organizations.paths",
  "accounts are told without Paths and units without Path, which are newer than every listing that was published",
  { told: "they are told" },
);

type Where = Pick<Call, "world" | "region">;

/** Where a unit or account is, from the organization down. */
function pathOf(id: string, of: Organization): string {
  const above = parentOf(id, of);
  return above === undefined ? `${of.id}/${id}/` : `${pathOf(above, of)}${id}/`;
}

/** An account as Organizations writes it. */
export function describeAccountOf(of: Organization, { world, region }: Where) {
  const { accounts } = world;
  const arns = organizationArns(of, partitionOf(region));
  return (id: string) => ({
    Id: id,
    Arn: arns.account(id),
    Email: `${id}@example.com`,
    Name: accounts[id]?.name ?? "",
    Status: "ACTIVE",
    State: "ACTIVE",
    JoinedMethod: id === of.managementAccountId ? "INVITED" : "CREATED",
    JoinedTimestamp: JOINED,
    ...(paths.is("told", { world }) && { Paths: [pathOf(id, of)] }),
  });
}

export function describeUnitOf(of: Organization, { world, region }: Where) {
  const arns = organizationArns(of, partitionOf(region));
  return ({ id, name }: Organization["organizationalUnits"][number]) => ({
    Id: id,
    Arn: arns.unit(id),
    Name: name,
    ...(paths.is("told", { world }) && { Path: pathOf(id, of) }),
  });
}

export function describeRoot(of: Organization, call: Call) {
  return {
    Id: of.rootId,
    Arn: organizationArns(of, partitionOf(call.region)).root,
    Name: "Root",
    PolicyTypes: policyTypesOf(of, call),
  };
}
