import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { cleanEnvironment, succeed } from "./commands";

/** The packages with a tarball, by the folder they are made in. */
export interface Tarballs {
  readonly provider: string;
  readonly emulator: string;
  readonly engine: string;
}

/** Packs everything from a clone in which nothing has been built, as its reader would. */
export async function packFreshClone(
  repository: string,
  folder: string,
  npm: readonly string[],
): Promise<Tarballs> {
  const clone = join(folder, "clone");
  for (const file of filesOf(repository)) {
    if (!existsSync(join(repository, file))) continue; // removed, and not yet committed
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(repository, file), join(clone, file), { preserveTimestamps: true });
  }
  lendModules(repository, clone);
  const env = cleanEnvironment();
  const pack = async (workspace: keyof Tarballs): Promise<string> => {
    const before = new Set(readdirSync(clone));
    await succeed([...npm, "pack", "--workspace", workspace], { cwd: clone, env });
    const [tarball = ""] = readdirSync(clone).filter((name) => name.endsWith(".tgz") && !before.has(name));
    // Yarn 1 takes a tarball it has seen under that name from its cache.
    const renamed = join(folder, tarball.replace(/\.tgz$/, `-${Date.now().toString(36)}.tgz`));
    cpSync(join(clone, tarball), renamed);
    return renamed;
  };
  return { provider: await pack("provider"), emulator: await pack("emulator"), engine: await pack("engine") };
}

/** The tarballs that a run before has packed. */
export function foundTarballs(folder: string): Tarballs {
  const find = (name: RegExp): string => {
    const file = readdirSync(folder).find((entry) => name.test(entry));
    if (file === undefined) throw new Error(`there is no tarball ${String(name)} in ${folder}`);
    return join(folder, file);
  };
  return {
    provider: find(/^pulumi-model-access-\d.*\.tgz$/),
    emulator: find(/^pulumi-model-access-emulator-.*\.tgz$/),
    engine: find(/^pulumi-model-access-engine-.*\.tgz$/),
  };
}

/** What a clone would hold, and what has been changed since the last commit. */
function filesOf(repository: string): string[] {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { status, stdout, stderr } = spawnSync("git", list, {
    cwd: repository,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  return stdout.split("\0").filter(Boolean);
}

/** What is installed, link by link, so that an `npm ci` could not empty a folder that is not the clone's. */
function lendModules(repository: string, clone: string): void {
  const modules = join(clone, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(join(repository, "node_modules")).filter((entry) => !entry.startsWith(".")))
    symlinkSync(join(repository, "node_modules", name), join(modules, name), "junction");
  // It counts as installed where this is newer than the lock file.
  writeFileSync(join(modules, ".package-lock.json"), "{}");
}
