/** What a program imports as `pulumi-model-access/guard`. It loads no AWS SDK, and @pulumi/aws only for a guard that is attached. */
export { ModelGuard } from "./model-guard";
export type { ModelGuardArgs, ModelGuardTargets } from "./model-guard-args";
export * from "./policies/index";
