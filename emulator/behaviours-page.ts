import type { Behaviour } from "./behaviours";
import type { AnyOperation, Service } from "./operation";
import { services } from "./services/services";

/** Every service and operation as a page in Markdown, each behaviour with the source of our knowledge. */
export function behavioursPage(): string {
  return [
    "# What the emulator does, and how we know",
    "Made by `npm run -s emulator -- behaviours --markdown`; a test holds it to the code. [Sources](sources.md) says what the\ntags mean. What is **assumed**, nobody told us.",
    ...services.flatMap(ofService),
  ]
    .join("\n\n")
    .concat("\n");
}

function ofService({ signingName, behaviours, refusals, operations }: Service): string[] {
  const refused = Object.values(refusals).map(({ source, code, status, what }) => ({
    source,
    what: `\`${code}\` (${status}): ${what}`,
  }));
  return [
    `## ${signingName}`,
    ...list(behaviours),
    "What is refused:",
    ...list(refused),
    ...operations.flatMap((operation) => [
      `### ${operation.name}`,
      onTheWire(operation),
      ...list(operation.behaviours),
    ]),
  ];
}

function onTheWire({ access, http, anonymous }: AnyOperation): string {
  const place = http ? `, \`${http.method} ${http.path}\`, answered with ${http.status}` : "";
  return `A call that ${access}s${place}${anonymous ? ", without a signature" : ""}.`;
}

function list(behaviours: readonly Behaviour[]): string[] {
  const lines = behaviours.map(({ source, what }) => {
    const tag = source === "assumed" ? "**assumed**" : source;
    return `- ${what} — ${tag}`;
  });
  return lines.length === 0 ? [] : [lines.join("\n")];
}
