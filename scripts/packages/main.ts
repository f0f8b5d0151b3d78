import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { type Cell, CELLS, nameOf, type Sdk, sdkVersion } from "./cells";
import { cleanEnvironment, run, succeed } from "./commands";
import { foundTarballs, packFreshClone, type Tarballs } from "./fresh-clone";
import { type Deployer, type EmulatorPackage, liveShort, liveWhole, Place } from "./life";
import { packagesFor, writeProject } from "./project";
import { Toolbox, withNode } from "./toolbox";

const REPOSITORY = resolve(__dirname, "../../..");
const LOCAL = process.env["MODEL_ACCESS_LOCAL"] ?? join(REPOSITORY, ".local");
/** Each cell waits for a registry, for programs, for clocks: two fit on two cores. */
const AT_ONCE = 2;
const { values: options } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    keep: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    // Of a run that has packed before, perhaps on another machine: --keep says where they are.
    tarballs: { type: "string" },
  },
});

/** One line of the table. */
interface Row {
  readonly name: string;
  readonly engine: string;
  readonly seconds: number;
  readonly failure?: string;
}

/** What all cells share. */
interface Workshop {
  readonly folder: string;
  readonly tarballs: Tarballs;
  readonly toolbox: Toolbox;
  readonly emulator: EmulatorPackage;
  /** The engine's command, of its tarball. */
  readonly engine: string;
  readonly hasCli: boolean;
  readonly sdks: Readonly<Record<Sdk, string>>;
}

function pinnedSdks(): Record<Sdk, string> {
  const { devDependencies } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const version = (name: string): string => devDependencies[name]!.replace(/^.*@/, "");
  return { oldest: version("pulumi-oldest"), newest: version("pulumi-newest") };
}

async function openWorkshop(folder: string): Promise<Workshop> {
  const running = process.env["npm_execpath"] ?? "";
  const npm = running.endsWith("npm-cli.js") ? [process.execPath, running] : ["npm"];
  if (options.tarballs === undefined)
    console.log("Packing provider, emulator and engine from a fresh clone …");
  const tarballs =
    options.tarballs === undefined
      ? await packFreshClone(REPOSITORY, folder, npm)
      : foundTarballs(resolve(options.tarballs));
  // Emulator and engine as their tarballs give them.
  const tools = join(folder, "tools");
  mkdirSync(tools);
  writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true }));
  const sdks = pinnedSdks();
  const flags = ["--no-audit", "--no-fund", "--loglevel", "error"];
  const wanted = [tarballs.emulator, tarballs.engine, `@pulumi/pulumi@${sdks.oldest}`];
  await succeed([...npm, "install", ...flags, ...wanted], { cwd: tools, env: cleanEnvironment() });
  const emulator = createRequire(join(tools, "package.json"))(
    "pulumi-model-access-emulator",
  ) as EmulatorPackage;
  const hasCli = await run(["pulumi", "version"], { cwd: tools, env: cleanEnvironment() }).then(
    ({ status }) => status === 0,
    () => false,
  );
  const engine = join(tools, "node_modules/pulumi-model-access-engine/bin/model-access-engine.cjs");
  return {
    folder,
    tarballs,
    toolbox: new Toolbox(join(LOCAL, "packages"), npm),
    emulator,
    engine,
    hasCli,
    sdks,
  };
}

