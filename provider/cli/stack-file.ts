import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { parse } from "yaml";

import { UsageError } from "./outcome";

type Settings = Readonly<Record<string, string>>;

/** The folder of Pulumi.yaml, from here upwards; here, where there is none. */
export function projectFolder(from = process.cwd()): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (projectFile(folder) !== undefined) return folder;
    if (folder === dirname(folder)) return from;
  }
}

/**
 * What a stack's files say of `aws:*` and `model-access:*`, as Pulumi would hand it to a program.
 * @param given what need not be read there
 * @throws UsageError where there is no such stack; Error where what is encrypted cannot be read
 */
export function stackSettings(stack: string, given: Settings, from = process.cwd()): Settings {
  const folder = projectFolder(from);
  const project = projectFile(folder);
  const settings = project === undefined ? {} : mapping(project);
  const where = settings["stackConfigDir"];
  const name = stack.split("/").at(-1)!;
  const file = ["yaml", "yml"]
    .map((ending) => resolve(folder, typeof where === "string" ? where : ".", `Pulumi.${name}.${ending}`))
    .find((path) => existsSync(path));
  if (file === undefined) throw new UsageError(`there is no Pulumi.${name}.yaml in ${folder}`);
  const values = { ...withoutDefaults(configOf(settings)), ...configOf(mapping(file)) };
  const ours = Object.entries(values).filter(
    ([key, value]) => /^(aws|model-access):/.test(key) && given[key] === undefined && value !== null,
  );
  const encrypted = ours.filter(([, value]) => isEncrypted(value)).map(([key]) => key);
  const clear = encrypted.length === 0 ? {} : decrypted(stack, folder, encrypted);
  return Object.fromEntries(ours.map(([key, value]) => [key, clear[key] ?? textOf(value)]));
}

function projectFile(folder: string): string | undefined {
  return ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find((path) => existsSync(path));
}

function mapping(file: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"));
  } catch (thrown) {
    throw new UsageError(`${file} is not YAML: ${(thrown as Error).message.split("\n")[0]}`);
  }
  return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
}

function configOf({ config }: Record<string, unknown>): Record<string, unknown> {
  return typeof config === "object" && config !== null ? (config as Record<string, unknown>) : {};
}

/** In Pulumi.yaml a value may stand under `value` or `default`. */
function withoutDefaults(config: Record<string, unknown>): Record<string, unknown> {
  const plain = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const { value: said, default: otherwise } = value as { value?: unknown; default?: unknown };
    return said ?? otherwise ?? value;
  };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, plain(value)]));
}

/** Pulumi hands lists and objects over as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isEncrypted(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value) && "secure" in value) return true;
  return Object.values(value).some(isEncrypted);
}

/** Only the Pulumi CLI has the keys. What it says is not repeated: secrets may stand in it. */
function decrypted(stack: string, folder: string, keys: readonly string[]): Settings {
  const args = ["config", "--show-secrets", "--json", "--stack", stack];
  const { status, stdout } = spawnSync("pulumi", args, { cwd: folder, encoding: "utf8", env: process.env });
  if (status !== 0) {
    throw new Error(
      `${keys.join(" and ")} of the stack ${stack} is encrypted, and the Pulumi CLI, which could read it, ` +
        `cannot or is not here: give it as --config ${keys[0]}=…`,
    );
  }
  const all = JSON.parse(stdout) as Record<string, { readonly value?: string } | undefined>;
  return Object.fromEntries(
    keys.flatMap((key) => (all[key]?.value === undefined ? [] : [[key, all[key].value]])),
  );
}
