// `npm run pulumi -- <verb> …`: try the programs of this repository by hand, on the Pulumi CLI where one is on PATH,
// else on the embedded engine; and on the emulator, unless --live says that a real account is meant.
// `--example <name>` takes another program than the quickstart.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { isolated, localProject } from "./isolation.mjs";
import { LOCAL, localFolder, ROOT, setUp } from "./setup.mjs";

/** Where the emulator listens; MODEL_ACCESS_EMULATOR_PORT says another one. */
const EMULATOR_PORT = Number(process.env.MODEL_ACCESS_EMULATOR_PORT ?? 4577);
const STACK = "dev";
/** The first CLI whose dynamic providers can show drift exactly. */
const OLDEST_CLI = [3, 216];

const args = process.argv.slice(2);
const live = take("--live", 1).length > 0;
const [, example] = take("--example", 2);
const program = example === undefined ? ROOT : join(ROOT, "examples", example);
const verb = args.find((argument) => !argument.startsWith("-"));

/** Takes one of our own arguments, with what follows it, from those that are Pulumi's. */
function take(name, length) {
  const index = args.indexOf(name);
  return index < 0 ? [] : args.splice(index, length);
}

function fail(...lines) {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}

function chooseEngine() {
  const { stdout, error } = spawnSync("pulumi", ["version"], { encoding: "utf8" });
  const [, major, minor] = (/^v(\d+)\.(\d+)/.exec(stdout ?? "") ?? []).map(Number);
  const present = !error && (major > OLDEST_CLI[0] || (major === OLDEST_CLI[0] && minor >= OLDEST_CLI[1]));
  const forced = process.env.MODEL_ACCESS_ENGINE;
  if (forced !== undefined && forced !== "cli" && forced !== "embedded") {
    fail(`MODEL_ACCESS_ENGINE must be cli or embedded, but it is ${forced}`);
  }
  if (forced === "cli" && !present) fail(`no Pulumi CLI of at least v${OLDEST_CLI.join(".")} is on PATH`);
  if (live && !present && forced !== "embedded") {
    fail(
      "--live needs the Pulumi CLI: https://www.pulumi.com/docs/install",
      "The embedded engine is for trying out.",
    );
  }
  return forced ?? (present ? "cli" : "embedded");
}

function emulatorAnswers() {
  return new Promise((resolve) => {
    const socket = connect(EMULATOR_PORT, "127.0.0.1");
    const end = (answer) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", end(true));
    socket.once("error", end(false));
  });
}

/** Says, before anything else is done, what a live run is about to work on. */
async function sayWhere(env) {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = new STSClient({});
  const region = await client.config.region().catch(() => "(none set)");
  const identity = await client
    .send(new GetCallerIdentityCommand({}))
    .catch((error) => fail(`AWS: ${error.message}`));
  process.stderr.write(`LIVE: account ${identity.Account}, Region ${env.AWS_REGION ?? region}\n`);
}

function pulumi(engine, env, cwd, ...command) {
  if (engine === "cli") return spawnSync("pulumi", command, { cwd, env, stdio: "inherit" });
  const cli = [join(ROOT, "engine/dist/cli.js"), "--state-dir", join(LOCAL, "embedded")];
  return spawnSync(process.execPath, [...cli, ...command], { cwd, env, stdio: "inherit" });
}

setUp();
const engine = chooseEngine();
if (!live || engine === "embedded") localFolder("embedded");
const env = live ? process.env : isolated(process.env, LOCAL, EMULATOR_PORT);
if (!existsSync(join(program, "Pulumi.yaml"))) fail(`there is no program ${join(program, "Pulumi.yaml")}`);
const cwd = live ? program : localProject(program, LOCAL);
if (live) {
  await sayWhere(env);
} else {
  const needed = ["up", "refresh", "destroy"].includes(verb);
  if ((needed || verb === "preview") && !(await emulatorAnswers())) {
    const line = `No emulator answers on port ${EMULATOR_PORT}. Start one in another terminal: npm run emulator`;
    if (needed) fail(line);
    process.stderr.write(`${line}\n`);
  }
  // A stack of its own, so that the first command somebody types works.
  if (verb !== undefined && verb !== "stack") {
    const marker = join(cwd, `.${engine}-stack`);
    if (!existsSync(marker)) {
      const { status } = pulumi(engine, env, cwd, "stack", "select", STACK, "--create");
      if (status !== 0) process.exit(status ?? 1);
      writeFileSync(marker, STACK);
    }
  }
}
const { status } = pulumi(engine, env, cwd, ...args);
process.exitCode = status ?? 1;
