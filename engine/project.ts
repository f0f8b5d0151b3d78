import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import { parse } from "yaml";

import { EngineError, UnsupportedByEmbeddedEngine } from "./errors";

/** What Pulumi.yaml says. */
export interface Project {
  readonly name: string;
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  /** The folder the program runs in. */
  readonly programDir: string;
  /** What is run there: a file, or `.` for what package.json says. */
  readonly entry: string;
  readonly typescript: boolean;
  /** What Node is given before the program. */
  readonly nodeArguments: readonly string[];
  /** The runtime's options, as they stand. */
  readonly runtimeOptions: Readonly<Record<string, unknown>>;
  /** The folders of provider plugins, by package. */
  readonly pluginFolders: Readonly<Record<string, string>>;
  /** Configuration for all stacks, by full key. */
  readonly config: Readonly<Record<string, unknown>>;
}

interface ProjectFile {
  name?: unknown;
  runtime?: unknown;
  main?: unknown;
  config?: unknown;
  plugins?: { providers?: { name: string; path: string }[] };
  packages?: Record<string, string | { source?: string }>;
}

/** Reads the project of a folder. */
export function readProject(folder: string): Project {
  const root = resolve(folder);
  const path = join(root, "Pulumi.yaml");
  if (!existsSync(path)) throw new EngineError(`no Pulumi.yaml project file found in ${root}`);
  const file = parse(readFileSync(path, "utf8")) as ProjectFile | null;
  const { name, runtime, main, config } = file ?? {};
  if (typeof name !== "string" || name === "") throw new EngineError(`${path} has no name`);
  const { runtimeName, typescript, options } = runtimeOf(runtime);
  if (runtimeName !== "nodejs") throw new UnsupportedByEmbeddedEngine(`the runtime ${runtimeName}`);
  return {
    name,
    root,
    ...programOf(root, main),
    typescript,
    nodeArguments: nodeArgumentsOf(options["nodeargs"]),
    runtimeOptions: options,
    pluginFolders: pluginFolders(root, file ?? {}),
    config: projectConfig(name, config),
  };
}

/** What `plugins` names comes before what `packages` does, where `pulumi package add` puts it; what is downloaded has no folder. */
function pluginFolders(root: string, { plugins, packages = {} }: ProjectFile): Record<string, string> {
  const added = Object.entries(packages).flatMap(([name, spec]) => {
    const source = typeof spec === "string" ? spec : spec.source;
    return source !== undefined && /^(\.\/|\.\.|\/)/.test(source) ? [[name, source] as const] : [];
  });
  const named = (plugins?.providers ?? []).map(({ name, path }) => [name, path] as const);
  return Object.fromEntries([...added, ...named].map(([name, folder]) => [name, resolve(root, folder)]));
}

/** `main` names the program's folder, or its file. */
function programOf(root: string, main: unknown): Pick<Project, "programDir" | "entry"> {
  if (typeof main !== "string" || main === "") return { programDir: root, entry: "." };
  const path = resolve(root, main);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new EngineError(`project 'main' could not be read: ${path} does not exist`);
  if (found.isDirectory()) return { programDir: path, entry: "." };
  return { programDir: dirname(path), entry: basename(path) };
}

/** What a project or a plugin says of how it is run. */
export function runtimeOf(runtime: unknown): {
  runtimeName: string;
  typescript: boolean;
  options: Readonly<Record<string, unknown>>;
} {
  if (typeof runtime === "string") return { runtimeName: runtime, typescript: true, options: {} };
  const { name, options = {} } = (runtime ?? {}) as { name?: string; options?: Record<string, unknown> };
  return { runtimeName: name ?? "(none)", typescript: options["typescript"] !== false, options };
}

function nodeArgumentsOf(option: unknown): string[] {
  if (option === undefined) return [];
  if (typeof option !== "string") throw new EngineError("nodeargs option must be a string");
  return option.split(/\s+/).filter(Boolean);
}

/** Values stand directly under a key with a namespace, else under `value` or `default`. */
function projectConfig(project: string, config: unknown): Record<string, unknown> {
  if (typeof config !== "object" || config === null) return {};
  const found: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config as Record<string, unknown>)) {
    const plain = isTyped(value) ? (value.value ?? value.default) : value;
    if (plain !== undefined) found[fullKey(project, key)] = plain;
  }
  return found;
}

function isTyped(value: unknown): value is { value?: unknown; default?: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A key without a namespace is the project's own. */
export function fullKey(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}
