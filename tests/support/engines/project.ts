import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../../..");

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
    this.write("Pulumi.yaml", `name: ${name}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n`);
    this.program(program);
  }

  /** Replaces the program by another one. */
  program(text: string): void {
    this.write("index.js", text);
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
