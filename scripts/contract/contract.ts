import { type Answer, call } from "./calls/calls";
import { comprehendReading } from "./rows/comprehend";
import { comprehendEndings } from "./rows/comprehend-endings";
import { comprehendImports } from "./rows/comprehend-imports";
import { comprehendPolicies } from "./rows/comprehend-policies";
import { controlReading, controlWriting } from "./rows/control-policies";
import { copiesReading } from "./rows/copies";
import { copiesWriting } from "./rows/copies-writing";
import { formReading } from "./rows/form";
import { iamReading, iamWriting } from "./rows/iam";
import { identity } from "./rows/identity";
import { keysReading, keysWriting } from "./rows/keys";
import { licensesReading, licensesWriting } from "./rows/licenses";
import { listing } from "./rows/listing";
import { models } from "./rows/models";
import { organization } from "./rows/organization";
import { profilesReading } from "./rows/profiles";
import { purchasesReading } from "./rows/purchases";
import type { Row } from "./vocabulary/row";
import { aboutRow, LOOK_EVERY_SECONDS, type Outcome, tryRow } from "./run/run";
import { runtimeCalls, runtimeReading } from "./rows/runtime";
import { sharingReading } from "./rows/sharing";
import { sharingWriting } from "./rows/sharing-writing";
import { agreementStatus, type Stage } from "./vocabulary/stage";
import { writing, writingWithoutAgreement } from "./rows/agreements";

export type OnOutcome = (outcome: Outcome) => void;

/** The part that changes nothing. */
export const reading: readonly Row[] = [
  ...identity,
  ...iamReading,
  ...organization,
  ...controlReading,
  ...models,
  ...profilesReading,
  ...runtimeReading,
  ...formReading,
  ...purchasesReading,
  ...licensesReading,
  ...sharingReading,
  ...copiesReading,
  ...keysReading,
  ...comprehendReading,
  ...listing,
];

/** The part that nobody should try where it costs something, or leaves something behind. */
export const onlyEmulated: readonly Row[] = [
  ...sharingWriting,
  ...copiesWriting,
  ...keysWriting,
  ...licensesWriting,
  ...controlWriting,
  ...iamWriting,
  ...comprehendImports,
  ...comprehendPolicies,
  ...comprehendEndings,
  ...runtimeCalls,
];

/** Every line of the contract. */
export const contract: readonly Row[] = [...reading, ...writing, ...writingWithoutAgreement, ...onlyEmulated];

/** What AWS takes at most to let go of an agreement; Terraform waits as long. */
const CLEAN_UP_SECONDS = 1800;

/** Tries the part of the contract that changes nothing; on a real account first what nobody knows. */
export async function tryReading(stage: Stage, onOutcome: OnOutcome): Promise<void> {
  const isOpen = (row: Row): boolean => !stage.emulated && aboutRow(row).assumptions.length > 0;
  const rows = [...reading.filter(isOpen), ...reading.filter((row) => !isOpen(row))];
  for (const row of rows) onOutcome(await tryRow(row, stage));
}

/** Tries the part that makes shares and copies: only where nobody has to clean up after it. */
export async function tryOnlyEmulated(stage: Stage, onOutcome: OnOutcome): Promise<void> {
  for (const row of onlyEmulated) onOutcome(await tryRow(row, stage));
}

/**
 * Tries the part that makes and deletes an agreement, for one model. An agreement that is there already is left alone,
 * and one that this run has made is deleted whatever happens.
 */
export async function tryWriting(model: string, stage: Stage, onOutcome: OnOutcome): Promise<void> {
  const { clients } = stage;
  const { error } = await call(clients, "ListFoundationModelAgreementOffers", { modelId: model });
  if (error && /not supported/i.test(error.message)) {
    for (const row of writingWithoutAgreement) onOutcome(await tryRow(row, { ...stage, model }));
    return;
  }
  if (error) throw new Error(`the offers of ${model} cannot be listed: ${error.code}: ${error.message}`);
  const status = await agreementStatus(clients, model);
  if (status !== "NOT_AVAILABLE") {
    const reason = `the agreement of ${model} reads ${status ?? "nothing"}, and this run has not made it`;
    for (const row of writing) {
      onOutcome({ ...aboutRow(row), result: "skipped", reason });
    }
    return;
  }
  let done: Stage["done"];
  let formPut = false;
  try {
    for (const row of writing) {
      const outcome = await tryRow(row, { ...stage, model, formPut, ...(done && { done }) }, (answer) => {
        if (row.operation === "CreateFoundationModelAgreement" && mayHaveHadEffect(answer)) done = "made";
        if (row.operation === "DeleteFoundationModelAgreement" && !answer.error) done = "cancelled";
        if (row.operation === "PutUseCaseForModelAccess" && !answer.error) formPut = true;
      });
      onOutcome(outcome);
    }
  } finally {
    if (done === "made") await cleanUp(model, stage);
  }
}

/** Also a call whose answer was lost, or that AWS failed to answer, may have made something. */
function mayHaveHadEffect({ status, error }: Answer): boolean {
  return !error || status === 0 || status >= 500;
}

/** Deletes the agreement that this run has made. */
async function cleanUp(modelId: string, { clients, pause }: Stage): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY_SECONDS) {
    const answer = await call(clients, "DeleteFoundationModelAgreement", { modelId });
    const { error, status } = answer;
    if (!error || /no agreement exists/i.test(error.message)) return;
    const passes = error.code === "ConflictException" || status === 429 || mayHaveHadEffect(answer);
    if (!passes || waited >= CLEAN_UP_SECONDS) {
      throw new Error(
        `the agreement of ${modelId}, which this run has made, could not be deleted: ${error.code}: ${error.message}`,
      );
    }
    await pause(LOOK_EVERY_SECONDS);
  }
}
