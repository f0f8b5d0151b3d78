import type { Command } from "commander";

import { explained } from "../aws/errors/explained";
import { readEvidence } from "../functions/calls/model-agreement-evidence";
import type { ModelAgreementEvidence } from "../functions/shapes/model-agreement-evidence";
import { EXIT } from "./outcome";
import { openTarget, type Target, targetLine, type TargetOptions, withTarget } from "./target";
import { print, printJson, table } from "./text";

/** What was found of one model, or why nothing could be looked at. */
type Row = ModelAgreementEvidence | { readonly modelId: string; readonly problem: string };

/** `evidence`. */
export function addEvidence(program: Command): void {
  withTarget(program.command("evidence"))
    .description(
      "show what AWS Marketplace keeps of accepted terms: when, which text, which licence: exit code 0, or 1 where it could not look",
    )
    .argument("<models...>", "the ids of base models")
    .addHelpText(
      "after",
      "\nExample:\n  npx pulumi-model-access evidence cohere.command-r-v1:0 --stack prod --json",
    )
    .action(show);
}

/** Sorted by model. What could not be looked at is never called missing. */
async function show(models: readonly string[], options: TargetOptions): Promise<void> {
  const target = await openTarget(options);
  if (!options.json) print([targetLine(target), ""]);
  const rows: Row[] = [];
  for (const modelId of [...new Set(models)].sort()) rows.push(await rowFor(modelId, target));
  const isBlind = rows.some((row) => "problem" in row || row.evidence === "not permitted");
  process.exitCode = isBlind ? EXIT.couldNotLook : EXIT.fine;
  if (options.json) {
    printJson({ account: target.accountId, region: target.place.region, models: rows });
    return;
  }
  print(rows.flatMap((row, index) => [...(index > 0 ? [""] : []), ...textOf(row)]));
}

async function rowFor(modelId: string, { cloud, place }: Target): Promise<Row> {
  try {
    return await readEvidence(cloud, { ...place, modelId });
  } catch (thrown) {
    return { modelId, problem: explained(thrown).message };
  }
}

function textOf(row: Row): string[] {
  if ("problem" in row) return [row.modelId, ...table([["could not look", row.problem]], 2)];
  const { modelId, evidence, satisfiedBy, agreement } = row;
  const facts: [string, string | undefined][] = [
    ["evidence", evidence],
    ["satisfied by", satisfiedBy],
    ["agreement", agreement && `${agreement.agreementId} (${agreement.status})`],
    ["accepted", agreement?.acceptanceTime],
    ["offer", agreement?.offerId],
    ["product", agreement?.productId],
    ...(agreement?.documents ?? []).map(({ type, version, url }): [string, string] => [
      "document",
      [type, version && `version ${version}`, url].filter(Boolean).join(", "),
    ]),
    ["licence", agreement?.licenseArn],
    [
      "entitlement",
      [agreement?.entitlementStatus, agreement?.statusReasonCode].filter(Boolean).join(", ") || undefined,
    ],
  ];
  const told = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  return [modelId, ...table(told, 2)];
}
