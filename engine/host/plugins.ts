import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";

import { parse } from "yaml";

import { EngineError, UnsupportedByEmbeddedEngine } from "../errors";
import { runtimeOf } from "../project";
import { guardedBy } from "./environment";

/** Commands of provider plugins, by package, with their arguments. */
export type Plugins = Readonly<Record<string, readonly [command: string, ...args: string[]]>>;

/** Where plugins are looked for, in this order. */
export interface PluginPlaces {
  /** What the caller of the engine gives. */
  readonly given: Plugins;
  /** The folders that Pulumi.yaml names, by package. */
  readonly folders: Readonly<Record<string, string>>;
  /** Its PATH comes last. */
  readonly env: NodeJS.ProcessEnv;
}

/** How a plugin is started. */
export interface PluginCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Told to the plugin as its own. */
  readonly folder: string;
  /** Found on PATH, of which the CLI warns. */
  readonly ambient?: true;
}

/** The port of a plugin that somebody else has started, as `PULUMI_DEBUG_PROVIDERS=name:port,…` says. */
export function attachedPort(name: string, env: NodeJS.ProcessEnv): number | undefined {
  const entries = (env["PULUMI_DEBUG_PROVIDERS"] ?? "").split(",").map((entry) => entry.split(":", 2));
  const [, port] = entries.find(([known]) => known === name) ?? [];
  if (port === undefined) return undefined;
  if (!/^\d+$/.test(port))
    throw new EngineError(`Expected a numeric port, got ${port} in PULUMI_DEBUG_PROVIDERS`);
  return Number(port);
}

/** Finds a package's plugin as the CLI does. @throws EngineError that says what to do when there is none */
export function findPlugin(name: string, { given, folders, env }: PluginPlaces): PluginCommand {
  if (Object.hasOwn(given, name)) {
    const [command, ...args] = given[name]!;
    return { command, args, env: {}, folder: dirname(command) };
  }
  // What the CLI has built in has no plugin to be found.
  if (name === "pulumi") throw new UnsupportedByEmbeddedEngine("stack references and the package pulumi");
  const file = `pulumi-resource-${name}`;
  if (Object.hasOwn(folders, name)) return inFolder(folders[name]!, file);
  const command = onPath(file, env);
  if (command !== undefined) return { command, args: [], env: {}, folder: dirname(command), ambient: true };
  throw new EngineError(
    `could not find the resource plugin of the package ${name}: neither does Pulumi.yaml name its folder, nor is ${file} ` +
      `on PATH. Add to Pulumi.yaml:\n\nplugins:\n  providers:\n    - name: ${name}\n      path: <folder of the plugin>\n`,
  );
}

/** An executable, or what a language runtime of the CLI's would run: its runtime for Node is the SDK's own script. */
function inFolder(folder: string, file: string): PluginCommand {
  const command = join(folder, file);
  if (existsSync(command)) return { command, args: [], env: {}, folder };
  const description = join(folder, "PulumiPlugin.yaml");
  if (!existsSync(description))
    throw new EngineError(`${folder} holds neither ${file} nor PulumiPlugin.yaml`);
  const { runtime } = (parse(readFileSync(description, "utf8")) ?? {}) as { runtime?: unknown };
  const { runtimeName, typescript } = runtimeOf(runtime);
  if (runtimeName !== "nodejs")
    throw new UnsupportedByEmbeddedEngine(`plugins of the runtime ${runtimeName}`);
  let script: string;
  try {
    script = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-plugin");
  } catch {
    throw new EngineError(
      `@pulumi/pulumi is not installed for the plugin in ${folder}: run npm install there`,
    );
  }
  return {
    command: process.execPath,
    args: [...guardedBy("exit-with-parent"), script, folder],
    env: typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {},
    folder,
  };
}

function onPath(file: string, env: NodeJS.ProcessEnv): string | undefined {
  if (/^(1|true)$/i.test(env["PULUMI_IGNORE_AMBIENT_PLUGINS"] ?? "")) return undefined;
  const candidates = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return candidates.map((folder) => join(folder, file)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
