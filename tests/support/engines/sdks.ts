import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { afterAll } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../../..");

/** Where the SDKs of Pulumi are that programs may have: the oldest that we support, the one that we build with, the newest. */
export const SDKS = {
  oldest: require.resolve("pulumi-oldest/package.json"),
  own: require.resolve("@pulumi/pulumi/package.json"),
  newest: require.resolve("pulumi-newest/package.json"),
};

export function versionOf(packageJson: string): string {
  return (JSON.parse(readFileSync(packageJson, "utf8")) as { version: string }).version;
}

/** The oldest SDK that our package says it works with. */
export function oldestAllowed(): string | undefined {
  const text = readFileSync(join(REPOSITORY, "provider/package.json"), "utf8");
  const { peerDependencies } = JSON.parse(text) as { peerDependencies: Record<string, string> };
  return /^>=(\S+)/.exec(peerDependencies["@pulumi/pulumi"] ?? "")?.[1];
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The folder of a program that has installed that SDK, and our package. */
export function programWith(sdk: keyof typeof SDKS): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "model-access-sdk-")));
  folders.push(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "test" }));
  mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
  symlinkSync(dirname(SDKS[sdk]), join(folder, "node_modules/@pulumi/pulumi"));
  symlinkSync(join(REPOSITORY, "provider"), join(folder, "node_modules/pulumi-model-access"));
  return folder;
}
