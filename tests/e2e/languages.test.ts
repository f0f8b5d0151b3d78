import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

import { isCliPresent } from "../support/engines/engines";
import { cleanEnvironment } from "../support/hosts/host";
import { TestProject } from "../support/engines/project";

const REPOSITORY = resolve(__dirname, "../../..");
const PLUGIN_FOLDER = join(REPOSITORY, "provider/plugin");

interface Described {
  readonly inputProperties: object;
  readonly requiredInputs?: readonly string[];
  readonly properties: object;
}
const schema = JSON.parse(readFileSync(join(PLUGIN_FOLDER, "schema.json"), "utf8")) as {
  readonly resources: Readonly<Record<string, Described>>;
};

it("examples/yaml says what the schema has", () => {
  const { resources, outputs } = parse(
    readFileSync(join(REPOSITORY, "examples/yaml/Pulumi.yaml"), "utf8"),
  ) as {
    resources: Record<string, { type: string; properties: object }>;
    outputs: Record<string, string>;
  };
  const described = (type: string) => schema.resources[type.replace(":", ":index:")]!;
  for (const { type, properties } of Object.values(resources)) {
    const { inputProperties, requiredInputs = [] } = described(type);
    expect(Object.keys(inputProperties)).toEqual(expect.arrayContaining(Object.keys(properties)));
    expect(Object.keys(properties)).toEqual(expect.arrayContaining([...requiredInputs]));
  }
  const read = Object.values(outputs).map((text) => /^\$\{(.+)\.(.+)\}$/.exec(text)!);
  for (const [, resource = "", output = ""] of read)
    expect(described(resources[resource]!.type).properties).toHaveProperty(output);
});

const onPath = (command: string): boolean =>
  process.env["PATH"]!.split(delimiter).some((folder) => existsSync(join(folder, command)));
const isThere = (language: string) => isCliPresent() && onPath(`pulumi-language-${language}`);

describe("on the Pulumi CLI", () => {
  let project: TestProject;
  beforeAll(() => {
    project = new TestProject("");
    // The CLI runs npm install in the plugin's folder; the copy needs what it loads where it looks for it.
    for (const name of readdirSync(PLUGIN_FOLDER))
      project.write(`plugin/${name}`, readFileSync(join(PLUGIN_FOLDER, name), "utf8"), 0o755);
    project.write("plugin/index.js", `require(${JSON.stringify(join(PLUGIN_FOLDER, "index.js"))});`);
  });
  afterAll(() => project.remove());

  function run(command: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: project.folder,
      encoding: "utf8",
      env: cleanEnvironment({ PULUMI_SKIP_UPDATE_CHECK: "true" }),
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }
  const generate = (language: string) =>
    run("pulumi", "package", "gen-sdk", "./plugin", "--language", language, "--out", "sdks");

  (isCliPresent() ? it : it.skip)("pulumi package get-schema gives the plugin's schema", () => {
    const given = JSON.parse(run("pulumi", "package", "get-schema", "./plugin")) as typeof schema;
    expect(Object.keys(given.resources).sort()).toEqual(Object.keys(schema.resources).sort());
  });

  (isThere("python") ? it : it.skip)(
    "the SDK for Python is made, compiles, and has what examples/python imports",
    () => {
      generate("python");
      const program = readFileSync(join(REPOSITORY, "examples/python/__main__.py"), "utf8");
      const [, names = ""] = /from pulumi_model_access import (.*)/.exec(program)!;
      const index = readFileSync(
        join(project.folder, "sdks/python/pulumi_model_access/model_agreement.py"),
        "utf8",
      );
      expect(names).toBe("ModelAgreement");
      expect(index).toMatch(
        /def model_id\(self\)[^]*def agreement_status\(self\)|def agreement_status\(self\)[^]*def model_id\(self\)/,
      );
      run("python3", "-m", "compileall", "-q", "sdks/python");
    },
  );

  (isThere("go") ? it : it.skip)("the SDK for Go is made", () => {
    generate("go");
    expect(readdirSync(join(project.folder, "sdks/go"), { recursive: true }).map(String)).toContainEqual(
      expect.stringMatching(/modelAgreement\.go$/),
    );
  });
});
