import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "shell-quote";

import { readOptions as readContract } from "#contract/command";
import { program as emulator } from "#emulator/cli";
import { listAssumptions } from "#emulator/index";
import { services } from "#emulator/services/services";
import { program as modelAccess } from "#provider/cli";

import { readOptions as readFlips } from "../../flips/options";
import type { Block } from "./blocks";
import { pulumiProblem } from "./pulumi-commands";

const REPOSITORY = resolve(__dirname, "../../../..");

type Words = readonly string[];
type Command = typeof modelAccess;

const SCRIPTS = (JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as { scripts: object })
  .scripts;

/** Says what is wrong with a command of that name, given what follows it; nothing, where it can be run as it stands. */
const CHECKS: Readonly<Record<string, (words: Words) => string | undefined>> = {
  npm: npmProblem,
  npx: npxProblem,
  pulumi: pulumiProblem,
  aws: awsProblem,
  node: ([file = ""]) => {
    if (file.startsWith("-")) return undefined; // a line of JavaScript
    const source = file.replace("/dist/", "/").replace(/\.js$/, ".ts");
    return existsSync(join(REPOSITORY, source)) ? undefined : `there is no ${file}`;
  },
  // Not to be had where this is built.
  terraform: () => undefined,
  // What every shell has, and what is run where the page is tested.
  ...Object.fromEntries(
    ["cd", "export", "curl", "python3", "git", "mkdir", "jq"].map((name) => [name, () => undefined]),
  ),
};

/** What is wrong with the commands of a block. */
export function commandProblems({ language, text }: Block): string[] {
  const commands = (language === "inline" ? spelledOut(text) : [text]).flatMap(commandsIn);
  return commands.flatMap(([name = "", ...words]) => {
    const check = CHECKS[name];
    const problem = check ? check(words) : `no test knows the command ${name}`;
    return problem === undefined ? [] : [`${[name, ...words].join(" ")}: ${problem}`];
  });
}

/** What `<model>` becomes. */
const ANYTHING = "anything";

/** Sentences leave things open: `<model>` is anything, `show|pin|check` is three commands, `…` goes on. */
function spelledOut(text: string): string[] {
  const [, before, choices, after] = /^(.*?)([\w-]+(?:\|[\w-]+)+)(.*)$/.exec(text) ?? [];
  if (choices !== undefined)
    return choices.split("|").flatMap((one) => spelledOut(`${before}${one}${after}`));
  return [text.replaceAll(/<[^>]+>/g, ANYTHING).replaceAll("…", "")];
}

/** The commands of a piece of shell, as words, without assignments and redirections. */
function commandsIn(shell: string): string[][] {
  const lines = shell.replaceAll(/'[^']*'|"(?:\\[^]|[^"\\])*"|\\\n|(?<=^|\s)#.*|\n/g, (match) =>
    match === "\n" ? "\0" : match === "\\\n" ? " " : match.startsWith("#") ? "" : match,
  );
  return lines.split("\0").flatMap((line) => {
    const commands: string[][] = [[]];
    const words = parse(line, (name) => `$${name}`);
    for (const [index, word] of words.entries()) {
      const before = words[index - 1];
      if (typeof before === "object" && "op" in before && /[<>]/.test(before.op)) continue;
      if (typeof word === "string") commands.at(-1)!.push(word);
      else if ("op" in word && word.op === "glob") commands.at(-1)!.push(word.pattern);
      else if ("op" in word && !/[<>]/.test(word.op)) commands.push([]);
    }
    return commands
      .map((command) => command.slice(command.findIndex((word) => !/^\w+=/.test(word))))
      .map((command) => (command[0] === "time" ? command.slice(1) : command))
      .filter((command) => command.length > 0 && !/^\w+=/.test(command[0]!));
  });
}

