import { spawnSync } from "node:child_process";

import type { UsedResource } from "../guard/policies/permissions";
import { UsageError } from "./outcome";
import { projectFolder } from "./stack-file";

/** A resource in a state, as `pulumi stack export` writes it. */
interface Exported {
  readonly urn: string;
  readonly id?: string;
  readonly type: string;
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Our types on either transport. A component's is like that of the plugin's resources, and a component has no provider. */
const OURS = /^(pulumi-nodejs:dynamic\/model-access|model-access:index):(?=\w+$)/;

/** What the Pulumi CLI says of a stack. Secrets stay encrypted: no permission depends on one. */
export function exportedStack(stack: string): unknown {
  const args = ["stack", "export", "--stack", stack];
  const room = { maxBuffer: 1 << 30 };
  const { status, stdout, stderr, error } = spawnSync("pulumi", args, {
    cwd: projectFolder(),
    encoding: "utf8",
    ...room,
  });
  if (status !== 0) {
    const why = error ? "it is not on PATH" : stderr.trim().split("\n")[0];
    throw new Error(
      `the Pulumi CLI does not tell what is in the stack ${stack} (${why}): ` +
        "where it can be asked, `pulumi stack export > state.json`, and then --state state.json",
    );
  }
  return JSON.parse(stdout);
}

/**
 * Our resources in a state, each with what its provider was given.
 * @throws UsageError when it is none
 */
export function resourcesIn(state: unknown, from: string): UsedResource[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: readonly Exported[] } };
  if (typeof deployment !== "object")
    throw new UsageError(`${from} is not what \`pulumi stack export\` writes`);
  const all = deployment.resources ?? [];
  const providers = new Map(all.map((one) => [`${one.urn}::${one.id ?? ""}`, one]));
  return all
    .filter(({ type, provider }) => OURS.test(type) && provider !== undefined)
    .map(({ type, inputs = {}, outputs = {}, provider = "" }) => ({
      type: type.replace(OURS, ""),
      inputs: { ...inputs, accountId: outputs["accountId"] },
      // A provider that Pulumi has made by itself has the stack's configuration.
      ...(provider !== "" &&
        !/::default(_[\w-]+)?::/.test(provider) && { provider: providers.get(provider)?.inputs ?? {} }),
    }));
}
