import type { Call } from "../../operation/operation";
import { listOrder } from "./listing";
import { modelsOf } from "./models";
import type { Endpoint, Model } from "./model-record";

/** An endpoint together with the model that it serves. */
interface Serving {
  readonly model: Model;
  readonly endpoint: Endpoint;
}

export const ENDPOINT_STATUSES = ["CREATING", "DELETING", "FAILED", "IN_SERVICE", "UPDATING"] as const;

/** The caller's endpoints, in the order of lists. */
export function endpointsOf(call: Call): Serving[] {
  const sign = listOrder.is("newest", call) ? -1 : 1;
  return modelsOf(call, call)
    .flatMap((model) => model.endpoints.map((endpoint) => ({ model, endpoint })))
    .sort((one, other) => sign * (one.endpoint.createdAt - other.endpoint.createdAt));
}

export function arnOfEndpoint({ model, endpoint }: Serving): string {
  const [start = ""] = model.arn.split("/");
  return `${start}-endpoint/${endpoint.name}`;
}

/** An endpoint as Comprehend describes it. */
export function describeEndpoint(serving: Serving): object {
  const { model, endpoint } = serving;
  return {
    EndpointArn: arnOfEndpoint(serving),
    Status: "IN_SERVICE",
    ModelArn: model.arn,
    DesiredModelArn: model.arn,
    DesiredInferenceUnits: 1,
    CurrentInferenceUnits: 1,
    CreationTime: new Date(endpoint.createdAt),
    LastModifiedTime: new Date(endpoint.createdAt),
    DataAccessRoleArn: model.dataAccessRoleArn,
    DesiredDataAccessRoleArn: model.dataAccessRoleArn,
  };
}
