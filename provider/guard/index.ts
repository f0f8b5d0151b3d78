/** What a program imports as `pulumi-model-access/guard`. It loads neither Pulumi nor the AWS SDK. */
export type { AllowedModels, ModelGuardArgs, Models, Via } from "./args";
export { GuardInputError } from "./check-args";
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
export type { PolicySize } from "./sizes";
