import { catalogue } from "./catalogue";
import type { Trouble } from "./trouble";

/** The catalogue of errors as a page in Markdown. */
export function errorsPage(): string {
  return [
    "# Errors",
    "What goes wrong, what a message says to do about it, and why it happens. Made by `npx pulumi-model-access errors`; a\ntest holds it to the code.",
    "Every message begins with what was being done, to which thing, and what AWS said; the advice stands below, indented by\ntwo. What could not be finished keeps its id and its state: the next `pulumi up` goes on from there.",
    ...Object.values(catalogue).flatMap(section),
  ]
    .join("\n\n")
    .concat("\n");
}

function section({ title, cause, signs, says, next }: Trouble): string[] {
  const known = [
    ...(signs?.code ? [`code \`${signs.code.source}\``] : []),
    ...(signs?.message ? [`text \`${signs.message.source}\``] : []),
  ];
  return [
    `## ${title}`,
    cause,
    ...(known.length > 0 ? [`Known by its ${known.join(" and ")}.`] : []),
    ...(says !== undefined ? [`We say: ${says}`] : []),
    ...(next.length > 0 ? [`> ${next.map((line) => line.trim()).join("\n> ")}`] : []),
  ];
}
