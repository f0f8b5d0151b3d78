import { AwsError, SerializationError } from "../errors";
import type { AnyOperation } from "../operation";
import { type Protocol, type Routed, toJson, type WireRequest } from "./protocol";

/** REST with JSON bodies: Bedrock, RAM. */
export const restJson: Protocol = {
  textual: false,
  authCodes: {
    missing: "MissingAuthenticationTokenException",
    incomplete: "IncompleteSignatureException",
    invalid: "UnrecognizedClientException",
    expired: "ExpiredTokenException",
    signature: "InvalidSignatureException",
  },

  route(service, request): Routed {
    const operation = service.operations.find(
      ({ http }) => http?.method === request.method && pathMembers(http.path, request.path) !== undefined,
    );
    return operation ? { name: operation.name, operation } : { name: `${request.method} ${request.path}` };
  },

  members(operation, request) {
    const body = bodyMembers(operation, request);
    const query = Object.entries(operation.input)
      .filter(([, { place }]) => place === "query")
      .map(([name, { queryName = name }]) => [name, request.query.get(queryName)] as const);
    return { ...body, ...Object.fromEntries(query), ...pathMembers(operation.http!.path, request.path) };
  },

  answer(service, operation, output, requestId) {
    return {
      status: operation.http!.status,
      headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
      body: toJson(output, service.timestamps),
    };
  },

  refuse(error, requestId) {
    return {
      status: error.status,
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": requestId,
        // Clients cut the code at the first colon: AWS appends where the shape is defined.
        "x-amzn-errortype": `${error.code}:http://internal.amazon.com/coral/com.amazon.coral.service/`,
      },
      body: JSON.stringify({ message: error.message }),
    };
  },
};

/** The decoded labels of a path, or undefined when the path is not of that template. */
function pathMembers(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const members: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const label = /^\{(\w+)\}$/.exec(part)?.[1];
    if (label === undefined) {
      if (part !== given[i]) return undefined;
    } else {
      const value = decodePart(given[i]!);
      if (value === undefined || value === "") return undefined;
      members[label] = value;
    }
  }
  return members;
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // a lone % is no path AWS knows
  }
}

function bodyMembers(operation: AnyOperation, request: WireRequest): Record<string, unknown> {
  const expectsBody = Object.values(operation.input).some(({ place }) => place === "body");
  if (!expectsBody || request.body.length === 0) return {};
  const type = request.headers["content-type"];
  if (type !== undefined && !/^application\/(x-amz-)?json\b/.test(type)) {
    throw new AwsError("UnsupportedMediaTypeException", 415, `The content type ${type} is not supported`);
  }
  return parseJsonObject(request.body);
}

/** A body that must be one JSON object. */
export function parseJsonObject(body: Buffer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch {
    throw new SerializationError("the body is not JSON");
  }
  if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed)) {
    throw new SerializationError("the body is not a JSON object");
  }
  return parsed as Record<string, unknown>;
}
