import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../../..");

/** The packages that are loaded after a piece of code has run in a fresh process. */
function loadedBy(code: string): string[] {
  const script = `${code};
    const names = Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
    console.log(JSON.stringify([...new Set(names)].filter(Boolean)))`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

describe("what a program imports", () => {
  it("does not load the AWS SDK", () => {
    const loaded = loadedBy('require("pulumi-model-access")');
    expect(loaded).toContain("@pulumi/pulumi");
    expect(loaded.filter((name) => /^@(aws-sdk|smithy)\//.test(name))).toEqual([]);
  });
});

describe("what the host loads", () => {
  it("does not load the Pulumi SDK, and the AWS SDK's clients only when they are needed", () => {
    const loaded = loadedBy('require("pulumi-model-access/dynamic").load("ModelAgreement")');
    expect(loaded.filter((name) => name.startsWith("@pulumi/"))).toEqual([]);
    expect(loaded.filter((name) => /^@(aws-sdk|smithy)\//.test(name))).toEqual([]);
  });

  it("loads of the resources only the one that is asked for", () => {
    const { stdout } = spawnSync(
      process.execPath,
      [
        "-e",
        `require("pulumi-model-access/dynamic").load("ModelAgreement");
        console.log(Object.keys(require.cache).join("\\n"))`,
      ],
      { cwd: REPOSITORY, encoding: "utf8" },
    );
    const lifecycles = [...stdout.matchAll(/resources.([\w-]+).lifecycle\.js$/gm)].map(([, name]) => name);
    expect(lifecycles).toEqual(["model-agreement"]);
  });
});
