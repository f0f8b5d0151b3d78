import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { endpointArn, requireOwn, byKind } from "../arns";
import { arnOfEndpoint, describeEndpoint as description, endpointsOf } from "../endpoints";
import { refusals } from "../refusals";

export const describeEndpoint = operation({
  name: "DescribeEndpoint",
  access: "read",
  input: { EndpointArn: required(endpointArn) },
  subject: "EndpointArn",
  behaviours: [
    { source: "design", what: "endpoints come with the world or by an incident, and are IN_SERVICE at once" },
    { source: "recorded", what: "the members of an endpoint; its role is its model's" },
  ],
  permissions: [
    { on: byKind("EndpointArn", ["document-classifier-endpoint", "entity-recognizer-endpoint"]) },
  ],
  run({ EndpointArn }, call) {
    requireOwn("DescribeEndpoint", EndpointArn, call);
    const found = endpointsOf(call).find((serving) => arnOfEndpoint(serving) === EndpointArn);
    if (!found) throw refusals.notFound();
    return { EndpointProperties: description(found) };
  },
});
