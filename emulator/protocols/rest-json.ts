import { assume } from "../behaviours/assumptions";
import { AwsError, SerializationError } from "../behaviours/refusals";
import { Payload } from "./payload";
import { type Protocol, toJson, type WireOperation, type WireRequest } from "./protocol";

/** What everything that is built on AWS's own framework says of its faults. */
const FRAMEWORK = "com.amazon.coral.service";

const errorAddress = assume(
  "protocols.errorAddress",
  "x-amzn-errortype has an address after the code, also for services of which nobody has shown it",
  { absent: "there is the code alone" },
);

/** REST with JSON bodies: Bedrock, RAM. */
export const restJson: Protocol = {
  name: "REST JSON",
  behaviours: [
    {
      source: "docs",
      what: "a body that is no JSON object (null and a list are none), or of wrong types, is a SerializationException (400)",
    },
    {
      source: "docs",
      what: "another content type than application/json is an UnsupportedMediaTypeException (415), and so is any body where the operation takes none",
    },
    { source: "docs", what: "who accepts no application/json is told NotAcceptableException (406)" },
    {
      source: "community",
      what: "x-amzn-errortype of Bedrock ends in :http://internal.amazon.com/coral/com.amazon.bedrock/",
    },
    errorAddress,
  ],
  textual: false,
  authCodes: {
    missing: "MissingAuthenticationTokenException",
    incomplete: "IncompleteSignatureException",
    invalid: "UnrecognizedClientException",
    expired: "ExpiredTokenException",
    signature: "InvalidSignatureException",
    denied: "AccessDeniedException",
  },
  deniedStatus: 403,

  route(service, request) {
    const operation = service.operations.find(
      ({ http }) => http?.method === request.method && pathMembers(http.path, request.path) !== undefined,
    );
    return operation ? { name: operation.name, operation } : { name: `${request.method} ${request.path}` };
  },

  members(operation, request) {
    if (!operation.http!.answers && !acceptsJson(request.headers.accept)) {
      throw new AwsError("NotAcceptableException", 406, "Only application/json can be answered");
    }
    const outside: Record<string, unknown> = {};
    for (const [name, { place, wireName = name }] of Object.entries(operation.input)) {
      if (place === "query") outside[name] = request.query.get(wireName);
      if (place === "header") outside[name] = request.headers[wireName.toLowerCase()];
    }
    return {
      ...bodyMembers(operation, request),
      ...outside,
      ...pathMembers(operation.http!.path, request.path),
    };
  },

  answer(service, operation, output, requestId) {
    const { headers, body } =
      output instanceof Payload
        ? output
        : { headers: { "content-type": "application/json" }, body: toJson(output, service.timestamps) };
    return { status: operation.http!.status, headers: { ...headers, "x-amzn-requestid": requestId }, body };
  },

  refuse(error, requestId, { service, world }) {
    // A service's own errors have its own address, what the framework finds has the framework's.
    const isOwn = error.refusal !== undefined || error.code === service?.validationCode;
    const of = (isOwn ? service?.errorNamespace : undefined) ?? FRAMEWORK;
    const hasAddress = service?.errorNamespace !== undefined || !errorAddress.is("absent", { world });
    return {
      status: error.status,
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": requestId,
        // Clients cut the code at the first colon.
        "x-amzn-errortype": hasAddress ? `${error.code}:http://internal.amazon.com/coral/${of}/` : error.code,
      },
      body: JSON.stringify({ message: error.message }),
    };
  },
};

/** Whether one of the types a client accepts is, or may be, JSON. */
function acceptsJson(accept = "*/*"): boolean {
  return accept
    .split(",")
    .map((range) => range.split(";")[0]!.trim().toLowerCase())
    .some((range) => ["*/*", "application/*", "application/json"].includes(range));
}

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

function bodyMembers(operation: WireOperation, request: WireRequest): Record<string, unknown> {
  const payload = Object.keys(operation.input).find((name) => operation.input[name]!.place === "payload");
  if (payload !== undefined) return { [payload]: request.body };
  if (request.body.length === 0) return {};
  const expectsBody = Object.values(operation.input).some(({ place }) => place === "body");
  const type = request.headers["content-type"];
  if (!expectsBody || (type !== undefined && !/^application\/json\b/i.test(type))) {
    const what = expectsBody ? `The content type ${type}` : "A body";
    throw new AwsError("UnsupportedMediaTypeException", 415, `${what} is not supported`);
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
