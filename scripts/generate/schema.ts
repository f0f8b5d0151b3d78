import type { AnyDeclaration } from "#provider/core/declaration/declaration";
import type { Shape } from "#provider/core/declaration/kinds";
import { flat, inputWords, withoutPages } from "./words";

const PACKAGE = "model-access";
type Json = Record<string, unknown>;

/** The package as Pulumi's other languages see it. */
export function schemaOf(declarations: readonly AnyDeclaration[], base: Json): Json {
  const types: Json = {};
  const resources = Object.fromEntries(
    declarations.map((declaration) => [
      `${PACKAGE}:index:${declaration.type}`,
      resourceOf(declaration, types),
    ]),
  );
  return { ...base, types, resources };
}

function resourceOf(declaration: AnyDeclaration, types: Json): Json {
  const { inputs, outputs, shows, docs, example, id } = declaration;
  const properties: Json = {};
  for (const name of shows) {
    const { kind, docs: words, secret } = inputs[name]!;
    properties[name] = {
      ...typeOf(kind.shape, types),
      description: withoutPages(words),
      ...(secret && { secret }),
    };
  }
  for (const [name, { kind, docs: words }] of Object.entries(outputs)) {
    properties[name] = { ...typeOf(kind.shape, types), description: withoutPages(words) };
  }
  const inputProperties = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      {
        ...typeOf(input.kind.shape, types),
        description: inputWords(input, declaration),
        ...(input.secret && { secret: true }),
        ...(input.change.does === "replaces" && name !== "assumeRole" && { willReplaceOnChanges: true }),
      },
    ]),
  );
  return {
    description: `${unlinked(docs)}\n\nThe id is ${id}.\n\n## Example\n\n\`\`\`typescript\n${example.trim()}\n\`\`\`\n`,
    inputProperties,
    requiredInputs: Object.keys(inputs).filter((name) => inputs[name]!.given === "required"),
    properties,
    required: [
      ...shows.filter((name) => inputs[name]!.given !== "optional"),
      ...Object.keys(outputs).filter((name) => outputs[name]!.always),
    ],
  };
}

function unlinked(text: string): string {
  return text.trim().replace(/\{@link (\w+)\}/g, "`$1`");
}

function typeOf(shape: Shape, types: Json): Json {
  switch (shape.type) {
    case "any":
      return { $ref: "pulumi.json#/Any" };
    case "enum":
      return { type: "string" };
    case "list":
      return { type: "array", items: typeOf(shape.items, types) };
    case "map":
      return { type: "object", additionalProperties: typeOf(shape.items, types) };
    case "object": {
      const token = `${PACKAGE}:index:${shape.name}`;
      types[token] ??= {
        type: "object",
        properties: Object.fromEntries(
          Object.entries(shape.members).map(([name, { kind, docs }]) => [
            name,
            { ...typeOf(kind.shape, types), description: flat(docs) },
          ]),
        ),
        required: Object.keys(shape.members).filter((name) => shape.members[name]!.required),
      };
      return { $ref: `#/types/${token}` };
    }
    default:
      return { type: shape.type };
  }
}