/** Of npm's own commands, those that a page may ask for, with their options. */
const NPM: Readonly<Record<string, Words>> = {
  ci: [],
  install: ["--save-dev", "-D"],
  pack: ["--workspace", "--pack-destination"],
  init: ["-y"],
  publish: ["--dry-run"],
};

function npmProblem([verb = "", ...words]: Words): string | undefined {
  const isScript = ["start", "test"].includes(verb);
  if (verb !== "run" && !isScript) {
    const options = NPM[verb];
    if (!options) return `npm has no command ${verb} that a page asks for`;
    const unknown = words.find((word) => word.startsWith("-") && !options.includes(word));
    return unknown === undefined ? undefined : `${unknown} is no option that a page asks for`;
  }
  const [script = "", ...rest] = isScript ? [verb, ...words] : words.filter((word) => word !== "-s");
  if (!Object.hasOwn(SCRIPTS, script)) return `package.json has no script ${script}`;
  const [dashes, ...args] = rest;
  if (dashes === undefined) return undefined;
  if (dashes !== "--") return "arguments of a script stand behind --";
  if (script === "emulator") return commanderProblem(emulator, args);
  if (script === "contract") return thrownBy(() => readContract(args));
  const named = args.map((word) => (word === ANYTHING ? listAssumptions()[0]!.name : word));
  if (script === "flips") return thrownBy(() => readFlips(named));
  if (script === "pulumi") return triedProblem(args);
  return undefined;
}

/** `npm run pulumi -- [--live] [--example <name>] <verb> …` */
function triedProblem(args: Words): string | undefined {
  const [option, example = "", ...verb] = args.filter((word) => word !== "--live");
  if (option !== "--example") return pulumiProblem(args.filter((word) => word !== "--live"));
  if (!existsSync(join(REPOSITORY, "examples", example, "Pulumi.yaml")))
    return `there is no example ${example}`;
  return pulumiProblem(verb);
}

function npxProblem(words: Words): string | undefined {
  const [command, ...args] = words.filter((word, index) => index > 0 || word !== "--no");
  if (command === "pulumi-model-access") return commanderProblem(modelAccess, args);
  if (command === "model-access-emulator") return commanderProblem(emulator, args);
  const isInstalled = existsSync(join(REPOSITORY, "node_modules/.bin", command ?? ""));
  return isInstalled && args.length === 0 ? undefined : `no test knows the package ${command}`;
}

/** Lets the command itself read its arguments, without doing anything. A sentence may name a command and no more. */
function commanderProblem(program: Command, args: Words): string | undefined {
  let refused = "";
  const quiet = (command: Command): void => {
    command
      .exitOverride()
      .configureOutput({ writeOut: () => undefined, writeErr: (text) => (refused ||= text.trim()) })
      .action(() => undefined);
    for (const one of command.commands) quiet(one);
  };
  quiet(program);
  try {
    program.parse(args, { from: "user" });
    return undefined;
  } catch (thrown) {
    const { code, message } = thrown as { code?: string; message: string };
    const isShort = args.every((word) => !word.startsWith("-"));
    return isShort && /missing|help/.test(code ?? "") ? undefined : refused || message;
  }
}

/** An operation of the AWS CLI is one that is emulated, and its options are members of the input. */
function awsProblem([service = "", operation = "", ...words]: Words): string | undefined {
  const pascal = (text: string): string =>
    text.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const operations = services.flatMap((one) => (service.startsWith(one.signingName) ? one.operations : []));
  const found = operations.find(({ name }) => name.toLowerCase() === pascal(operation).toLowerCase());
  if (!found) return `no operation ${service} ${operation} is emulated`;
  const members = Object.keys(found.input).map((name) => name.toLowerCase());
  const known = [...members, "query", "output", "region", "profile"];
  const unknown = words.find(
    (word) => word.startsWith("--") && !known.includes(pascal(word.slice(2)).toLowerCase()),
  );
  return unknown === undefined ? undefined : `${unknown} is no member of its input`;
}

function thrownBy(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
