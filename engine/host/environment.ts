import { join } from "node:path";

/** What a test runner or an outer Pulumi leaves in the environment and a child must not see. */
const STRIPPED = /^(NODE_OPTIONS|NODE_V8_COVERAGE|JEST_.*|VITEST.*|PULUMI_NODEJS_.*|PULUMI_CONFIG.*|npm_.*)$/;

/** The environment of a program or a provider host. */
export function childEnvironment(base: NodeJS.ProcessEnv, extra: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !STRIPPED.test(name));
  // Proxies would swallow the calls to 127.0.0.1.
  return { ...Object.fromEntries(kept), no_grpc_proxy: "127.0.0.1,localhost", ...extra };
}

/**
 * The arguments that make Node load these guards before anything else. In one word each: where the SDK sees `--require` alone, it takes it
 * for a loader of the user's, and does not load TypeScript modules.
 */
export function guardedBy(...guards: string[]): string[] {
  return guards.map((guard) => `--require=${join(__dirname, "..", "guards", `${guard}.js`)}`);
}
