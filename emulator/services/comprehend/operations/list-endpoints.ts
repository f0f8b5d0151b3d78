import { assume } from "../../../behaviours/assumptions";
import { operation } from "../../../operation/operation";
import { choice, moment, optional, structure } from "../../../validation/shapes";
import { modelArn } from "../arns";
import { describeEndpoint, ENDPOINT_STATUSES, endpointsOf } from "../endpoints";
import { countOf, listOrder, onePage, paging } from "../listing";
import { modelAt } from "../models";
import { refusals } from "../refusals";

const ofNothing = assume("comprehend.endpointsOfMissing", "a model that does not exist has no endpoints", {
  refused: "it is not found",
});

export const listEndpoints = operation({
  name: "ListEndpoints",
  access: "read",
  input: {
    Filter: optional(
      structure({
        ModelArn: optional(modelArn),
        Status: optional(choice(ENDPOINT_STATUSES)),
        CreationTimeBefore: optional(moment()),
        CreationTimeAfter: optional(moment()),
      }),
    ),
    ...paging,
  },
  behaviours: [{ source: "botocore", what: "only one filter can be set" }, ofNothing, listOrder],
  run(input, call) {
    const { Filter = {} } = input;
    const { ModelArn, Status, CreationTimeBefore = Infinity, CreationTimeAfter = -Infinity } = Filter;
    if (countOf(Filter) > 1) throw refusals.manyEndpointFilters();
    const isMissing = ModelArn !== undefined && !modelAt(ModelArn, call);
    if (isMissing && ofNothing.is("refused", call)) throw refusals.notFound();
    const found = endpointsOf(call).filter(
      ({ model, endpoint }) =>
        (ModelArn ?? model.arn) === model.arn &&
        (Status ?? "IN_SERVICE") === "IN_SERVICE" &&
        endpoint.createdAt < CreationTimeBefore &&
        endpoint.createdAt > CreationTimeAfter,
    );
    const { items, ...rest } = onePage("ListEndpoints", input, found, call);
    return { EndpointPropertiesList: items.map(describeEndpoint), ...rest };
  },
});
