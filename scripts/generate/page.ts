import type { AnyDeclaration } from "#provider/core/declaration/declaration";
import { changeOf, defaultOf, flat } from "./words";

/** A page with the tables of what was declared between its marks. @throws Error when a mark is missing */
export function withTables(page: string, declaration: AnyDeclaration): string {
  const { inputs, outputs } = declaration;
  const given = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    input.given === "required" ? "required" : (defaultOf(input) ?? "none"),
    input.docs,
    changeOf(input, declaration),
  ]);
  const shown = Object.entries(outputs).map(([name, { docs }]) => [`\`${name}\``, docs]);
  const filled = between(page, "inputs", table(["Input", "Default", "Meaning", "A change"], given));
  return between(filled, "outputs", table(["Output", "Meaning"], shown));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A link to a class is the link to its page. */
function cell(text: string): string {
  const linked = flat(text).replace(/\{@link (\w+)\}/g, (_, name: string) => `\`${name}\``);
  return linked.replace(/\|/g, "\\|");
}

function between(page: string, mark: string, content: string): string {
  const [begin, end] = [`<!-- ${mark}: made of the declaration -->`, `<!-- /${mark} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page lacks ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${content}\n\n${page.slice(to)}`;
}
