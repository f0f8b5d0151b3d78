import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DetachPolicyCommand,
  ListPoliciesForTargetCommand,
  type OrganizationsClient,
  type PolicyType,
} from "@aws-sdk/client-organizations";

export const ROOT = "r-exam";
export const UNIT = "ou-exam-workload";
export const FULL = "p-FullAWSAccess";
export const SCP = "SERVICE_CONTROL_POLICY";
export const RCP = "RESOURCE_CONTROL_POLICY";

export const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
export const deny = (Action: string) => ({ Effect: "Deny", Action, Resource: "*" });
export const allow = (Action: string) => ({ Effect: "Allow", Action, Resource: "*" });
/** A statement about resources. */
export const denyAll = (Action: string) => ({ ...deny(Action), Principal: "*" });

/** What the management account does with policies, a line each. */
export function managing(manager: OrganizationsClient) {
  let made = 0;
  return {
    async create(Content: string, Type: PolicyType = SCP): Promise<string> {
      const named = { Name: `policy ${(made += 1)}`, Description: "", Content, Type };
      const { Policy } = await manager.send(new CreatePolicyCommand(named));
      return Policy!.PolicySummary!.Id!;
    },
    attach: (PolicyId: string, TargetId: string) =>
      manager.send(new AttachPolicyCommand({ PolicyId, TargetId })),
    detach: (PolicyId: string, TargetId: string) =>
      manager.send(new DetachPolicyCommand({ PolicyId, TargetId })),
    async attached(TargetId: string, Filter: PolicyType = SCP): Promise<(string | undefined)[]> {
      const { Policies } = await manager.send(new ListPoliciesForTargetCommand({ TargetId, Filter }));
      return Policies!.map(({ Id }) => Id);
    },
  };
}
