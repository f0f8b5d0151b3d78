import { operation } from "../../operation";
import { choice, moment, optional, structure } from "../../validation/shapes";
import { modelArn } from "./arns";
import { describeEndpoint, ENDPOINT_STATUSES, endpointsOf } from "./endpoints";
import { countOf, onePage, paging } from "./listing";
import { refusals } from "./refusals";

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
  behaviours: [
    { source: "botocore", what: "only one filter can be set" },
    { source: "assumed", what: "a model that does not exist has no endpoints" },
  ],
  run(input, call) {
    const { Filter = {} } = input;
    const { ModelArn, Status, CreationTimeBefore = Infinity, CreationTimeAfter = -Infinity } = Filter;
    if (countOf(Filter) > 1) throw refusals.manyEndpointFilters();
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
