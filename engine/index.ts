/**
 * The deployment engine for tests and the demonstration. It runs the real Pulumi Node SDK and the real dynamic provider
 * host, but it is not the Pulumi CLI: what it does not support it refuses by name.
 */
export { CommandError, EXIT, Stack, type StackOptions } from "./stack";
export { EngineError, UnsupportedByEmbeddedEngine } from "./errors";
export type { EngineEvent } from "./events";
export type { UntypedDeployment } from "./state/deployment";
