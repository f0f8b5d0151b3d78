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
  const types = declarations.map(({ type }) => type);
  files.set("provider/resources/classes.ts", classes(types));
  files.set("provider/resources/permissions.ts", permissions(types));
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

const MADE = "// Made of the declarations by `npm run generate`.\n";

/** What a program imports of the resources. */
function classes(types: readonly string[]): string {
  const folders = types.map(kebab).sort();
  return `${MADE}${folders.map((folder) => `export * from "./${folder}/class";\n`).join("")}`;
}

/** What every resource asks of AWS. */
function permissions(types: readonly string[]): string {
  const names = types.map((type) => `${type[0]!.toLowerCase()}${type.slice(1)}Permissions`);
  const lines = types.map((type, at) => `import { ${names[at]} } from "./${kebab(type)}/permissions";\n`);
  return `${MADE}import type { Permissions } from "../aws/permissions";
${lines.join("")}
/** What every resource asks of AWS. */
export const permissionsOfResources: readonly Permissions[] = [${names.join(", ")}];
`;
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
