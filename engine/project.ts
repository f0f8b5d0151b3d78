import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";

import { EngineError, UnsupportedByEmbeddedEngine } from "./errors";

/** What Pulumi.yaml says. */
export interface Project {
  readonly name: string;
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  /** The folder the program runs in. */
  readonly programDir: string;
  readonly typescript: boolean;
  /** Configuration for all stacks, by full key. */
  readonly config: Readonly<Record<string, unknown>>;
}

interface ProjectFile {
  name?: unknown;
  runtime?: unknown;
  main?: unknown;
  config?: unknown;
}

/** Reads the project of a folder. */
export function readProject(folder: string): Project {
  const root = resolve(folder);
  const path = join(root, "Pulumi.yaml");
  if (!existsSync(path)) throw new EngineError(`no Pulumi.yaml project file found in ${root}`);
  const file = parse(readFileSync(path, "utf8")) as ProjectFile | null;
  const { name, runtime, main, config } = file ?? {};
  if (typeof name !== "string" || name === "") throw new EngineError(`${path} has no name`);
  const { runtimeName, typescript } = runtimeOf(runtime);
  if (runtimeName !== "nodejs") throw new UnsupportedByEmbeddedEngine(`the runtime ${runtimeName}`);
  return {
    name,
    root,
    programDir: typeof main === "string" ? resolve(root, main) : root,
    typescript,
    config: projectConfig(name, config),
  };
}

function runtimeOf(runtime: unknown): { runtimeName: string; typescript: boolean } {
  if (typeof runtime === "string") return { runtimeName: runtime, typescript: true };
  const { name, options } = (runtime ?? {}) as { name?: string; options?: { typescript?: boolean } };
  return { runtimeName: name ?? "(none)", typescript: options?.typescript ?? true };
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
