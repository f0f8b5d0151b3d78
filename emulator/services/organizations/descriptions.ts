import type { World } from "../../world/schema";
import { accountArn, type Organization, rootArn, unitArn } from "./membership";

/** When everybody joined. */
const JOINED = new Date("2024-01-01T00:00:00Z");

/** An account as Organizations writes it. */
export function describeAccountOf(of: Organization, { accounts }: World) {
  return (id: string) => ({
    Id: id,
    Arn: accountArn(id, of),
    Email: `${id}@example.com`,
    Name: accounts[id]?.name ?? "",
    Status: "ACTIVE",
    State: "ACTIVE",
    JoinedMethod: id === of.managementAccountId ? "INVITED" : "CREATED",
    JoinedTimestamp: JOINED,
  });
}

export function describeUnit({ id, name }: Organization["organizationalUnits"][number], of: Organization) {
  return { Id: id, Arn: unitArn(id, of), Name: name };
}

export function describeRoot(of: Organization) {
  const types = of.featureSet === "ALL" ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] : [];
  return { Id: of.rootId, Arn: rootArn(of), Name: "Root", PolicyTypes: types };
}
