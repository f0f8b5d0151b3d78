import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { describe, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../../..");

/** The files that are loaded after a piece of code has run in a fresh process. */
function loadedBy(code: string): string[] {
  const script = `${code};
    process.stdout.write("\\n" + JSON.stringify(Object.keys(require.cache)))`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout.split("\n").at(-1)!) as string[];
}

/** Of what part of each file's path the expression finds, each once. */
function found(expression: RegExp, files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => expression.exec(file)?.[1] ?? []))];
}

const packages = (code: string): string[] => found(/node_modules.((?:@[^/]+.)?[^/\\]+)/, loadedBy(code));
const lifecycles = (code: string): string[] => found(/resources.([\w-]+).lifecycle\.js$/, loadedBy(code));

describe("what a program imports", () => {
  it("does not load the AWS SDK", () => {
    const loaded = packages('require("pulumi-model-access")');
    expect(loaded).toContain("@pulumi/pulumi");
    expect(loaded.filter((name) => /^@(aws-sdk|smithy)\//.test(name))).toEqual([]);
  });
});

describe("what the host loads", () => {
  it("does not load the Pulumi SDK, and the AWS SDK's clients only when they are needed", () => {
    const loaded = packages('require("pulumi-model-access/dynamic").load("ModelAgreement")');
    expect(loaded.filter((name) => name.startsWith("@pulumi/"))).toEqual([]);
    expect(loaded.filter((name) => /^@(aws-sdk|smithy)\//.test(name))).toEqual([]);
  });

  it("loads of the resources only the one that is asked for", () => {
    const loaded = lifecycles('require("pulumi-model-access/dynamic").load("ModelAgreement")');
    expect(loaded).toEqual(["model-agreement"]);
  });
});

describe("what the command loads", () => {
  it.each(["errors", "drift --help"])("%s: no resource, as none is looked at", (args) => {
    const command = `process.argv.push(...${JSON.stringify(args.split(" "))});
      require("./provider/dist/cli.js").run()`;
    expect(lifecycles(command)).toEqual([]);
  });
});
