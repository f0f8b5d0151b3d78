import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { availabilityOf } from "../services/bedrock/availability";
import { judgeOffers, type SeenOffer, seenOffers, type Verdict } from "../services/bedrock/judged-offers";
import { agreementsIn } from "../services/bedrock/terms/exported-state";
import type { NotedTerms } from "../services/bedrock/terms/noted-terms";
import { pinPath, readPin } from "../services/bedrock/terms/pin-file";
import { notedBy } from "../services/bedrock/terms/reviewed-terms";
import { UsageError } from "./outcome";
import { projectFolder } from "./stack-file";
import { openTarget, targetLine, type TargetOptions } from "./target";
import { offerText, verdictText } from "./terms-text";
import { print, printJson, wrapped } from "./text";

interface ShowOptions extends TargetOptions {
  readonly offerType: string;
  readonly documents?: string;
  readonly accepted?: string;
}

/** `terms show`. It only shows: what differs is no failure. */
export async function show(modelId: string, options: ShowOptions): Promise<void> {
  const { offerType, documents, accepted, json } = options;
  if (offerType !== "PUBLIC" && offerType !== "ALL") {
    throw new UsageError("--offer-type must be PUBLIC or ALL");
  }
  const noted = whatIsKnown(modelId, accepted);
  const target = await openTarget(options);
  const { cloud, place, accountId } = target;
  if (!json) print([targetLine(target), ""]);
  const live = await availabilityOf(cloud.bedrock(place), modelId);
  const offers = (await seenOffers(cloud, place, modelId, offerType)) ?? [];
  const required = offers.length > 0;
  const comparisons = required
    ? noted.map(({ from, terms }) => ({ from, ...judgeOffers(terms, offers) }))
    : [];
  const kept = documents === undefined ? [] : offers.flatMap((offer) => keep(offer, documents));
  const status = live?.agreementStatus;
  if (json) {
    const shown = offers.map(({ document, ...offer }) => ({
      ...offer,
      ...("problem" in document && { documentProblem: document.problem }),
    }));
    const { region } = place;
    printJson({
      account: accountId,
      region,
      modelId,
      agreementStatus: status,
      offers: shown,
      comparisons,
      kept,
    });
    return;
  }
  print([
    `${modelId}: ${required ? `${offers.length} on offer` : "nothing on offer"}, agreement ${status ?? "unknown"}`,
    ...offers.flatMap((offer) => ["", ...offerText(offer)]),
    ...comparisons.flatMap((comparison) => ["", ...compared(comparison)]),
    ...(required && comparisons.length === 0
      ? [
          "",
          "There is no review of it yet:",
          `  npx pulumi-model-access terms pin ${modelId} --reviewed-by <name>`,
        ]
      : []),
    ...(kept.length > 0 ? ["", ...kept.map((path) => `Kept ${path}`)] : []),
  ]);
}

function compared({ from, ...verdict }: Verdict & { readonly from: string }): string[] {
  return [...wrapped(`Compared with ${from}:`), ...verdictText(verdict)];
}

interface Known {
  /** Who or what knows it. */
  readonly from: string;
  readonly terms: NotedTerms;
}

/** What was reviewed and what was accepted, as far as there are files that tell. */
function whatIsKnown(modelId: string, accepted: string | undefined): Known[] {
  const folder = projectFolder();
  const path = pinPath(modelId);
  const file = relative(process.cwd(), join(folder, path)) || path;
  const pins = existsSync(join(folder, path)) ? [readPin(path, folder)] : [];
  const agreements = accepted === undefined ? [] : agreementsIn(stateIn(accepted), modelId);
  if (accepted !== undefined && agreements.length === 0) {
    throw new UsageError(`${accepted} has no ModelAgreement of ${modelId} whose terms were recorded`);
  }
  return [
    ...agreements.map(({ name, terms }) => ({ from: `what ${name} has accepted`, terms })),
    ...pins.map((pin) => ({
      from: `${file}, reviewed by ${pin.reviewedBy} on ${pin.reviewedOn}`,
      terms: notedBy(pin),
    })),
  ];
}

function stateIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch {
    throw new UsageError(`${file} cannot be read as JSON: pulumi stack export > ${file}`);
  }
}

/** Two texts of one name are two files. */
function keep({ terms, document }: SeenOffer, folder: string): string[] {
  if ("problem" in document) return [];
  const name = terms.legalTerm.document.replace(/[^\w.-]/g, "_");
  const [, stem = name, ending = ""] = /^(.+?)(\.\w+)?$/.exec(name) ?? [];
  const file = resolve(folder, `${stem}-${document.sha256.slice(0, 8)}${ending}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, document.bytes);
  return [relative(process.cwd(), file)];
}
