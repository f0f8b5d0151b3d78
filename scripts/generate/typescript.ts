import type { Shape } from "#provider/core/declaration/kinds";

/** The names that a type mentions, and the modules they come from. */
export type Imports = Map<string, string>;

const noted = ({ ts }: Shape, imports: Imports): void =>
  Object.entries(ts?.from ?? {}).forEach(([name, module]) => imports.set(name, module));

/** What a program may give. */
export function inputType(shape: Shape, imports: Imports): string {
  return `pulumi.Input<${plainInput(shape, imports)}>`;
}

function plainInput(shape: Shape, imports: Imports): string {
  if (shape.ts?.input !== undefined) return (noted(shape, imports), shape.ts.input);
  switch (shape.type) {
    case "list":
      return `${inputType(shape.items, imports)}[]`;
    case "map":
      return `Record<string, ${inputType(shape.items, imports)}>`;
    case "object":
      return `${shape.name}Args`;
    default:
      return outputType(shape, imports);
  }
}

/** What an output has. */
export function outputType(shape: Shape, imports: Imports): string {
  if (shape.ts?.output !== undefined) return (noted(shape, imports), shape.ts.output);
  switch (shape.type) {
    case "any":
      return "unknown";
    case "enum":
      return shape.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list": {
      const items = outputType(shape.items, imports);
      return items.includes(" ") ? `(${items})[]` : `${items}[]`;
    }
    case "map":
      return `Record<string, ${outputType(shape.items, imports)}>`;
    case "object":
      return shape.name;
    default:
      return shape.type;
  }
}
