import { Command, InvalidArgumentError, Option } from "commander";

import { behavioursPage } from "./catalogue/page";
import {
  ControlRefused,
  DEFAULT_SPEED,
  EmulatorControl,
  completeWorld,
  defaultWorld,
  listAssumptions,
  listBehaviours,
  readWorld,
  requestLine,
  RunningClock,
  SnapshotError,
  startEmulator,
  type World,
  WorldError,
} from "./index";
import { yaml } from "./world-file/yaml-library";

/** Where the emulator listens unless told otherwise, so that others can find it. */
export const DEFAULT_PORT = 4577;

interface ServeOptions {
  port: number;
  host: string;
  allowHost: string[];
  world?: string;
  assume: Record<string, string>;
  speed: number;
  verifySignatures: boolean;
  quiet: boolean;
  state?: string;
}

async function serve(options: ServeOptions): Promise<void> {
  const emulator = await startEmulator({
    port: options.port,
    host: options.host,
    allowHosts: options.allowHost,
    clock: new RunningClock(options.speed),
    verifySignatures: options.verifySignatures,
    world: worldOf(options),
    ...(options.state !== undefined && { stateFile: options.state }),
  });
  console.log(`listening on ${emulator.url}`);
  if (!options.quiet) emulator.requests.listen((request) => console.log(requestLine(request)));
  const stop = (): void => void emulator.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function worldOf({ world: path, assume }: ServeOptions): World {
  const world = path === undefined ? completeWorld() : readWorld(path);
  return completeWorld({ ...world, assumptions: { ...world.assumptions, ...assume } });
}

function assumption(text: string, others: Record<string, string> = {}): Record<string, string> {
  const [name, alternative] = text.split("=");
  if (!name || !alternative) throw new InvalidArgumentError("It must be name=alternative.");
  return { ...others, [name]: alternative };
}

function assumptions(): void {
  for (const { name, what, alternatives } of listAssumptions()) {
    console.log(`${name}: ${what}`);
    for (const [alternative, meaning] of Object.entries(alternatives)) {
      console.log(`    ${name}=${alternative}: ${meaning}`);
    }
  }
}

function behaviours({ assumed, markdown }: { assumed: boolean; markdown: boolean }): void {
  if (markdown) return void process.stdout.write(behavioursPage());
  const listed = listBehaviours().filter(({ source }) => !assumed || source === "assumed");
  for (const { of, source, what, name } of listed) {
    console.log(`${source.padEnd(16)}  ${of}: ${what}${name === undefined ? "" : ` (${name})`}`);
  }
}

interface IncidentOptions {
  account: string;
  region: string;
  model?: string;
  url: string;
}

async function incident(name: string, args: string[], options: IncidentOptions): Promise<void> {
  const { account, region, model, url } = options;
  const place = { account, region, ...(model !== undefined && { modelId: model }) };
  const given = args.map((arg) => (/^[{[]/.test(arg) ? (JSON.parse(arg) as unknown) : arg));
  // Names and arguments are checked by who knows them.
  const control = new EmulatorControl(url) as unknown as {
    incident(name: string, ...args: readonly unknown[]): Promise<void>;
  };
  await control.incident(name, place, ...given);
}

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** What the command takes; the commands in the documentation are held to it. */
export const program = new Command("model-access-emulator")
  .description(
    "An emulated AWS for access to AI models: Bedrock's control plane, RAM, KMS and STS, several accounts, one port.",
  )
  .showHelpAfterError();

program
  .command("serve", { isDefault: true })
  .description("run the emulator until it is interrupted")
  .option("--port <port>", "port to listen on; 0 is any free one", number(0, 65_535), DEFAULT_PORT)
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--allow-host <name...>", "further names that requests may carry in their Host header", [])
  .option("--world <file>", "YAML or JSON file of the world to emulate (default: the default world)")
  .option("--assume <name=alternative>", "what AWS does where nobody knows; may be repeated", assumption, {})
  .option(
    "--speed <factor>",
    "how much faster than real time emulated time runs",
    number(0.001, 1e6),
    DEFAULT_SPEED,
  )
  .option("--verify-signatures", "refuse requests whose signature is wrong", false)
  .option("--state <file>", "keep the state in a file, over restarts")
  .option("--quiet", "do not print a line per request", false)
  .action(serve);

program
  .command("behaviours")
  .description("list what is emulated, each with the source of our knowledge of AWS")
  .addOption(new Option("--assumed", "only what nobody told us").default(false).conflicts("markdown"))
  .option("--markdown", "as a page, operation by operation", false)
  .action(behaviours);

program
  .command("assumptions")
  .description("list what a world or --assume can choose otherwise, because nobody knows what AWS does")
  .action(assumptions);

program
  .command("incident")
  .description("let something happen in a running emulator that nobody deploys")
  .argument("<name>", "the incident, such as priceChanged")
  .argument("[args...]", "what it wants besides its place: texts as they are, objects as JSON")
  .requiredOption("--account <id>", "where it happens")
  .requiredOption("--region <name>", "where it happens")
  .option("--model <id>", "the model that it is about, where it is about one")
  .option("--url <address>", "where the emulator listens", `http://127.0.0.1:${DEFAULT_PORT}`)
  .action(incident);

program
  .command("world")
  .description("print the default world as YAML, to start a world of one's own from")
  .action(() => console.log(yaml().stringify(defaultWorld, { aliasDuplicateObjects: false })));

export async function run(): Promise<void> {
  await program.parseAsync().catch(failed);
}

function failed(thrown: unknown): void {
  const error = thrown as NodeJS.ErrnoException;
  const isOurs = [WorldError, SnapshotError, ControlRefused].some((refused) => error instanceof refused);
  const known = isOurs || error.code !== undefined || error.message === "fetch failed";
  const hints: Record<string, string> = {
    EADDRINUSE: " (another emulator? --port 0 takes any port that is free)",
    "fetch failed": " (no emulator listens there)",
  };
  const hint = hints[error.code ?? error.message] ?? "";
  process.stderr.write(`model-access-emulator: ${known ? error.message : error.stack}${hint}\n`);
  process.exitCode = 1;
}

if (require.main === module) void run();
