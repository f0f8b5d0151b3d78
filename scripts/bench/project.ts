import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");

let projects = 0;

/** A Pulumi project in a folder of its own, which finds the packages of this repository. */
export class BenchProject {
  /** Another one each time, so that AWS has never heard of its resources: it remembers what was made and deleted. */
  readonly name = `bench-${++projects}`;
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "model-access-bench-")));

  /** @param config the stack's configuration */
  constructor(program: string, config: Readonly<Record<string, string>> = {}) {
    symlinkSync(join(REPOSITORY, "node_modules"), join(this.folder, "node_modules"));
    const runtime = { name: "nodejs", options: { typescript: false } };
    this.#write("package.json", JSON.stringify({ name: this.name, main: "index.js" }));
    this.#write("Pulumi.yaml", JSON.stringify({ name: this.name, runtime, config }));
    this.declare(program);
  }

  /** From now on the program is another one. */
  declare(program: string): void {
    this.#write("index.js", program);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }
}
