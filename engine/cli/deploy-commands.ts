import { type Command, InvalidArgumentError, Option } from "commander";

import { JsonDigest } from "../display/json";
import { type Stack } from "../stack";
import { type GlobalOptions, openStack } from "./stacks";
import { confirm, interruptible, UsageError } from "./terminal";

export interface DeployOptions {
  yes?: boolean;
  diff?: boolean;
  json?: boolean;
  refresh?: boolean;
  skipPreview?: boolean;
  previewOnly?: boolean;
  expectNoChanges?: boolean;
  parallel?: number;
}

type Verb = "preview" | "up" | "refresh" | "destroy" | "import";

/** Adds the verbs that look at or change the cloud, with the CLI's own flags. */
export function addDeployCommands(program: Command): void {
  const command = (verb: Verb, description: string): Command =>
    program
      .command(verb)
      .description(description)
      .option("-s, --stack <name>", "the stack to operate on")
      .option("--diff", "show every change property by property")
      .addOption(
        new Option("-p, --parallel <n>", "how many resources to work on at once").argParser(positive),
      )
      .action((options: DeployOptions, self: Command) =>
        deploy(verb, options, self.optsWithGlobals<GlobalOptions>()),
      );
  const changing = (verb: Verb, description: string): Command =>
    command(verb, description)
      .option("-y, --yes", "do not ask before changing anything")
      .option("-f, --skip-preview", "change without showing beforehand what would be changed")
      .option("--preview-only", "only show what would be done")
      .option("--expect-no-changes", "fail, with exit code 7, when there is something to change")
      .option("-j, --json", "print one JSON document instead of progress (previews only)");

  command("preview", "show what an up would change")
    .option("--expect-no-changes", "fail, with exit code 7, when there is something to change")
    .option("-r, --refresh", "look at the cloud before")
    .option("-j, --json", "print one JSON document instead of progress");
  changing("up", "make the cloud what the program says").option("-r, --refresh", "look at the cloud before");
  changing("refresh", "make the state what the cloud is");
  changing("destroy", "delete everything that the state holds").option(
    "-r, --refresh",
    "look at the cloud before",
  );
}

/** @param imports what an import takes over */
export async function deploy(
  verb: Verb,
  options: DeployOptions,
  global: GlobalOptions,
  imports: Parameters<Stack["import"]>[0] = {},
): Promise<void> {
  const stack = await openStack(global);
  const previewOnly = verb === "preview" || options.previewOnly === true;
  if (options.json && !previewOnly) throw new UsageError("--json is supported for previews only");
  await interruptible(stack, async () => {
    if (previewOnly) return run(stack, verb, true, options, global, imports);
    if (!options.skipPreview)
      await run(stack, verb, true, { ...options, expectNoChanges: false }, global, imports);
    if (!options.yes && !options.skipPreview && !(await confirm(verb === "up" ? "update" : verb)))
      return undefined;
    return run(stack, verb, false, options, global, imports);
  });
}

async function run(
  stack: Stack,
  verb: Verb,
  preview: boolean,
  { diff, json, refresh, expectNoChanges, parallel }: DeployOptions,
  { color }: GlobalOptions,
  imports: Parameters<Stack["import"]>[0],
): Promise<void> {
  const digest = json ? new JsonDigest() : undefined;
  const colored = color === "always" || (color !== "never" && process.stdout.isTTY);
  const options = {
    color: colored ? ("always" as const) : ("never" as const),
    ...(diff && { diff }),
    ...(refresh && { refresh }),
    ...(expectNoChanges && { expectNoChanges }),
    ...(parallel !== undefined && { parallel }),
    ...(digest
      ? { onEvent: (event: Parameters<JsonDigest["show"]>[0]) => digest.show(event) }
      : { onOutput: (text: string) => process.stdout.write(text) }),
    onError: (text: string) => process.stderr.write(text),
  };
  try {
    if (verb === "up" || verb === "preview") await (preview ? stack.preview(options) : stack.up(options));
    else if (verb === "import") await stack.import({ ...options, ...imports, previewOnly: preview });
    else if (verb === "refresh") await (preview ? stack.previewRefresh(options) : stack.refresh(options));
    else await (preview ? stack.previewDestroy(options) : stack.destroy(options));
  } finally {
    if (digest) process.stdout.write(`${digest.text()}\n`);
  }
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}
