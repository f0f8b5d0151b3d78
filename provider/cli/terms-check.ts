import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

import { explained } from "../aws/errors/explained";
import { judgeOffers, seenOffers, type Verdict } from "../services/bedrock/judged-offers";
import { PinError, readPin } from "../services/bedrock/terms/pin-file";
import { notedBy, type ReviewedTerms } from "../services/bedrock/terms/reviewed-terms";
import { EXIT } from "./outcome";
import { projectFolder } from "./stack-file";
import { openTarget, type Target, targetLine, type TargetOptions } from "./target";
import { verdictText } from "./terms-text";
import { print, printJson, table, wrapped } from "./text";

type Result = "as reviewed" | "changed" | "could not look";

interface Checked extends Partial<Verdict> {
  readonly file: string;
  readonly modelId?: string;
  readonly offerId?: string;
  readonly result: Result;
}

/** `terms check`. What could not be looked at is never called unchanged. */
export async function check(files: readonly string[], options: TargetOptions): Promise<void> {
  const pins = files.length > 0 ? files.map((file) => resolve(file)) : ownPins();
  if (pins.length === 0) throw new Error("there are no reviewed terms here: terms/*.json beside Pulumi.yaml");
  const target = await openTarget(options);
  if (!options.json) print([targetLine(target), ""]);
  const checked: Checked[] = [];
  for (const file of pins) checked.push(await checkedPin(file, target));
  const has = (result: Result): boolean => checked.some((one) => one.result === result);
  process.exitCode = has("changed") ? EXIT.differs : has("could not look") ? EXIT.couldNotLook : EXIT.fine;
  if (options.json) {
    printJson({ account: target.accountId, region: target.place.region, terms: checked });
    return;
  }
  print([
    ...table([
      ["Result", "Model", "Offer", "File"],
      ...checked.map(({ result, modelId = "", offerId = "", file }) => [result, modelId, offerId, file]),
    ]),
    ...checked.flatMap((one) => details(one)),
  ]);
}

function ownPins(): string[] {
  const folder = join(projectFolder(), "terms");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => join(folder, name));
}

async function checkedPin(path: string, target: Target): Promise<Checked> {
  const file = relative(process.cwd(), path);
  let pin: ReviewedTerms;
  try {
    pin = readPin(basename(path), dirname(path));
  } catch (thrown) {
    if (thrown instanceof PinError) return { file, result: "could not look", problem: thrown.message };
    throw thrown;
  }
  const { modelId, offerId } = pin;
  try {
    const verdict = judgeOffers(notedBy(pin), (await seenOffers(target.cloud, target.place, modelId)) ?? []);
    const isUnclear = verdict.problem === undefined ? "as reviewed" : "could not look";
    const result = verdict.differences.length > 0 ? "changed" : isUnclear;
    return { file, modelId, offerId, result, ...verdict };
  } catch (thrown) {
    return { file, modelId, offerId, result: "could not look", problem: explained(thrown).message };
  }
}

function details({ file, modelId, differences, notes = [], problem }: Checked): string[] {
  if (differences) {
    if (differences.length + notes.length === 0 && problem === undefined) return [];
    return ["", file, ...verdictText({ differences, notes, ...(problem !== undefined && { problem }) })];
  }
  const lines = (problem ?? "").split("\n").flatMap((line) => wrapped(line.trim(), 2));
  return ["", modelId === undefined ? file : `${file} (${modelId})`, ...lines];
}
