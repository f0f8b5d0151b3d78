import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";

import { asAssumed } from "../catalogue/assumptions";
import { readAuthorization, verifySignature } from "../authentication/signature";
import { type BreakableServer, createHttpServer } from "./connections";
import { control, type Controlled, isControlPath } from "../control/routes";
import { AuthorizationError, AwsError, notEmulated, SerializationError } from "../behaviours/refusals";
import { enforce } from "../authorization/enforcement";
import { type FaultEffect, refusalOf } from "../requests/faults";
import { type AnyOperation, nameOf, type Origin, type Service } from "../operation/operation";
import { anonymous, type Principal, principalOf, requireRegion } from "../authentication/principals";
import { authMessages, type Protocol, type WireAnswer, type WireRequest } from "../protocols/protocol";
import { isFormRequest, query } from "../protocols/query";
import { restJson } from "../protocols/rest-json";
import { documentAt, isDocumentPath } from "../services/bedrock/documents";
import { services } from "../services/services";
import { asInput, decode, validationMessage, violations } from "../validation/interpret";
import type { World } from "../world/schema";

/** More than any emulated operation takes. */
const BODY_LIMIT_BYTES = 1024 * 1024;

export interface ServerOptions extends Controlled {
  readonly world: World;
  readonly verifySignatures: boolean;
  /** Host names, without port, that requests may name. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Called when something may have changed; `always` when that may be the time alone. */
  readonly onChange: (always: boolean) => void;
}

/** What is known of a request so far; it is completed on the way, so that a refusal can be logged as far as it came. */
interface Progress {
  protocol: Protocol;
  service: string;
  /** Once it is known which one is emulated. */
  emulated?: Service;
  operation: string;
  access: "read" | "write";
  account: string;
  region: string;
  subject?: string;
  carriedOut: boolean;
  effect?: FaultEffect | undefined;
}

export function createEmulatorServer(options: ServerOptions): BreakableServer {
  return createHttpServer((message, response) => {
    void serve(options, message, response);
  });
}

/** Answers one request, wherever it comes from. */
export async function serve(
  options: ServerOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = randomUUID();
  const at = new Date();
  const progress: Progress = {
    protocol: restJson,
    service: "unknown",
    operation: `${message.method} ${message.url?.split("?")[0]}`,
    access: "read",
    account: "",
    region: "-",
    carriedOut: false,
  };
  let refused: AwsError | undefined;
  const refuse = (error: unknown): WireAnswer => {
    if (error instanceof BrokenConnection) throw error;
    const { emulated } = progress;
    const usual = toAwsError(error, progress);
    refused = emulated ? asAssumed(usual, emulated, options.world) : usual;
    return progress.protocol.refuse(refused, requestId, { service: emulated, world: options.world });
  };
  let answer: WireAnswer | undefined;
  let broken: string | undefined;
  try {
    const request = await readRequest(message, options.allowedHosts);
    if (isControlPath(request.path)) {
      const { status, headers, body } = control(message.socket.remoteAddress, request, options);
      options.onChange(true);
      response.writeHead(status, headers).end(body);
      return;
    }
    const whole = await respond(options, request, originOf(message), progress, requestId).catch(refuse);
    // What breaks an answer breaks a refusal as well.
    answer = afterEffect(progress.effect, whole);
  } catch (error) {
    if (error instanceof BrokenConnection) broken = error.reason;
    else answer = refuse(error);
  }
  if (answer) {
    const retryAfter = refused?.retryAfterSeconds;
    response.writeHead(answer.status, {
      ...answer.headers,
      ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
    });
    response.end(answer.body);
  } else {
    response.socket?.destroy();
  }
  options.log.add({
    requestId,
    at,
    account: progress.account,
    region: progress.region,
    service: progress.service,
    operation: progress.operation,
    access: progress.access,
    ...(progress.subject !== undefined && { subject: progress.subject }),
    status: answer?.status ?? 0,
    ...(refused && { error: refused.code }),
    ...(broken !== undefined && { error: broken }),
    carriedOut: progress.carriedOut,
    milliseconds: Date.now() - at.getTime(),
  });
}

/** The connection ends without an answer: a fault broke it, or there is nobody at its end. */
class BrokenConnection extends Error {
  constructor(readonly reason: "ConnectionReset" | "NoSuchEndpoint" = "ConnectionReset") {
    super(reason);
  }
}

