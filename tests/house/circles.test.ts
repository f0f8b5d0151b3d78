import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { expect, it } from "@jest/globals";
import { preProcessFile } from "typescript";

const REPOSITORY = resolve(__dirname, "../../..");

/** Every source of a package, with the sources of it that it imports; types count as well. */
function importsOf(folder: string): Map<string, readonly string[]> {
  const root = join(REPOSITORY, folder);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/(^|\/)(dist|node_modules)\//.test(file))
    .map((file) => join(root, file));
  return new Map(
    files.map((file) => [
      file,
      preProcessFile(readFileSync(file, "utf8")).importedFiles.map(
        ({ fileName }) => `${join(dirname(file), fileName)}.ts`,
      ),
    ]),
  );
}

/** What is left when everything is taken away that imports nothing of the rest, or that nothing of the rest imports. */
function circling(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(imports);
  for (;;) {
    const imported = new Set([...left.values()].flat());
    const free = [...left].filter(([file, its]) => !imported.has(file) || !its.some((one) => left.has(one)));
    if (free.length === 0) return [...left.keys()];
    for (const [file] of free) left.delete(file);
  }
}

it("a circle is found, and what leads to it or away from it is none", () => {
  const imports = { a: ["b"], b: ["c", "d"], c: ["b"], d: ["e"], e: [] };
  expect(circling(new Map(Object.entries(imports)))).toEqual(["b", "c"]);
});

it.each(["emulator", "engine", "provider", "scripts"])(
  "no file of %s imports itself by way of others",
  (folder) => {
    const imports = importsOf(folder);
    expect([...imports.values()].flat().filter((file) => imports.has(file)).length).toBeGreaterThan(
      imports.size,
    );
    expect(circling(imports)).toEqual([]);
  },
);
