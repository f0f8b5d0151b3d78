import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

import type { Manager, NodeMajor } from "./cells";
import { cleanEnvironment, succeed } from "./commands";

const platform = process.platform === "win32" ? "win" : process.platform;
const isWindows = process.platform === "win32";

/** Node binaries by major, as npm has them: packages that hold nothing else. */
const NODE_PACKAGE = `node-${platform}-${process.arch}`;
const NODE_VERSIONS: Readonly<Record<NodeMajor, string>> = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" };

/** The package of a manager, its command, and what is typed to add packages to a project. */
const MANAGERS: Readonly<
  Record<Manager, { readonly spec: string; readonly command: string; readonly add: readonly string[] }>
> = {
  npm: { spec: "npm@11.6.2", command: "npm", add: ["install", "--no-audit", "--no-fund"] },
  "pnpm 10": { spec: "pnpm@10.34.8", command: "pnpm", add: ["add"] },
  "pnpm 12": { spec: "pnpm@12.21.0", command: "pnpm", add: ["add"] },
  "yarn 1": { spec: "yarn@1.22.22", command: "yarn", add: ["add", "--non-interactive"] },
  "yarn 4": { spec: "@yarnpkg/cli-dist@4.18.1", command: "yarn", add: ["add"] },
  "yarn 4 PnP": { spec: "@yarnpkg/cli-dist@4.18.1", command: "yarn", add: ["add"] },
  bun: { spec: "bun@1.4.5", command: "bun", add: ["add"] },
};

/** Node and package managers of given versions, each in a folder of its own, installed once. */
export class Toolbox {
  /** What is being installed: two cells at a time may want the same. */
  readonly #installs = new Map<string, Promise<string>>();

  /** @param npm the command that runs npm */
  constructor(
    private readonly folder: string,
    private readonly npm: readonly string[],
  ) {}

  async node(major: NodeMajor): Promise<string> {
    const installed = await this.#install(`node-${major}`, NODE_PACKAGE, NODE_VERSIONS[major]);
    return join(installed, isWindows ? "bin/node.exe" : "bin/node");
  }

  /** The command that adds packages to the project it is run in. */
  async add(manager: Manager, node: string): Promise<string[]> {
    const { spec, command, add } = MANAGERS[manager];
    const at = spec.lastIndexOf("@");
    const folder = await this.#install(manager.replaceAll(" ", "-"), spec.slice(0, at), spec.slice(at + 1));
    const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      bin: string | Record<string, string>;
    };
    const file = join(folder, typeof bin === "string" ? bin : bin[command]!);
    return isScript(file) ? [node, file, ...add] : [file, ...add];
  }

  #install(name: string, packageName: string, version: string): Promise<string> {
    const install =
      this.#installs.get(name) ?? this.#installed(join(this.folder, name), packageName, version);
    this.#installs.set(name, install);
    return install;
  }

  async #installed(folder: string, packageName: string, version: string): Promise<string> {
    const installed = join(folder, "node_modules", packageName);
    const manifest = JSON.stringify({ private: true, dependencies: { [packageName]: version } });
    // Written last: an installation that was interrupted is done again.
    const marker = join(folder, "installed.json");
    if (existsSync(marker) && readFileSync(marker, "utf8") === manifest) return installed;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), manifest);
    const flags = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel", "error"];
    await succeed([...this.npm, "install", ...flags], { cwd: folder, env: cleanEnvironment() });
    writeFileSync(marker, manifest);
    return installed;
  }
}

/** Bun, and pnpm since it is no longer JavaScript, are run as they are. */
const isScript = (file: string): boolean => /^(#!.*\bnode\b|[^\0]*\b(require|import)\b)/.test(headOf(file));
const headOf = (file: string): string => readFileSync(file).subarray(0, 200).toString("latin1");

/** An environment in which a given Node is found first. */
export const withNode = (node: string, extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv =>
  cleanEnvironment({ PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`, ...extra });
