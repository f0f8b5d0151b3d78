/** What a policy tool imports as `pulumi-model-access/guard/policies`. It loads neither Pulumi nor the AWS SDK. */
export { GuardInputError } from "./check-rules";
export type { CallContext, Explanation } from "./explain";
export { modelGuard, type ModelGuardPolicies } from "./model-guard";
export {
  type AssumedRolePermissions,
  type Configuration,
  permissionsOf,
  type PermissionsOptions,
  type ProgramPermissions,
  type RolePermissions,
  type UsedResource,
} from "./permissions";
export type { Conditions, PolicyDocument, PolicyStatement, Texts } from "./policy-document";
export type { AllowedModels, ModelGuardRules, Models, Via } from "./rules";
export { simulate, type SimulatedCall } from "./simulation";
export type { PolicySize } from "./sizes";
