import { AwsError } from "../errors";
import { type Protocol, type Routed, toJson, type WireAnswer } from "./protocol";
import { parseJsonObject } from "./rest-json";

const CONTENT_TYPE = "application/x-amz-json-1.1";

/** `POST /` with the operation in `X-Amz-Target`: Comprehend, Organizations. */
export const json11: Protocol = {
  textual: false,
  authCodes: {
    missing: "MissingAuthenticationTokenException",
    incomplete: "IncompleteSignatureException",
    invalid: "UnrecognizedClientException",
    expired: "ExpiredTokenException",
    signature: "InvalidSignatureException",
  },

  route(service, request): Routed {
    const target = String(request.headers["x-amz-target"] ?? "");
    const [prefix, name = ""] = target.split(".");
    if (prefix !== service.wireName || name === "") return { name: `the target '${target}'` };
    const operation = service.operations.find((candidate) => candidate.name === name);
    return operation ? { name, operation } : { name };
  },

  members(_operation, request) {
    const type = request.headers["content-type"];
    if (type !== undefined && !type.startsWith(CONTENT_TYPE)) {
      throw new AwsError("UnsupportedMediaTypeException", 415, `The content type ${type} is not supported`);
    }
    return request.body.length === 0 ? {} : parseJsonObject(request.body);
  },

  answer(service, _operation, output, requestId) {
    return json(200, toJson(output, service.timestamps), requestId);
  },

  refuse(error, requestId) {
    const body = { __type: error.code, message: error.message, ...error.members };
    return json(error.status, JSON.stringify(body), requestId);
  },
};

function json(status: number, body: string, requestId: string): WireAnswer {
  return { status, headers: { "content-type": CONTENT_TYPE, "x-amzn-requestid": requestId }, body };
}