/** AWS's order of checks, read from top to bottom. */
async function respond(
  options: ServerOptions,
  request: WireRequest,
  origin: Origin,
  progress: Progress,
  requestId: string,
): Promise<WireAnswer> {
  const { world, store, clock } = options;

  // A document lies where no operation does, and its address is all that it takes.
  if (isDocumentPath(request.path)) {
    // S3 refuses in XML, as the query protocol does.
    Object.assign(progress, { protocol: query, service: "documents", operation: "GetDocument" });
    progress.effect = options.faults.next(progress);
    await beforeEffect(progress.effect, {});
    return documentAt(request, options);
  }

  // FIRST: which service is it for? The signature tells; only a form request can do without one.
  const authorization = readAuthorization(request);
  progress.service = authorization?.service ?? (isFormRequest(request) ? "sts" : "unsigned");
  const service = findService(progress.service, request);
  progress.emulated = service;
  progress.service = nameOf(service);
  progress.protocol = service.protocol;
  progress.region = authorization?.region ?? "us-east-1";
  // Where a service is not, its endpoint has no address: no answer, and no refusal either.
  if (service.regions && !service.regions.has(progress.region)) throw new BrokenConnection("NoSuchEndpoint");

  // THEN: which operation?
  const routed = service.protocol.route(service, request);
  progress.operation = routed.name;
  const { operation } = routed;
  if (!operation) throw notEmulated(`${nameOf(service)} ${routed.name}`);
  progress.access = operation.access;

  // THEN: who calls, and may they call here?
  let principal: Principal = anonymous;
  if (authorization) {
    principal = principalOf(authorization, world, store);
    progress.account = principal.account;
    requireRegion(authorization.region, principal.account, world);
    if (options.verifySignatures) await verifySignature(request, authorization, principal.secretAccessKey);
  } else if (!operation.anonymous) {
    throw new AuthorizationError("missing");
  }

  // THEN: the input's types, its constraints, what the caller is allowed, and last the state.
  const input = decode(
    operation.input,
    service.protocol.members(operation, request, world),
    service.protocol.textual,
  );
  if (operation.subject !== undefined && typeof input[operation.subject] === "string") {
    progress.subject = input[operation.subject] as string;
  }
  const broken = violations(operation.input, input, service.hidesValues);
  if (broken.length > 0) throw new AwsError(service.validationCode, 400, validationMessage(broken));
  const { account } = principal;
  const url = `http://${request.headers.host}`;
  const call = { account, region: progress.region, principal, origin, url, world, store, clock };
  enforce(services, service, operation, input, call);
  const effect = (progress.effect = options.faults.next(progress));
  await beforeEffect(effect, input);
  const remembered = JSON.stringify([progress.service, operation.name, call.account, call.region, input]);
  const stale = effect?.kind === "stale" ? options.lastAnswers.get(remembered) : undefined;
  if (stale) return stale;
  if (operation.writes?.(asInput(input) as never, call)) progress.access = "write";
  const output = run(operation, input, call);
  progress.carriedOut = true;
  const answer = service.protocol.answer(service, operation, output, requestId);
  if (progress.access === "read") options.lastAnswers.set(remembered, answer);
  options.onChange(false);
  return answer;
}

async function beforeEffect(effect: FaultEffect | undefined, input: Record<string, unknown>): Promise<void> {
  if (effect?.kind === "latency") await setTimeout(effect.milliseconds);
  if (effect?.kind === "refusal") throw refusalOf(effect, input);
  if (effect?.kind === "reset" && effect.when === "before") throw new BrokenConnection();
}

function afterEffect(effect: FaultEffect | undefined, answer: WireAnswer): WireAnswer {
  switch (effect?.kind) {
    case "reset":
      throw new BrokenConnection();
    case "html":
      return { ...answer, headers: { "content-type": "text/html" }, body: "<html><body>proxy</body></html>" };
    case "truncated":
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    default:
      return answer;
  }
}

function run(
  operation: AnyOperation,
  input: Record<string, unknown>,
  call: Parameters<AnyOperation["run"]>[1],
): object {
  return operation.run(asInput(input) as never, call);
}

/** The service that is signed for. Of several, AWS goes by the host's name, which is ours for all: the one that has the operation. */
function findService(signingName: string, request: WireRequest): Service {
  if (signingName === "unsigned") throw new AuthorizationError("missing");
  const signed = services.filter((candidate) => candidate.signingName === signingName);
  const service =
    signed.find((candidate) => candidate.protocol.route(candidate, request).operation) ?? signed[0];
  if (!service) throw notEmulated(`the service ${signingName}`);
  return service;
}

async function readRequest(
  message: IncomingMessage,
  allowedHosts: ReadonlySet<string>,
): Promise<WireRequest> {
  const url = urlOf(message.url ?? "/");
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    // The rest is read and dropped, so that the client hears the answer instead of a broken connection.
    if (length <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  // HTTP/2 has another word for it.
  const host = message.headers.host ?? message.headers[":authority"]?.toString();
  requireKnownHost(host, allowedHosts);
  if (length > BODY_LIMIT_BYTES) {
    throw new AwsError(
      "RequestEntityTooLargeException",
      413,
      `The body is larger than ${BODY_LIMIT_BYTES} bytes`,
    );
  }
  return {
    method: message.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: { ...message.headers, host },
    body: Buffer.concat(chunks),
  };
}

/** The emulator speaks no TLS itself; a proxy before it that does says so. */
function originOf({ socket, headers }: IncomingMessage): Origin {
  return {
    address: (socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    isEncrypted: headers["x-forwarded-proto"] === "https",
  };
}

/** The target of a request: a path, also one that begins with two slashes, or a whole URL as proxies send it. */
function urlOf(target: string): URL {
  const whole = target.startsWith("/") ? `http://emulator${target}` : target;
  if (!URL.canParse(whole)) throw new AwsError("BadRequestException", 400, "The request names no path");
  return new URL(whole);
}

/** A page in a browser can make the browser call loopback under a name of its own; such names are refused. */
function requireKnownHost(host: string | undefined, allowedHosts: ReadonlySet<string>): void {
  const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
  if (!allowedHosts.has(name) && !name.endsWith(".localhost")) {
    throw new AwsError(
      "ForbiddenHostException",
      403,
      `The Host ${name || "(none)"} is not allowed (--allow-host)`,
    );
  }
}

function toAwsError(error: unknown, progress: Progress): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof AuthorizationError) {
    const { authCodes, deniedStatus } = progress.protocol;
    const isDenied = error.problem === "denied";
    const status = isDenied ? deniedStatus : 403;
    const code = (isDenied ? progress.emulated?.deniedCode : undefined) ?? authCodes[error.problem];
    return new AwsError(code, status, error.detail ?? authMessages[error.problem]);
  }
  if (error instanceof SerializationError) return new AwsError("SerializationException", 400, error.message);
  // A bug of the emulator must look like a failure of AWS to the client, and like a bug to whoever runs it.
  process.stderr.write(`model-access-emulator: a bug in ${progress.operation}: ${(error as Error).stack}\n`);
  return new AwsError("InternalServerException", 500, "The emulator failed; its own output tells why");
}
