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
import { join, resolve } from "node:path";

import { parse } from "yaml";

const REPOSITORY = resolve(__dirname, "../../../..");

/** This package's own provider plugin, as a project names it. */
export const PLUGIN = { "model-access": "node_modules/pulumi-model-access/plugin" };

/** A Pulumi project in a folder of its own, which finds the packages of this repository. */
export class TestProject {
  readonly folder: string;

  constructor(
    program: string,
    readonly name = "test",
  ) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "model-access-project-")));
    symlinkSync(join(REPOSITORY, "node_modules"), join(this.folder, "node_modules"));
    this.write("package.json", JSON.stringify({ name, main: "index.js" }));
    const runtime = { name: "nodejs", options: { typescript: false } };
    this.write("Pulumi.yaml", JSON.stringify({ name, runtime }));
    this.program(program);
  }

  /** Replaces the program by another one. */
  program(text: string): void {
    this.write("index.js", text);
  }

  /** Names the folders of provider plugins in Pulumi.yaml, which keeps what else it says. */
  plugins(folders: Readonly<Record<string, string>>): void {
    const providers = Object.entries(folders).map(([name, path]) => ({ name, path }));
    const settings = parse(readFileSync(join(this.folder, "Pulumi.yaml"), "utf8")) as object;
    this.write("Pulumi.yaml", JSON.stringify({ ...settings, plugins: { providers } }));
  }

  write(path: string, text: string, mode = 0o644): void {
    const file = join(this.folder, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text, { mode });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
