import { writeFileSync } from "node:fs";

import { Command, CommanderError } from "commander";

import { addDrift } from "./cli/drift";
import { addEvidence } from "./cli/evidence";
import { addPermissions } from "./cli/permissions";
import { EXIT, UsageError } from "./cli/outcome";
import { setting } from "./cli/target";
import { addTerms } from "./cli/terms";

import { explained } from "./aws/errors/explained";
import { PinError } from "./services/bedrock/terms/pin-file";
import { VERSION } from "./version";
import { errorsPage } from "./aws/errors/page";
import { importFile, type Wanted } from "./host/dynamic/import-file";

interface Options {
  readonly out: string;
  readonly config: Readonly<Record<string, string>>;
  readonly roleArn?: string;
  readonly externalId?: string;
}

/** `Type name id Type name id …` */
function triples(words: readonly string[]): Wanted[] {
  if (words.length % 3 !== 0) throw new UsageError("give a type, a name and an id for each resource");
  return Array.from({ length: words.length / 3 }, (_, index) => {
    const [type, name, id] = words.slice(index * 3) as [string, string, string];
    return { type, name, id };
  });
}

async function write(words: readonly string[], options: Options): Promise<void> {
  const { out, config, roleArn, externalId } = options;
  const assumeRole = roleArn !== undefined && { roleArn, ...(externalId !== undefined && { externalId }) };
  const file = await importFile(triples(words), config, assumeRole ? { assumeRole } : {});
  const text = `${JSON.stringify(file, undefined, 2)}\n`;
  if (out === "-") {
    process.stdout.write(text);
    return;
  }
  // It may hold a form in clear: nobody else may read it.
  writeFileSync(out, text, { mode: 0o600, flag: "wx" });
  console.error(`${out} is written. With a Pulumi CLI of at least v3.254.0:`);
  console.error(`  pulumi import --yes --generate-code=false --file ${out}`);
  console.error(
    "then put the same resources into the program, see that `pulumi preview` finds nothing to do,",
  );
  console.error("and delete the file: what is secret stands in it in clear.");
}

/** What the command takes; the commands in the documentation are held to it. */
export const program = new Command("pulumi-model-access")
  .description("Helps with what Pulumi cannot do by itself for dynamic resources.")
  .version(VERSION)
  .showHelpAfterError()
  .exitOverride();

program
  .command("import-file")
  .description("look at live objects and write the file with which `pulumi import` takes them over")
  .argument(
    "<resource...>",
    "a class, the resource's name in the program, and its id: ModelAgreement command-r 111122223333/us-east-1/cohere.command-r-v1:0",
  )
  .option("--out <file>", "where to write it; it must not exist yet; - is the standard output", "import.json")
  .option(
    "--config <key=value>",
    "a key of the stack's configuration, such as aws:profile=deploy",
    setting,
    {},
  )
  .option("--role-arn <arn>", "the assumeRole.roleArn of the resources")
  .option("--external-id <id>", "the assumeRole.externalId of the resources")
  .action(write);

program
  .command("errors")
  .description("what can go wrong, and what to do about it, as a page in Markdown")
  .action(() => void process.stdout.write(errorsPage()));

addTerms(program);
addEvidence(program);
addPermissions(program);
addDrift(program);

export async function run(): Promise<void> {
  await program.parseAsync().catch(failed);
}

function failed(error: unknown): void {
  if (error instanceof CommanderError) {
    // It has said what it has to say.
    process.exitCode = error.exitCode === 0 ? EXIT.fine : EXIT.wrongUsage;
    return;
  }
  const isOurs = error instanceof UsageError || error instanceof PinError;
  console.error(`error: ${isOurs ? error.message : explained(error).message}`);
  process.exitCode = error instanceof UsageError ? EXIT.wrongUsage : EXIT.couldNotLook;
}
