import type { Call } from "../../operation/operation";
import type { Store } from "../../state/store";
import { importsOf, importStatuses, isTerminal, putModel, statusOf } from "./models";
import type { Model } from "./model-record";

type Place = Pick<Call, "account" | "region" | "store">;

/** Why imports into a place are to fail, by account and Region. */
const failureTable = (store: Store) => store.table<string>("comprehend/failures");

const key = ({ account, region }: Place) => `${account}/${region}`;

/**
 * How an import that begins now will end.
 * @param why it cannot succeed, if that is known
 */
export function endOfImport(
  call: Place & Pick<Call, "world" | "clock">,
  why: string | undefined,
): NonNullable<Model["end"]> {
  const { world, clock, store } = call;
  const failure = why ?? failureTable(store).get(key(call));
  const isAtOnce = failure === undefined && importStatuses.is("atOnce", call);
  const at = clock.now() + (isAtOnce ? 0 : world.timing.imports.trainedAfterSeconds * 1000);
  if (failure !== undefined) return { at, status: "IN_ERROR", message: failure };
  const status = world.comprehend.importsEnd;
  return { at, status, ...(status !== "TRAINED" && { message: MESSAGES[status] }) };
}

const MESSAGES = {
  TRAINED_WITH_WARNING: "The model was trained with warnings.",
  IN_ERROR: "The model could not be imported.",
};

/** Imports of a model that are under way end now, and badly. */
export function failImportsOf(arn: string, call: Call): void {
  for (const model of importsOf(arn, call).filter((copy) => !isTerminal(statusOf(copy, call)))) {
    const message = "The model may not be imported any more.";
    putModel({ ...model, end: { at: call.clock.now(), status: "IN_ERROR", message } }, call);
  }
}

/** Imports into a place fail from now on with this message; undefined ends that. */
export function failImports(message: string | undefined, place: Place): void {
  if (message === undefined) failureTable(place.store).delete(key(place));
  else failureTable(place.store).set(key(place), message);
}
