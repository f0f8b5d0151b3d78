import { isAbsolute } from "node:path";

import * as pulumi from "@pulumi/pulumi";

/** The folder of Pulumi.yaml. Older SDKs do not tell it, nor is there one in a unit test: then, where the program runs. */
export function projectRoot(): string {
  const { getRootDirectory } = pulumi as { getRootDirectory?: () => string };
  const root = getRootDirectory?.() ?? "";
  return isAbsolute(root) ? root : process.cwd();
}
