/** How Pulumi reaches the resources. */
export type Transport = "dynamic" | "plugin";
/** What deploys a stack. */
export type EngineName = "embedded engine" | "Pulumi CLI";

/** One of the ways in which a stack can be run. */
export interface CellName {
  readonly transport: Transport;
  readonly engine: EngineName;
}

/** All of them. */
export const CELL_NAMES: readonly CellName[] = [
  { transport: "dynamic", engine: "embedded engine" },
  { transport: "plugin", engine: "embedded engine" },
  { transport: "dynamic", engine: "Pulumi CLI" },
  { transport: "plugin", engine: "Pulumi CLI" },
];

/** The title of what runs on a cell. */
export const onCell = (name: string, { transport, engine }: CellName): string =>
  `${name}, ${transport} on the ${engine}`;

/** The title of what is not run, which says why. */
export const leftOut = (title: string, reason: string): string => `${title} (left out: ${reason})`;

/** A title as it was made, in its parts. */
export interface Read extends CellName {
  readonly name: string;
  readonly reason?: string;
}

/** What a title says; undefined where it is not of a cell. */
export function readTitle(title: string): Read | undefined {
  const [, name, transport, engine, reason] =
    /^(.*), (dynamic|plugin) on the (embedded engine|Pulumi CLI)(?: \(left out: (.*)\))?$/.exec(title) ?? [];
  if (name === undefined) return undefined;
  const cell = { transport: transport as Transport, engine: engine as EngineName };
  return { name, ...cell, ...(reason !== undefined && { reason }) };
}

/** A test of a scenario, and why it is not run where it is not. */
export function readTest(title: string): { name: string; reason?: string } {
  const [, name = title, reason] = /^(.*?)(?: \(left out: (.*)\))?$/.exec(title) ?? [];
  return { name, ...(reason !== undefined && { reason }) };
}
