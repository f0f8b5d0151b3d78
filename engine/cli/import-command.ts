import { readFileSync } from "node:fs";

import { type Command, InvalidArgumentError, Option } from "commander";

import { type ImportFile, parseImportFile } from "../import-file";
import { type DeployOptions, deploy } from "./deploy-commands";
import type { GlobalOptions } from "./stacks";
import { UsageError } from "./terminal";

interface ImportFlags extends DeployOptions {
  file?: string;
  parent?: string;
  provider?: string;
  protect: boolean;
  generateCode?: boolean;
}

/** Adds `import`, with the CLI's own flags. */
export function addImportCommand(program: Command): void {
  program
    .command("import [type] [name] [id]")
    .description("take over what exists; code for it is not generated")
    .option("-s, --stack <name>", "the stack to operate on")
    .option("-f, --file <path>", "the resources, as a file with their types, names and ids")
    .option("--parent <name=urn>", "the parent of the resource; it has to be in the state")
    .option("--provider <name=urn>", "the provider of the resource; it has to be in the state")
    .addOption(flag("--protect [boolean]", "protect what is taken over").default(true))
    .addOption(flag("--generate-code [boolean]", "refused unless it is false: none is generated"))
    .option("-y, --yes", "do not ask before changing anything")
    .option("--skip-preview", "change without showing beforehand what would be changed")
    .option("--preview-only", "only show what would be done")
    .option("--diff", "show every change property by property")
    .action(
      (
        type: string | undefined,
        name: string | undefined,
        id: string | undefined,
        flags: ImportFlags,
        self,
      ) => {
        const { protect, generateCode, file, parent, provider, ...options } = flags;
        const given =
          file === undefined
            ? single({ type, name, id }, { parent, provider })
            : parseImportFile(readFileSync(file, "utf8"), file);
        const what = { ...given, protect, ...(generateCode && { generateCode }) };
        return deploy("import", options, (self as Command).optsWithGlobals<GlobalOptions>(), what);
      },
    );
}

type Named = "parent" | "provider";

function single(
  { type, name, id }: Partial<Record<"type" | "name" | "id", string | undefined>>,
  named: Readonly<Record<Named, string | undefined>>,
): ImportFile {
  if (type === undefined || name === undefined || id === undefined)
    throw new UsageError("an import needs a type, a name and an id, or a file with --file");
  const nameTable: Record<string, string> = {};
  const references: Partial<Record<Named, string>> = {};
  for (const kind of ["parent", "provider"] as const) {
    const spec = named[kind];
    if (spec === undefined) continue;
    // As with the CLI, the URN alone is enough.
    const [, alias = kind, urn = spec] = /^([^=]+)=(urn:.*)$/.exec(spec) ?? [];
    if (Object.hasOwn(nameTable, alias))
      throw new UsageError(`provider and parent must have distinct names, both were '${alias}'`);
    nameTable[alias] = urn;
    references[kind] = alias;
  }
  return { nameTable, resources: [{ type, name, id, ...references }] };
}

function flag(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (text !== "true" && text !== "false") throw new InvalidArgumentError("It must be true or false.");
    return text === "true";
  });
}
