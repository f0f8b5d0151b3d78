import { operation } from "../../../operation/operation";
import { choice, moment, optional, structure } from "../../../validation/shapes";
import { modelName } from "../arns";
import { describeModel, description } from "../descriptions";
import { listing, onePage, paging, selectModels } from "../listing";
import { STATUSES } from "../models";

export const listEntityRecognizers = operation({
  name: "ListEntityRecognizers",
  access: "read",
  input: {
    Filter: optional(
      structure({
        Status: optional(choice(STATUSES)),
        RecognizerName: optional(modelName),
        SubmitTimeBefore: optional(moment()),
        SubmitTimeAfter: optional(moment()),
      }),
    ),
    ...paging,
  },
  behaviours: [{ source: "botocore", what: "only one filter can be set" }, ...listing, ...description],
  run(input, call) {
    const { RecognizerName: name, ...filter } = input.Filter ?? {};
    const found = selectModels("entity-recognizer", { ...filter, name }, call);
    if (filter.SubmitTimeAfter !== undefined) found.reverse();
    const { items, ...rest } = onePage("ListEntityRecognizers", input, found, call);
    return { EntityRecognizerPropertiesList: items.map((model) => describeModel(model, call)), ...rest };
  },
});
