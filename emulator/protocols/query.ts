import { SerializationError } from "../behaviours/refusals";
import type { Protocol, WireAnswer, WireRequest } from "./protocol";

/** Form bodies in, XML out: STS. */
export const query: Protocol = {
  name: "Query",
  behaviours: [
    { source: "botocore", what: "codes stand without Exception, and answers and refusals are XML" },
  ],
  textual: true,
  authCodes: {
    missing: "MissingAuthenticationToken",
    incomplete: "IncompleteSignature",
    invalid: "InvalidClientTokenId",
    expired: "ExpiredToken",
    signature: "SignatureDoesNotMatch",
    denied: "AccessDenied",
  },
  deniedStatus: 403,

  route(service, request) {
    const name = parameters(request).get("Action") ?? "";
    const operation = service.operations.find((candidate) => candidate.name === name);
    return operation ? { name, operation } : { name: name || "a request without an Action" };
  },

  members(_operation, request) {
    const members = nothing();
    for (const [name, value] of parameters(request)) {
      if (name !== "Action" && name !== "Version") put(members, pathOf(name), value);
    }
    return collapse(members) as Record<string, unknown>;
  },

  answer(service, operation, output, requestId) {
    const inner = `<${operation.name}Result>${xml(output as Xml)}</${operation.name}Result>`;
    return document(
      200,
      `<${operation.name}Response xmlns="https://${service.signingName}.amazonaws.com/doc/${service.wireName}/">` +
        `${inner}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation.name}Response>`,
      requestId,
    );
  },

  refuse(error, requestId) {
    const type = error.status < 500 ? "Sender" : "Receiver";
    return document(
      error.status,
      `<ErrorResponse><Error><Type>${type}</Type>${xml({ Code: error.code, Message: error.message })}</Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
      requestId,
    );
  },
};

/** Whether a request without a signature may be one of this protocol. */
export function isFormRequest(request: WireRequest): boolean {
  return (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
}

function parameters(request: WireRequest): URLSearchParams {
  return request.method === "POST" ? new URLSearchParams(request.body.toString("utf8")) : request.query;
}

/** What is named by a client may be called `__proto__`. */
function nothing(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** The parts of a dotted key; no input of ours is half as deep. */
function pathOf(name: string): string[] {
  const path = name.split(".");
  if (path.length > MAX_DEPTH)
    throw new SerializationError(`A key of the request is deeper than ${MAX_DEPTH}`);
  return path;
}

const MAX_DEPTH = 16;

function put(into: Record<string, unknown>, path: string[], value: string): void {
  const [head, ...rest] = path;
  if (rest.length === 0) {
    into[head!] = value;
    return;
  }
  const existing = into[head!];
  const child = typeof existing === "object" && existing !== null ? existing : nothing();
  into[head!] = child;
  put(child as Record<string, unknown>, rest, value);
}

/** Makes a list of `{member: {1: …, 2: …}}`. */
function collapse(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]![0] === "member") {
    const items = Object.entries(entries[0]![1] as Record<string, unknown>);
    return items.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => collapse(item));
  }
  return Object.fromEntries(entries.map(([name, member]) => [name, collapse(member)]));
}

type Xml = string | number | boolean | Date | undefined | readonly Xml[] | { readonly [member: string]: Xml };

function xml(value: Xml): string {
  if (value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    return (value as readonly Xml[]).map((item) => `<member>${xml(item)}</member>`).join("");
  }
  if (typeof value === "object") {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
      .join("");
  }
  return String(value).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function document(status: number, body: string, requestId: string): WireAnswer {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body };
}
