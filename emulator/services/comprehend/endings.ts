import type { Behaviour } from "../../behaviours";
import type { Call } from "../../operation";
import { isTerminal, type Model, putModel, statusOf } from "./models";
import { refusals } from "./refusals";

/** What holds for the deletion of either kind. */
export const deletion: readonly Behaviour[] = [
  { source: "docs", what: "the model is DELETING for a while, and then gone" },
  { source: "assumed", what: "its policy goes with it" },
  { source: "assumed", what: "copies that were imported from it stay" },
  { source: "assumed", what: "only the version that the ARN names is deleted" },
];

export function deleteModel(model: Model, call: Call): void {
  const status = statusOf(model, call);
  if (!isTerminal(status)) throw refusals.notTerminal(status);
  const users = [...model.endpoints.map(({ name }) => name), ...(model.flywheel ? [model.flywheel] : [])];
  if (users.length > 0) throw refusals.inUse(users.join(", "));
  const { policy: _, ...rest } = model;
  putModel({ ...rest, deletedAt: call.clock.now() }, call);
}

/** What holds for the end of a training of either kind. */
export const stopping: readonly Behaviour[] = [
  { source: "docs", what: "STOP_REQUESTED for a while, then STOPPED, unless the training ends before" },
  { source: "assumed", what: "an import is stopped as a training is, also while it is SUBMITTED" },
  {
    source: "community",
    what: "accepted without effect where nothing is under way (Terraform always sends it)",
  },
];

export function stopTraining(model: Model, call: Call): void {
  const isUnderWay = ["SUBMITTED", "TRAINING"].includes(statusOf(model, call));
  if (isUnderWay) putModel({ ...model, stopRequestedAt: call.clock.now() }, call);
}
