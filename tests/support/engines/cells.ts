import { describe, it } from "@jest/globals";

import { CELL_NAMES, type CellName, type EngineName, leftOut, onCell, type Transport } from "./cell-titles";
import { cli, type DeployedStack, type DeploymentEngine, embedded, isCliPresent } from "./engines";
import { PLUGIN, type TestProject } from "./project";

/** A way to run a stack: how Pulumi reaches the resources, and what deploys it. */
export interface Cell extends CellName {
  /** A stack of a project, with that transport. */
  open(project: TestProject, env?: Record<string, string>): Promise<DeployedStack>;
  /** Declares a test that makes sense with one transport only; else it is left out, and says why. */
  on(
    transport: Transport,
    because: string,
  ): (name: string, test: () => Promise<void>, timeout?: number) => void;
}

interface Wanted {
  /** `npm test` runs it with the plugin as well: it shows what a transport may break. @default false */
  readonly both?: boolean;
  /** Why it makes no sense with a transport or on an engine. @default it does everywhere */
  readonly not?: Partial<Readonly<Record<Transport | EngineName, string>>>;
}

/** Set by `npm run scenarios`. */
const isWhole = process.env["MODEL_ACCESS_CELLS"] === "all";

const CELLS: readonly Cell[] = CELL_NAMES.map((name) => ({
  ...name,
  async open(project, env) {
    const engine: DeploymentEngine = name.engine === cli.name ? cli : embedded;
    if (name.transport === "dynamic") return engine.open(project, env);
    project.plugins(PLUGIN);
    const stack = await engine.open(project, env);
    await stack.setAllConfig({ "model-access:transport": { value: name.transport } });
    return stack;
  },
  on: (transport, because) => (title, test, timeout) =>
    transport === name.transport ? it(title, test, timeout) : it.skip(leftOut(title, because), test),
}));

/** The same scenarios on every cell of {dynamic, plugin} × {embedded engine, Pulumi CLI}. */
export function describeOnCells(
  name: string,
  { both = false, not = {} }: Wanted,
  scenarios: (cell: Cell) => void,
): void {
  for (const cell of CELLS) {
    const title = onCell(name, cell);
    const reason = not[cell.transport] ?? not[cell.engine] ?? whyNot(cell, both);
    if (reason === undefined) describe(title, () => scenarios(cell));
    else describe.skip(leftOut(title, reason), () => scenarios(cell));
  }
}

function whyNot({ transport, engine }: CellName, both: boolean): string | undefined {
  if (engine === cli.name && !isCliPresent()) return "no Pulumi CLI is on PATH";
  return transport === "plugin" && !both && !isWhole ? "run by `npm run scenarios`" : undefined;
}
