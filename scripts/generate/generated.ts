import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { format, resolveConfig } from "prettier";

import type { AnyDeclaration } from "#provider/core/declaration/declaration";
import { lifecycleOf, lifecycleTypes } from "#provider/host/lifecycles";
import { classOf } from "./class";
import { withTables } from "./page";
import { schemaOf } from "./schema";

const ROOT = resolve(__dirname, "../../..");

/** Every file that is made of declarations, with what should stand in it. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const declarations = lifecycleTypes.map((type): AnyDeclaration => lifecycleOf(type).declaration);
  for (const declaration of declarations) {
    const name = kebab(declaration.type);
    const folder = `resources/${name}`;
    files.set(`provider/${folder}/class.ts`, classOf(declaration, folder));
    const page = `docs/${name}.md`;
    files.set(page, withTables(readFileSync(join(ROOT, page), "utf8"), declaration));
  }
  files.set("provider/resources/classes.ts", classes(declarations.map(({ type }) => kebab(type))));
  const base = "provider/plugin/package-schema.json";
  if (existsSync(join(ROOT, base))) {
    const given = JSON.parse(readFileSync(join(ROOT, base), "utf8")) as Record<string, unknown>;
    files.set("provider/plugin/schema.json", JSON.stringify(schemaOf(declarations, given)));
  }
  const made = [...files].map(async ([file, text]): Promise<[string, string]> => {
    const options = await resolveConfig(join(ROOT, file));
    return [file, await format(text, { ...options, filepath: file })];
  });
  return new Map(await Promise.all(made));
}

/** What a program imports of the resources. */
function classes(folders: readonly string[]): string {
  const lines = [...folders].sort().map((folder) => `export * from "./${folder}/class";\n`);
  return `// Made of the declarations by \`npm run generate\`.\n${lines.join("")}`;
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
