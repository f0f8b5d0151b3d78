import { assume } from "../../behaviours/assumptions";
import type { Behaviour } from "../../behaviours/behaviours";
import type { Call } from "../../operation/operation";
import { isTerminal, nameOfDeleted, putModel, statusOf } from "./models";
import type { Model } from "./model-record";
import { refusals } from "./refusals";

const policyOfDeleted = assume(
  "comprehend.policyOfDeleted",
  "the policy goes with the call that deletes its model",
  {
    kept: "it is read for as long as the model is DELETING",
  },
);

const stopOfImport = assume(
  "comprehend.stopOfImport",
  "an import is stopped as a training is, also while it is SUBMITTED (so recorded of a training)",
  { ignored: "it goes on, though the call succeeds", refused: "the call is refused, and it goes on" },
);

/** What holds for the deletion of either kind. */
export const deletion: readonly Behaviour[] = [
  { source: "docs", what: "the model is DELETING for a while, and then gone" },
  policyOfDeleted,
  nameOfDeleted,
  { source: "docs", what: "copies stay: an import makes another model, of the account that imports" },
  {
    source: "community",
    what: "only the version that the ARN names is deleted (Terraform deletes each by a call of its own)",
  },
];

export function deleteModel(model: Model, call: Call): void {
  const status = statusOf(model, call);
  if (!isTerminal(status)) throw refusals.notTerminal(status);
  const users = [...model.endpoints.map(({ name }) => name), ...(model.flywheel ? [model.flywheel] : [])];
  if (users.length > 0) throw refusals.inUse(users.join(", "));
  const { policy, former: _, ...rest } = model;
  const isKept = policy && policyOfDeleted.is("kept", call);
  putModel({ ...rest, ...(isKept && { policy }), deletedAt: call.clock.now() }, call);
}

/** What holds for the end of a training of either kind. */
export const stopping: readonly Behaviour[] = [
  { source: "docs", what: "STOP_REQUESTED for a while, then STOPPED, unless the training ends before" },
  stopOfImport,
  {
    source: "community",
    what: "accepted without effect where nothing is under way (Terraform always sends it)",
  },
];

export function stopTraining(model: Model, call: Call): void {
  const isImport = model.sourceModelArn !== undefined;
  if (isImport && stopOfImport.is("ignored", call)) return;
  if (isImport && stopOfImport.is("refused", call)) throw refusals.notStoppable();
  const isUnderWay = ["SUBMITTED", "TRAINING"].includes(statusOf(model, call));
  if (isUnderWay) putModel({ ...model, stopRequestedAt: call.clock.now() }, call);
}
