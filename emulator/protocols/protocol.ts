import type { IncomingHttpHeaders } from "node:http";

import type { Behaviour } from "../behaviours/behaviours";
import type { AwsError } from "../operation/errors";
import type { AnyOperation, Service } from "../operation/operation";
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

/** What a request asks for; `operation` is missing when the service has no such operation here. */
export interface Routed {
  /** The operation's name, or as much of one as the wire tells. */
  readonly name: string;
  readonly operation?: AnyOperation;
}

/** Who refuses, as far as it is known, in which world. */
interface Asked {
  readonly service?: Service | undefined;
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
  route(service: Service, request: WireRequest): Routed;
  /** The raw members of a call; throws a SerializationError or an AwsError when they cannot be read. */
  members(operation: AnyOperation, request: WireRequest, world: World): Record<string, unknown>;
  answer(service: Service, operation: AnyOperation, output: object, requestId: string): WireAnswer;
  refuse(error: AwsError, requestId: string, asked: Asked): WireAnswer;
}

export type AuthProblem = "missing" | "incomplete" | "invalid" | "expired" | "signature" | "denied";

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
export function toJson(output: object, timestamps: Service["timestamps"]): string {
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
