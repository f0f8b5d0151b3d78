import type { Call } from "../../operation/operation";
import { requireOwn } from "./arns";
import { arnOfEndpoint, endpointsOf } from "./endpoints";
import { modelAt, ownModel, putModel } from "./models";
import type { Model } from "./model-record";
import { refusals } from "./refusals";

/** The tags of something, and how they are changed. */
interface Tagged {
  readonly tags: Model["tags"];
  put(tags: Model["tags"]): void;
}

/** The tags of a model or endpoint of whomever; undefined where there is none. */
export function tagsAt(arn: string, call: Call): Model["tags"] | undefined {
  const serving = endpointsOf(call).find((one) => arnOfEndpoint(one) === arn);
  return serving ? (serving.endpoint.tags ?? {}) : modelAt(arn, call)?.tags;
}

/** The caller's model or endpoint of that ARN. */
export function taggedAt(operation: string, arn: string, call: Call): Tagged {
  if (!/:[a-z-]+-endpoint\//.test(arn)) {
    const model = ownModel(operation, arn, call);
    return { tags: model.tags, put: (tags) => putModel({ ...model, tags }, call) };
  }
  requireOwn(operation, arn, call);
  const serving = endpointsOf(call).find((one) => arnOfEndpoint(one) === arn);
  if (!serving) throw refusals.notFound();
  const { model, endpoint } = serving;
  const put = (tags: Model["tags"]): void => {
    const endpoints = model.endpoints.map((one) => (one === endpoint ? { ...endpoint, tags } : one));
    putModel({ ...model, endpoints }, call);
  };
  return { tags: endpoint.tags ?? {}, put };
}
