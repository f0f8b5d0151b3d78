import { assume } from "../behaviours/assumptions";
import { AwsError } from "../behaviours/refusals";
import { type Protocol, toJson, type WireAnswer } from "./protocol";
import { parseJsonObject } from "./rest-json";

const contentType = assume(
  "protocols.json11ContentType",
  "a wrong content type is answered with status 404 and <UnknownOperationException/>, as other services were seen to do",
  { unsupported: "it is an UnsupportedMediaTypeException (415), in JSON" },
);
const UNKNOWN_OPERATION = "UnknownOperationException";

/** `POST /` with the operation in `X-Amz-Target`; the versions differ in their content type. */
function jsonProtocol(version: "1.0" | "1.1", behaviours: Protocol["behaviours"]): Protocol {
  const contentTypeOf = `application/x-amz-json-${version}`;

  function json(status: number, body: string, requestId: string): WireAnswer {
    return { status, headers: { "content-type": contentTypeOf, "x-amzn-requestid": requestId }, body };
  }

  return {
    name: `JSON ${version}`,
    behaviours,
    textual: false,
    authCodes: {
      missing: "MissingAuthenticationTokenException",
      incomplete: "IncompleteSignatureException",
      invalid: "UnrecognizedClientException",
      expired: "ExpiredTokenException",
      signature: "InvalidSignatureException",
      denied: "AccessDeniedException",
    },
    deniedStatus: 400,

    route(service, request) {
      const target = String(request.headers["x-amz-target"] ?? "");
      const [prefix, name = ""] = target.split(".");
      if (prefix !== service.wireName || name === "") return { name: `the target '${target}'` };
      const operation = service.operations.find((candidate) => candidate.name === name);
      return operation ? { name, operation } : { name };
    },

    members(_operation, request, world) {
      const type = request.headers["content-type"];
      if (type !== undefined && !type.startsWith(contentTypeOf)) {
        throw contentType.is("unsupported", { world })
          ? new AwsError("UnsupportedMediaTypeException", 415, `The content type ${type} is not supported`)
          : new AwsError(UNKNOWN_OPERATION, 404, "");
      }
      return request.body.length === 0 ? {} : parseJsonObject(request.body);
    },

    answer(service, _operation, output, requestId) {
      return json(200, toJson(output, service.timestamps), requestId);
    },

    refuse(error, requestId) {
      if (error.code === UNKNOWN_OPERATION) {
        return {
          ...json(error.status, `<${UNKNOWN_OPERATION}/>\n`, requestId),
          headers: { "x-amzn-requestid": requestId },
        };
      }
      const body = { __type: error.code, message: error.message, ...error.members };
      return json(error.status, JSON.stringify(body), requestId);
    },
  };
}

/** Comprehend, KMS, License Manager, Organizations. */
export const json11 = jsonProtocol("1.1", [
  {
    source: "community",
    what: "a body that is no JSON object, or of wrong types, is a SerializationException (400)",
  },
  contentType,
]);

/** AWS Marketplace. */
export const json10 = jsonProtocol("1.0", [
  {
    source: "docs",
    what: "everything is as in JSON 1.1, under a content type of its own (the protocol's pages)",
  },
]);
