import { readFileSync, writeFileSync } from "node:fs";

import type { Command } from "commander";

import { parseDeployment } from "../state/state-file";
import { type GlobalOptions, listStacks, openStack, selectStack } from "./stacks";
import { confirm, UsageError } from "./terminal";

/** Adds `stack` and `config` with the CLI's own names and flags. */
export function addStackCommands(program: Command): void {
  const stack = program.command("stack").description("manage stacks");
  const globals = (self: Command): GlobalOptions => self.optsWithGlobals<GlobalOptions>();

  stack
    .command("init <name>")
    .description("create a stack and select it")
    .action(async (name: string, _options, self: Command) => {
      await openStack({ ...globals(self), stack: name }, "create");
      selectStack(globals(self), name);
      console.log(`Created stack '${name}'`);
    });
  stack
    .command("select <name>")
    .description("make a stack the one that other commands work on")
    .option("-c, --create", "create it when there is none")
    .action(async (name: string, { create }: { create?: boolean }, self: Command) => {
      const exists = listStacks(globals(self)).some((candidate) => candidate.name === name);
      await openStack({ ...globals(self), stack: name }, create && !exists ? "create" : "select");
      selectStack(globals(self), name);
    });
  stack
    .command("ls")
    .description("list the stacks of the project")
    .action(async (_options, self: Command) => {
      const rows = await Promise.all(
        listStacks(globals(self)).map(async ({ name, selected }) => {
          const { resourceCount } = await openStack({ ...globals(self), stack: name });
          return [`${name}${selected ? "*" : ""}`, String(resourceCount)];
        }),
      );
      printTable([["NAME", "RESOURCE COUNT"], ...rows]);
    });
  withStack(stack.command("output [name]").description("show the outputs of the stack"))
    .option("-j, --json", "print JSON")
    .option("--show-secrets", "show secrets in clear")
    .action(async (name: string | undefined, options: OutputOptions, self: Command) =>
      showOutputs(name, options, globals(self)),
    );
  withStack(stack.command("export").description("print the state of the stack"))
    .option("--file <path>", "write it to a file")
    .option("--show-secrets", "write secrets in clear")
    .action(async (options: { file?: string; showSecrets?: boolean }, self: Command) => {
      const deployment = await (await openStack(globals(self))).exportStack(options.showSecrets);
      const text = `${JSON.stringify(deployment, undefined, 4)}\n`;
      if (options.file === undefined) process.stdout.write(text);
      else writeFileSync(options.file, text);
    });
  withStack(stack.command("import").description("replace the state of the stack"))
    .option("--file <path>", "read it from a file (default: from standard input)")
    .action(async (options: { file?: string }, self: Command) => {
      const source = options.file ?? "standard input";
      const text = readFileSync(options.file ?? 0, "utf8");
      await (await openStack(globals(self))).importStack(parseDeployment(text, source));
      console.log("Import complete.");
    });
  stack
    .command("rm [name]")
    .description("forget a stack")
    .option("-y, --yes", "do not ask")
    .option("-f, --force", "also when it still has resources, which then nobody manages any more")
    .action(async (name: string | undefined, options: { yes?: boolean; force?: boolean }, self: Command) => {
      const target = { ...globals(self), ...(name !== undefined && { stack: name }) };
      const opened = await openStack(target);
      if (!options.yes && !(await confirm("removal"))) return;
      await opened.remove(options.force);
      console.log(`Stack '${opened.name}' has been removed!`);
    });
  addConfigCommands(program, globals);
}

interface OutputOptions {
  json?: boolean;
  showSecrets?: boolean;
}

async function showOutputs(
  name: string | undefined,
  options: OutputOptions,
  global: GlobalOptions,
): Promise<void> {
  const outputs = await (await openStack(global)).outputs();
  const shown = Object.fromEntries(
    Object.entries(outputs).map(([key, output]) => {
      // The CLI shows a secret that is asked for by name.
      const hidden = output.secret && !options.showSecrets && name === undefined;
      return [key, hidden ? "[secret]" : (output.value as unknown)];
    }),
  );
  if (name !== undefined && !(name in shown))
    throw new UsageError(`current stack does not have output property '${name}'`);
  const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  if (options.json) console.log(JSON.stringify(name === undefined ? shown : shown[name], undefined, 2));
  else if (name !== undefined) console.log(asText(shown[name]));
  else {
    console.log(`Current stack outputs (${Object.keys(shown).length}):`);
    printTable(
      [["OUTPUT", "VALUE"], ...Object.entries(shown).map(([key, value]) => [key, asText(value)])],
      "    ",
    );
  }
}

function addConfigCommands(program: Command, globals: (self: Command) => GlobalOptions): void {
  const config = withStack(program.command("config").description("manage the configuration of the stack"));
  config.action(async (_options, self: Command) => {
    const values = Object.entries(await (await openStack(globals(self))).getAllConfig());
    printTable([
      ["KEY", "VALUE"],
      ...values.map(([key, { value, secret }]) => [key, secret ? "[secret]" : value]),
    ]);
  });
  withStack(config.command("set <key> <value>").description("set a value"))
    .option("--secret", "encrypt it")
    .option("--plaintext", "keep it in clear")
    .action(async (key: string, value: string, { secret }: { secret?: boolean }, self: Command) => {
      await (await openStack(globals(self))).setConfig(key, { value, secret: secret ?? false });
    });
  withStack(config.command("get <key>").description("print a value")).action(
    async (key: string, _options, self: Command) => {
      const found = await (await openStack(globals(self))).getConfig(key);
      if (!found) throw new UsageError(`configuration key '${key}' not found`);
      console.log(found.value);
    },
  );
  withStack(config.command("rm <key>").description("remove a value")).action(
    async (key: string, _options, self: Command) => {
      await (await openStack(globals(self))).removeConfig(key);
    },
  );
}

function withStack(command: Command): Command {
  return command.option("-s, --stack <name>", "the stack to operate on");
}

function printTable(rows: readonly (readonly string[])[], indent = ""): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    console.log(`${indent}${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd());
  }
}
