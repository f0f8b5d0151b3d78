import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

import { RunningClock, startEmulator } from "#emulator/index";

import { isCliPresent } from "../support/engines/engines";
import { cleanEnvironment, configFor } from "../support/hosts/host";
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

it("examples/go names the plugin and the SDK as its README and go.mod do", () => {
  const example = (file: string): string => readFileSync(join(REPOSITORY, "examples/go", file), "utf8");
  const { packages } = parse(example("Pulumi.yaml")) as { packages: Record<string, string> };
  expect(packages).toEqual({ "model-access": "./node_modules/pulumi-model-access/plugin" });
  expect(example("README.md")).toContain(packages["model-access"]);
  const [, module = ""] = /^replace (\S+) => \.\/sdks\/model-access$/m.exec(example("go.mod"))!;
  expect(example("main.go")).toContain(`"${module}/modelaccess"`);
});

const onPath = (command: string): boolean =>
  process.env["PATH"]!.split(delimiter).some((folder) => existsSync(join(folder, command)));

/** What is missing here, in words, for what needs the CLI and these commands; undefined where all is there. */
function missing(...commands: string[]): string | undefined {
  if (!isCliPresent()) return "no Pulumi CLI is on PATH";
  const without = commands.filter((command) => !onPath(command));
  return without.length === 0 ? undefined : `not on PATH: ${without.join(", ")}`;
}

/** @param why it cannot be tried here, which stands beside its name then */
function itUnless(why: string | undefined, title: string, body: () => Promise<void>, timeout?: number): void {
  if (why === undefined) it(title, body, timeout);
  else it.skip(`${title} (${why})`, body);
}

/** Compiling Pulumi's SDK for Go takes ten minutes, unless it is in Go's cache. */
const GO_IS_SLOW =
  process.env["MODEL_ACCESS_TEST_GO"] === undefined
    ? "it compiles for minutes: set MODEL_ACCESS_TEST_GO"
    : undefined;

/** What Go has downloaded and compiled already is in the caller's home. */
function goCaches(): Record<string, string> {
  if (!onPath("go")) return {};
  const told = execFileSync("go", ["env", "-json", "GOMODCACHE", "GOCACHE", "GOPROXY", "GOSUMDB"], {
    encoding: "utf8",
  });
  return JSON.parse(told) as Record<string, string>;
}

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

  async function run(command: string, ...args: string[]): Promise<string> {
    const state = { PULUMI_BACKEND_URL: `file://${project.folder}`, PULUMI_CONFIG_PASSPHRASE: "test" };
    const env = cleanEnvironment({ PULUMI_SKIP_UPDATE_CHECK: "true", ...state, ...goCaches() });
    const { stdout } = await promisify(execFile)(command, args, {
      cwd: project.folder,
      env,
      maxBuffer: 1 << 26,
    }).catch((thrown: unknown) => {
      const { stdout: out, stderr } = thrown as { stdout: string; stderr: string };
      throw new Error(`${command} ${args.join(" ")}: ${out}${stderr}`);
    });
    return stdout;
  }
  const generate = async (language: string) =>
    run("pulumi", "package", "gen-sdk", "./plugin", "--language", language, "--out", "sdks");

  itUnless(missing(), "pulumi package get-schema gives the plugin's schema", async () => {
    const given = JSON.parse(await run("pulumi", "package", "get-schema", "./plugin")) as typeof schema;
    expect(Object.keys(given.resources).sort()).toEqual(Object.keys(schema.resources).sort());
  });

  itUnless(
    missing("pulumi-language-python", "python3"),
    "the SDK for Python is made, compiles, and has what examples/python imports",
    async () => {
      await generate("python");
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
      await run("python3", "-m", "compileall", "-q", "sdks/python");
    },
  );

  itUnless(
    missing("pulumi-language-go", "gofmt"),
    "the SDK for Go is made, is formatted as Go is, and has what examples/go uses",
    async () => {
      await generate("go");
      const sources = join(project.folder, "sdks/go/modelaccess");
      const agreement = readFileSync(join(sources, "modelAgreement.go"), "utf8");
      const program = readFileSync(join(REPOSITORY, "examples/go/main.go"), "utf8");
      const used = [...program.matchAll(/modelaccess\.(\w+)|(?:Party)\.(\w+)|^\t{3}(\w+):/gm)];
      const names = new Set(used.flatMap((found) => found.slice(1).filter(Boolean)));
      expect([...names].sort()).toEqual([
        "AgreementStatus",
        "ModelAgreementArgs",
        "ModelId",
        "NewModelAgreement",
        "Required",
      ]);
      for (const name of names) expect(agreement).toMatch(new RegExp(`\\b${name}\\b`));
      expect(await run("gofmt", "-l", join(REPOSITORY, "examples/go"), sources)).toBe("");
    },
  );

  /** Brings the program of an example up, finds no change, and destroys it. */
  async function live(language: string): Promise<void> {
    const emulator = await startEmulator({ clock: new RunningClock(1200) });
    try {
      for (const file of readdirSync(join(REPOSITORY, "examples", language))) {
        const text = readFileSync(join(REPOSITORY, "examples", language, file), "utf8");
        project.write(file, text.replace("./node_modules/pulumi-model-access/plugin", "./plugin"));
      }
      await run("pulumi", "install");
      await run("pulumi", "stack", "init", language);
      for (const [key, value] of Object.entries(configFor(emulator)))
        await run("pulumi", "config", "set", key.replace("aws:", "model-access:"), value);
      await run("pulumi", "up", "--yes", "--skip-preview");
      const outputs = JSON.parse(await run("pulumi", "stack", "output", "--json")) as object;
      expect(outputs).toEqual({ status: "AVAILABLE", firstPartyNeedsAgreement: false });
      await run("pulumi", "preview", "--expect-no-changes");
      await run("pulumi", "destroy", "--yes", "--skip-preview");
    } finally {
      await emulator.close();
    }
  }

  itUnless(missing("pulumi-language-yaml"), "examples/yaml runs", () => live("yaml"));

  itUnless(
    missing("pulumi-language-go", "go") ?? GO_IS_SLOW,
    "examples/go runs",
    () => live("go"),
    1_800_000,
  );
});
