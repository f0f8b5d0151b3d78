import { Command } from "commander";

import { addDeployCommands } from "./cli/deploy-commands";
import { addImportCommand } from "./cli/import-command";
import { addStackCommands } from "./cli/stack-commands";
import { exitCodeOf } from "./cli/terminal";

const program = new Command("pulumi")
  .description(
    "The embedded engine of pulumi-model-access: the Pulumi CLI's verbs for tests and trying out, not the CLI.",
  )
  .option("-C, --cwd <folder>", "the folder of Pulumi.yaml", process.cwd())
  .option("--state-dir <folder>", "where the engine keeps its stacks", ".local/embedded")
  .option("--color <when>", "always or never (default: on a terminal)")
  .option("--non-interactive", "never ask anything")
  .showHelpAfterError();

addDeployCommands(program);
addImportCommand(program);
addStackCommands(program);

program.hook("preAction", () => {
  process.stderr.write("This is the embedded engine of pulumi-model-access, not the Pulumi CLI.\n");
});

program.parseAsync().then(
  () => undefined,
  (error: unknown) => {
    process.exitCode = exitCodeOf(error);
  },
);
