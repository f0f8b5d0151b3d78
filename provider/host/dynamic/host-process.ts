import { createRequire } from "node:module";

/** Where the engine that started this process listens; undefined where this process is no host. */
export function engineAddress(): string | undefined {
  const address = process.argv.at(-1) ?? "";
  const isHost = require.main?.filename.includes("dynamic-provider") ?? false;
  return isHost && /^[\w.[\]-]+:\d+$/.test(address) ? address : undefined;
}

/** Loads a module as the host's own script does: the very copy that the host works with. */
export function fromHost(module: string): unknown {
  return createRequire(require.main!.filename)(module);
}
