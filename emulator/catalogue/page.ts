import { type Behaviour, type Source, SOURCES } from "../behaviours/behaviours";
import { permissionsOf } from "../authorization/enforcement";
import { type AnyOperation, nameOf, type Service } from "../operation/operation";
import { requestTagKeys } from "../policies/request-tags";
import { protocols } from "../protocols/protocols";
import { services } from "../services/services";
import { listAssumptions, type ListedAssumption } from "./assumptions";
import { listBehaviours } from "./behaviours";

/** Every protocol, service and operation as a page in Markdown, each behaviour with the source of our knowledge. */
export function behavioursPage(): string {
  return [
    "# What the emulator does, and how we know",
    "Made by `npm run -s emulator -- behaviours --markdown`; a test holds it to the code. [Sources](sources.md) says what the\ntags mean.",
    counts(),
    "What is **assumed**, nobody told us. Where it has a name, AWS may just as well do what stands behind the name: a world\nchooses it with `assumptions: { name: alternative }`, the command with `--assume name=alternative`. The texts of refusals\nthat are ours are others with `<service>.texts=reworded`.",
    "Each operation says which **actions** its caller has to be allowed, where that can be narrowed to resources, and which keys\nconditions find beside those that every call has.",
    "## Protocols",
    ...protocols.flatMap(({ name, behaviours }) => [`### ${name}`, ...list(behaviours)]),
    ...services.flatMap(ofService),
  ]
    .join("\n\n")
    .concat("\n");
}

/** How many behaviours rest on which source. */
function counts(): string {
  const all = listBehaviours();
  const rows = SOURCES.map((source) => {
    const of = all.filter((behaviour) => behaviour.source === source);
    return `| ${tagOf(source)} | ${of.length} |`;
  });
  const named = all.filter(({ source, name }) => source === "assumed" && name !== undefined).length;
  const alternatives = listAssumptions().flatMap((assumption) => Object.keys(assumption.alternatives)).length;
  return [
    "| Source | Behaviours |",
    "| --- | --- |",
    ...rows,
    `| all | ${all.length} |`,
    `\nOf those that are assumed, ${named} have a name; a world can choose ${alternatives} alternatives.`,
  ].join("\n");
}

function ofService(service: Service): string[] {
  const { behaviours, refusals, operations } = service;
  const refused = Object.entries(refusals).map(([key, { source, code, status, what, otherCodes }]) => {
    const alternatives = Object.fromEntries(
      Object.entries(otherCodes).map(([other, otherStatus]) => [other, String(otherStatus)]),
    );
    const line = { source, what: `\`${code}\` (${status}): ${what}` };
    return Object.keys(otherCodes).length === 0
      ? line
      : { ...line, name: `${nameOf(service)}.${key}`, alternatives };
  });
  return [
    `## ${nameOf(service)}`,
    ...list(behaviours),
    "What is refused:",
    ...list(refused),
    ...operations.flatMap((operation) => [
      `### ${operation.name}`,
      onTheWire(operation),
      asked(service, operation),
      ...list(operation.behaviours),
    ]),
  ];
}

/** What the caller has to be allowed: actions, the types of resources and the keys of conditions, as AWS calls them. */
function asked(service: Service, operation: AnyOperation): string {
  const tags = requestTagKeys(Object.keys(operation.input));
  const each = permissionsOf(service, operation).map(({ action, on, keys = [], when }, i) => {
    const types = on === undefined || typeof on === "function" ? [] : Object.keys(on);
    const known = [...keys, ...(i === 0 ? tags : [])].map((key) => `\`${key}\``);
    return [
      `\`${action}\``,
      ...(types.length > 0 ? [`on ${types.join(" or ")}`] : []),
      ...(known.length > 0 ? [`(${known.join(", ")})`] : []),
      ...(when ? ["in some calls"] : []),
    ].join(" ");
  });
  return each.length === 0 ? "Needs no permission." : `Needs ${each.join("; ")}.`;
}

function onTheWire({ access, http, anonymous }: AnyOperation): string {
  const place = http ? `, \`${http.method} ${http.path}\`, answered with ${http.status}` : "";
  return `A call that ${access}s${place}${anonymous ? ", without a signature" : ""}.`;
}

type Line = Pick<Behaviour, "source" | "what"> & Partial<Pick<ListedAssumption, "name" | "alternatives">>;

function list(behaviours: readonly (Behaviour | Line)[]): string[] {
  const lines = behaviours.map((line: Line) => {
    const { source, what, name, alternatives = {} } = line;
    const others = Object.entries(alternatives).map(([other, meaning]) => `\`${other}\` (${meaning})`);
    const chosen = name === undefined ? "" : `, \`${name}\`: or ${others.join(", or ")}`;
    return `- ${what} — ${tagOf(source)}${chosen}`;
  });
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function tagOf(source: Source): string {
  return source === "assumed" ? "**assumed**" : source;
}
