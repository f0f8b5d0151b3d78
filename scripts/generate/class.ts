import { relative } from "node:path/posix";

import type { AnyDeclaration } from "#provider/core/declaration/declaration";
import type { Shape } from "#provider/core/declaration/kinds";
import { comment, flat, inputWords } from "./words";
import { type Imports, inputType, outputType } from "./typescript";

/** The class of a resource as a program sees it. @param folder where it stands, from the package's root */
export function classOf(declaration: AnyDeclaration, folder: string): string {
  const { type, thing, docs, example, see, id, get, argsDocs, inputs, isPrepared } = declaration;
  const imports: Imports = new Map();
  const secrets = Object.keys(inputs).filter((name) => inputs[name]!.secret);
  const args = argumentsOf(declaration, imports);
  const outputs = outputsOf(declaration, imports);
  const whole = [docs.trim(), `The id is ${id}.`, `@example\n\`\`\`ts\n${example.trim()}\n\`\`\``]
    .join("\n\n")
    .concat(see.map((address) => `\n@see ${address}`).join(""));
  const more = [
    isPrepared ? "prepared(args)" : "args",
    "OUTPUTS",
    "options",
    ...(secrets.length > 0 ? ["SECRETS"] : []),
  ];
  return `// Made of declaration.ts by \`npm run generate\`: change it there.
import type * as pulumi from "@pulumi/pulumi";

${importLines(imports, folder)}${isPrepared ? 'import { prepared } from "./program";\n' : ""}
${argumentTypes(declaration, imports)}${comment(`What a program says about a {@link ${type}}.${argsDocs === undefined ? "" : ` ${flat(argsDocs)}`}`)}export interface ${type}Args {
${args}}

${comment(whole)}export class ${type} extends ModelAccessResource {
${outputs.map(([, text]) => text).join("")}
${comment(`${flat(get)}\n@param id ${id}\n@param state the role to look with, if any`, "  ")}  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: Pick<${type}Args, "assumeRole"> = {},
    options?: pulumi.CustomResourceOptions,
  ): ${type} {
    return new ${type}(name, state as ${type}Args, { ...options, id });
  }

  /** Declares the ${thing}. */
  constructor(name: string, args: ${type}Args, options?: pulumi.CustomResourceOptions) {
    super("${type}", name, ${more.join(", ")});
  }
}

const OUTPUTS = ${JSON.stringify(outputs.map(([name]) => name))};
${secrets.length > 0 ? `const SECRETS = ${JSON.stringify(secrets)};\n` : ""}`;
}

function argumentsOf(declaration: AnyDeclaration, imports: Imports): string {
  return Object.entries(declaration.inputs)
    .map(([name, input]) => {
      const mark = input.given === "required" ? "" : "?";
      const words = comment(inputWords(input, declaration), "  ");
      return `${words}  ${name}${mark}: ${inputType(input.kind.shape, imports)};\n`;
    })
    .join("\n");
}

/** Each output with its line; those that are inputs as well first. */
function outputsOf(
  { inputs, outputs, shows }: AnyDeclaration,
  imports: Imports,
): [name: string, text: string][] {
  const given = shows.map((name): [string, string] => {
    const { kind, docs, given } = inputs[name]!;
    const type = outputType(kind.shape, imports) + (given === "optional" ? " | undefined" : "");
    const [first = ""] = /^.*?[.;:](?=\s|$)/.exec(flat(docs)) ?? [];
    return [
      name,
      `${comment(first.replace(/[;:]$/, "."), "  ")}  declare readonly ${name}: pulumi.Output<${type}>;\n`,
    ];
  });
  const shown = Object.entries(outputs).map(([name, { kind, always, docs }]): [string, string] => {
    const type = outputType(kind.shape, imports) + (always ? "" : " | undefined");
    return [name, `${comment(flat(docs), "  ")}  declare readonly ${name}: pulumi.Output<${type}>;\n`];
  });
  return [...given, ...shown];
}

/** The types of objects that a program gives, where no file has them. */
function argumentTypes({ inputs }: AnyDeclaration, imports: Imports): string {
  const own = Object.values(inputs).flatMap(({ kind }) => objectsIn(kind.shape));
  return own
    .map(({ name, members }) => {
      const lines = Object.entries(members).map(([member, { kind, required, docs }]) => {
        const type = inputType(kind.shape, imports);
        return `${comment(flat(docs), "  ")}  ${member}${required ? "" : "?"}: ${type};\n`;
      });
      return `export interface ${name}Args {\n${lines.join("")}}\n\n`;
    })
    .join("");
}

function objectsIn(shape: Shape): Extract<Shape, { type: "object" }>[] {
  if (shape.ts?.input !== undefined) return [];
  if (shape.type === "list" || shape.type === "map") return objectsIn(shape.items);
  return shape.type === "object" ? [shape] : [];
}

/** One line a module, in the order of their paths; of the base class alone there is more than a type. */
function importLines(imports: Imports, folder: string): string {
  const from = (module: string): string => {
    const path = relative(folder, module);
    return path.startsWith(".") ? path : `./${path}`;
  };
  const types = [...new Set(imports.values())].map((module) => {
    const names = [...imports].filter(([, of]) => of === module).map(([name]) => name);
    return [from(module), `import type { ${names.sort().join(", ")} }`];
  });
  return [...types, [from("program/resource"), "import { ModelAccessResource }"]]
    .sort(([one = ""], [other = ""]) => one.localeCompare(other))
    .map(([path, names]) => `${names} from "${path}";\n`)
    .join("");
}