/** The embedded engine, and the CLI where there is one. */
function deployers({ folder, engine, hasCli }: Workshop, name: string, node: string): [string, Deployer][] {
  const state = (kind: string): string => {
    const path = join(folder, "states", kind, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const shared = { PULUMI_CONFIG_PASSPHRASE: "of a test" };
  const embedded: Deployer = {
    command: [node, engine, "--state-dir", state("embedded")],
    env: withNode(node, shared),
  };
  if (!hasCli) return [["embedded", embedded]];
  const cli: Deployer = {
    command: ["pulumi", "--non-interactive"],
    env: withNode(node, {
      ...shared,
      PULUMI_HOME: join(folder, "pulumi-home"),
      PULUMI_BACKEND_URL: `file://${state("cli")}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    }),
  };
  return [
    ["embedded", embedded],
    ["CLI", cli],
  ];
}

/** Does something, and tells how long it took and what went wrong. */
async function row(name: string, engine: string, work: () => Promise<void>): Promise<Row> {
  const begin = Date.now();
  let failure: string | undefined;
  try {
    await work();
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  const seconds = Math.round((Date.now() - begin) / 1000);
  console.log(`${failure === undefined ? "ok    " : "FAILED"}  ${name} (${engine}, ${seconds} s)`);
  return { name, engine, seconds, ...(failure !== undefined && { failure }) };
}

async function live(
  workshop: Workshop,
  project: string,
  deployer: Deployer,
  life: (place: Place) => Promise<void>,
): Promise<void> {
  const place = await Place.open(workshop.emulator, project, deployer);
  try {
    await life(place);
  } finally {
    await place.close();
  }
}

/** Waits for the failure that the docs tell of. */
async function refused(life: Promise<void>, says: RegExp): Promise<void> {
  const failure = await life.then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );
  if (!says.test(failure)) throw new Error(`expected ${String(says)}, but: ${failure}`);
}

async function runCell(workshop: Workshop, cell: Cell): Promise<Row[]> {
  const name = nameOf(cell);
  const { toolbox, folder, tarballs, sdks } = workshop;
  // As many a folder of a person is called.
  const project = join(folder, "my projects", name);
  const node = await toolbox.node(cell.node);
  const installed = await row(name, "install", async () => {
    writeProject(project, cell);
    const add = await toolbox.add(cell.manager, node);
    const packages = packagesFor(cell, tarballs, sdkVersion(cell, sdks));
    await succeed([...add, ...packages], { cwd: project, env: withNode(node) });
  });
  if (installed.failure !== undefined) return [installed];
  const rows = [installed];
  for (const [engine, deployer] of deployers(workshop, name, node))
    rows.push(
      await row(name, engine, async () => {
        const life = live(workshop, project, deployer, liveWhole);
        await (cell.refused ? refused(life, cell.refused) : life);
      }),
    );
  return rows;
}

/** An example, copied out of the installed package as somebody would copy it, and run elsewhere. */
async function runExample(workshop: Workshop, example: string): Promise<Row[]> {
  const name = `examples/${example}`;
  const { toolbox, folder, tarballs } = workshop;
  const project = join(folder, "my examples", example);
  const node = process.execPath;
  const installed = await row(name, "install", async () => {
    cpSync(join(REPOSITORY, "examples", example), project, {
      recursive: true,
      filter: (path) => !/[\\/](dist|node_modules|sdks|venv)$/.test(path),
    });
    const add = await toolbox.add("npm", node);
    await succeed([...add, tarballs.provider], { cwd: project, env: withNode(node) });
  });
  if (installed.failure !== undefined) return [installed];
  const [[engine, embedded] = undefined as never] = deployers(workshop, example, node);
  return [installed, await row(name, engine, () => live(workshop, project, embedded, liveShort))];
}

function printTable(rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${"".padEnd(width)}  ${"engine".padEnd(8)}  seconds`);
  for (const { name, engine, seconds, failure } of rows)
    console.log(
      `${name.padEnd(width)}  ${engine.padEnd(8)}  ${String(seconds).padStart(7)}  ${failure === undefined ? "ok" : "FAILED"}`,
    );
}

async function main(): Promise<void> {
  const examples = readdirSync(join(REPOSITORY, "examples")).filter((name) =>
    existsSync(join(REPOSITORY, "examples", name, "index.ts")),
  );
  const work: [string, (workshop: Workshop) => Promise<Row[]>][] = [
    ...CELLS.map((cell): (typeof work)[number] => [nameOf(cell), (workshop) => runCell(workshop, cell)]),
    ...examples.map((name): (typeof work)[number] => [
      `examples/${name}`,
      (workshop) => runExample(workshop, name),
    ]),
  ].filter(([name]) => options.only.length === 0 || options.only.some((text) => name.includes(text)));
  if (options.list) {
    for (const [name] of work) console.log(name);
    return;
  }
  if (work.length === 0) throw new Error(`there is no ${options.only.join(", ")}: see --list`);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "packages-")));
  try {
    const workshop = await openWorkshop(folder);
    const rows: Row[] = [];
    const queue = [...work];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) rows.push(...(await next[1](workshop)));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (const { name, engine, failure } of rows)
      if (failure !== undefined) console.error(`\n${name} (${engine}):\n${failure}`);
    printTable(rows);
    if (rows.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
  } finally {
    if (options.keep) console.log(`kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
