import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, relative, resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import type * as Yaml from "yaml";

import { projectRoot } from "./project-root";

const PACKAGE = "model-access";
const EXECUTABLE = `pulumi-resource-${PACKAGE}`;
/** Where npm puts the plugin, from the folder of Pulumi.yaml. */
const INSTALLED = "node_modules/pulumi-model-access/plugin";

/**
 * Says what to add to Pulumi.yaml where nothing names the plugin. Pulumi itself would only say that there is none to download.
 * It may still find one in a way that is not known here, so this is no error.
 */
export function warnWithoutPlugin(): void {
  const root = projectRoot();
  if (isNamedIn(root) || isOnPath() || isDownloaded() || isAttached()) return;
  const here = relative(root, resolve(__dirname, "../../plugin")).replaceAll("\\", "/");
  void pulumi.log.warn(
    'the transport "plugin" of pulumi-model-access needs an entry in Pulumi.yaml:\n' +
      `plugins:\n  providers:\n    - name: ${PACKAGE}\n      path: ${existsSync(join(root, INSTALLED)) ? INSTALLED : here}`,
  );
}

/** What of Pulumi.yaml names plugins: `pulumi package add` writes `packages`. */
interface Project {
  readonly plugins?: { readonly providers?: readonly { readonly name?: string }[] };
  readonly packages?: Readonly<Record<string, unknown>>;
}

function isNamedIn(root: string): boolean {
  const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
    .map((name) => join(root, name))
    .find((path) => existsSync(path));
  if (file === undefined) return false;
  // Programs that use the dynamic transport do without.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parse } = require("yaml") as typeof Yaml;
  const { plugins, packages } = (parse(readFileSync(file, "utf8")) ?? {}) as Project;
  return PACKAGE in (packages ?? {}) || (plugins?.providers ?? []).some(({ name }) => name === PACKAGE);
}

function isOnPath(): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.some((folder) =>
    ["", ".exe", ".cmd"].some((ending) => existsSync(join(folder, EXECUTABLE + ending))),
  );
}

function isDownloaded(): boolean {
  const plugins = join(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), "plugins");
  return existsSync(plugins) && readdirSync(plugins).some((name) => name.startsWith(`resource-${PACKAGE}-v`));
}

/** A debugger's: `name:port`. */
function isAttached(): boolean {
  return (process.env["PULUMI_DEBUG_PROVIDERS"] ?? "")
    .split(",")
    .some((one) => one.startsWith(`${PACKAGE}:`));
}
