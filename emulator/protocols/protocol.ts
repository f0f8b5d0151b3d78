import type { IncomingHttpHeaders } from "node:http";

import type { Behaviour } from "../behaviours/behaviours";
import type { AuthProblem, AwsError } from "../behaviours/refusals";
import type { Members } from "../validation/shapes";
import type { World } from "../world/schema";

/** A request as it came in: the path still percent-encoded and without its query. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An operation, as far as the wire shows it. */
export interface WireOperation<M extends Members = Members> {
  readonly name: string;
  /** Only for rest-json services. */
  readonly http?: {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    /** It answers a {@link Payload}: what the client accepts is the operation's affair. */
    readonly answers?: "payload";
  };
  readonly input: M;
}

/** A service, as far as the wire shows it. */
export interface WireService<Operation extends WireOperation = WireOperation> {
  /** The name requests are signed for. */
  readonly signingName: string;
  /** Where the shapes of its errors are defined, as its answers say it; only where somebody has seen it. */
  readonly errorNamespace?: string;
  /** The prefix of `X-Amz-Target`, or the API version of the query protocol. */
  readonly wireName: string;
  readonly timestamps: "iso8601" | "epoch";
  /** The code of a broken constraint. */
  readonly validationCode: string;
  readonly operations: readonly Operation[];
}

/** What a request asks for; `operation` is missing when the service has no such operation here. */
interface Routed<Operation extends WireOperation> {
  /** The operation's name, or as much of one as the wire tells. */
  readonly name: string;
  readonly operation?: Operation;
}

/** Who refuses, as far as it is known, in which world. */
interface Asked {
  readonly service?: WireService | undefined;
  readonly world: World;
}

/** One of AWS's ways to write a call and its answer. It knows no service and no behaviour. */
export interface Protocol {
  /** As AWS calls it. */
  readonly name: string;
  readonly behaviours: readonly Behaviour[];
  /** Numbers and booleans arrive as text. */
  readonly textual: boolean;
  /** How a refused signature is called here. */
  readonly authCodes: Readonly<Record<AuthProblem, string>>;
  /** The status of what a policy denies. */
  readonly deniedStatus: number;
  route<Operation extends WireOperation>(
    service: WireService<Operation>,
    request: WireRequest,
  ): Routed<Operation>;
  /** The raw members of a call; throws a SerializationError or an AwsError when they cannot be read. */
  members(operation: WireOperation, request: WireRequest, world: World): Record<string, unknown>;
  answer(service: WireService, operation: WireOperation, output: object, requestId: string): WireAnswer;
  refuse(error: AwsError, requestId: string, asked: Asked): WireAnswer;
}

/** What AWS says for each problem; the code depends on the protocol. */
export const authMessages: Readonly<Record<AuthProblem, string>> = {
  missing: "Missing Authentication Token",
  incomplete: "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters",
  invalid: "The security token included in the request is invalid.",
  expired: "The security token included in the request is expired",
  signature:
    "The request signature we calculated does not match the signature you provided. " +
    "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  denied: "You do not have sufficient access to perform this action.",
};

/** `JSON.stringify` that writes dates the way the service does. */
export function toJson(output: object, timestamps: WireService["timestamps"]): string {
  const write = (value: unknown): unknown => {
    if (value instanceof Date) {
      return timestamps === "epoch" ? value.getTime() / 1000 : value.toISOString();
    }
    if (Array.isArray(value)) return value.map(write);
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, write(member)]));
    }
    return value;
  };
  return JSON.stringify(write(output));
}
