import type { Command } from "commander";

import { withTarget } from "./target";
import { check } from "./terms-check";
import { pin } from "./terms-pin";
import { show } from "./terms-show";

/** `terms show`, `terms pin` and `terms check`. */
export function addTerms(program: Command): void {
  const terms = program
    .command("terms")
    .description(
      "look at the terms of models before they are accepted, note what was reviewed, and watch it",
    );
  withTarget(terms.command("show"))
    .description("show what is on offer for a model, and what differs from the terms that were reviewed")
    .argument("<model>", "the id of the base model")
    .option("--offer-type <type>", "PUBLIC, or ALL with private ones", "ALL")
    .option(
      "--documents <folder>",
      "keep the documents there, with the beginning of their SHA-256 in the name",
    )
    .option(
      "--accepted <file>",
      "compare also with what a stack has accepted: what `pulumi stack export` says",
    )
    .addHelpText("after", example("terms show cohere.command-r-v1:0 --stack dev --documents /tmp"))
    .action(show);
  withTarget(terms.command("pin"))
    .description("write down the terms of an offer as reviewed, for reviewedTerms of a ModelAgreement")
    .argument("<model>", "the id of the base model")
    .requiredOption("--reviewed-by <name>", "who has read the document and looked at the prices")
    .option("--note <text>", "what whoever reads the file should know")
    .option("--offer <id>", "the offer, where there are several")
    .option("--only <pattern...>", "the rows of the rate card that were looked at, as USE1_* (default: all)")
    .option("--out <file>", "where to write it (default: terms/<model>.json beside Pulumi.yaml)")
    .addHelpText(
      "after",
      example("terms pin cohere.command-r-v1:0 --stack dev --reviewed-by 'Portia, Legal'"),
    )
    .action(pin);
  withTarget(terms.command("check"))
    .description(
      "compare what was reviewed with what is on offer: exit code 0 the same, 7 changed, 1 not looked",
    )
    .argument("[files...]", "what `terms pin` has written (default: terms/*.json beside Pulumi.yaml)")
    .addHelpText("after", example("terms check --stack dev"))
    .action(check);
}

const example = (line: string): string => `\nExample:\n  npx pulumi-model-access ${line}`;
