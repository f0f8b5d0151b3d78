import { operation } from "../../operation";
import { choice, moment, optional, structure } from "../../validation/shapes";
import { modelName } from "./arns";
import { describeModel } from "./descriptions";
import { onePage, paging, selectModels } from "./listing";
import { STATUSES } from "./models";

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
  behaviours: [
    { source: "botocore", what: "only one filter can be set" },
    { source: "botocore", what: "with SubmitTimeAfter the oldest come first; else the newest (assumed)" },
    { source: "assumed", what: "every version of a model is one of the list" },
  ],
  run(input, call) {
    const { RecognizerName: name, ...filter } = input.Filter ?? {};
    const found = selectModels("entity-recognizer", { ...filter, name }, call);
    if (filter.SubmitTimeAfter !== undefined) found.reverse();
    const { items, ...rest } = onePage("ListEntityRecognizers", input, found, call);
    return { EntityRecognizerPropertiesList: items.map((model) => describeModel(model, call)), ...rest };
  },
});
