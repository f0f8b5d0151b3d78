import { operation } from "../../../operation/operation";
import { choice, moment, optional, structure } from "../../../validation/shapes";
import { modelName } from "../arns";
import { describeModel, description } from "../descriptions";
import { listing, onePage, paging, selectModels } from "../listing";
import { STATUSES } from "../models";

export const listDocumentClassifiers = operation({
  name: "ListDocumentClassifiers",
  access: "read",
  input: {
    Filter: optional(
      structure({
        Status: optional(choice(STATUSES)),
        DocumentClassifierName: optional(modelName),
        SubmitTimeBefore: optional(moment()),
        SubmitTimeAfter: optional(moment()),
      }),
    ),
    ...paging,
  },
  behaviours: [{ source: "botocore", what: "only one filter can be set" }, ...listing, ...description],
  run(input, call) {
    const { DocumentClassifierName: name, ...filter } = input.Filter ?? {};
    const found = selectModels("document-classifier", { ...filter, name }, call);
    const { items, ...rest } = onePage("ListDocumentClassifiers", input, found, call);
    return { DocumentClassifierPropertiesList: items.map((model) => describeModel(model, call)), ...rest };
  },
});
