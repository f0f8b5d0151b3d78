import { createRequire } from "node:module";

import type { Engine } from "../engine";

/** The engine whose stock host this process is; undefined where it is none. */
export function engineOfHost(): Engine | undefined {
  const address = process.argv.at(-1) ?? "";
  const isHost = require.main?.filename.includes("dynamic-provider") ?? false;
  if (!isHost || !/^[\w.[\]-]+:\d+$/.test(address)) return undefined;
  // The host's own script stands in the SDK: two folders below what everybody else calls @pulumi/pulumi.
  const load = createRequire(require.main!.filename);
  return { address, load: (module) => load(module.replace(/^@pulumi\/pulumi\//, "../../")) as unknown };
}
