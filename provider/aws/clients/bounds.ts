import type { Readable } from "node:stream";

import type {
  HandlerExecutionContext,
  InitializeHandler,
  InitializeHandlerArguments,
  MetadataBearer,
  MiddlewareStack,
  NodeHttpHandlerOptions,
} from "@smithy/types";

import { ModelAccessError } from "../../core/errors";
import { catalogue } from "../errors/catalogue";
import type { Limitable } from "./limit";
import { httpSdk } from "./sdk";

/** What no answer of AWS exceeds. Without these, a server that never comes to an end holds a run for ever. */
export interface Bounds {
  /** From the sending of a request to the last byte of its answer. */
  readonly answerSeconds: number;
  /** How many pages one listing may have. */
  readonly pages: number;
}

/** An answer has at most a thousand short rows; KMS lists up to 50,000 grants of a key, fifty to a page. */
export const BOUNDS: Bounds = { answerSeconds: 5 * 60, pages: 2000 };

/** AWS has begun to answer, and does not end. It is not asked again: that would take as long each time. */
export class SlowAnswer extends ModelAccessError {
  override readonly name = "SlowAnswer";

  constructor(seconds: number) {
    super(`${catalogue.slowAnswer.says} within ${seconds} s`, catalogue.slowAnswer.next);
  }
}

/** A page always names another one. What was listed so far says nothing, least of all that something is not there. */
class EndlessListing extends ModelAccessError {
  override readonly name = "EndlessListing";

  constructor(operation: string, pages: number) {
    super(
      `${operation} ${catalogue.endlessListing.says} after ${pages} pages`,
      catalogue.endlessListing.next,
    );
  }
}

export type HttpHandler = InstanceType<ReturnType<typeof httpSdk>["NodeHttpHandler"]>;

/** Connections whose answers end in time, or are broken off. The SDK's own limit ends with the first byte. */
export function boundedHandler(options: NodeHttpHandlerOptions, { answerSeconds }: Bounds): HttpHandler {
  const handler = new (httpSdk().NodeHttpHandler)(options);
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, given) => {
    const started = performance.now();
    const answered = await handle(request, given);
    const body = answered.response.body as Readable;
    const left = answerSeconds * 1000 - (performance.now() - started);
    const timer = setTimeout(() => body.destroy(new SlowAnswer(answerSeconds)), Math.max(0, left));
    body.once("close", () => clearTimeout(timer));
    return answered;
  };
  return handler;
}

/** The member of an operation's input that asks for a further page. */
const PAGE_TOKENS = ["nextToken", "NextToken", "Marker"] as const;

type Input = Readonly<Record<string, unknown>>;

/** Makes each listing of a client end. The SDK's paginators ask for all pages with one and the same object. */
export function withPageLimit<C extends Limitable>(client: C, { pages }: Bounds): C {
  const asked = new WeakMap<object, number>();
  const counted =
    (next: InitializeHandler<Input, MetadataBearer>, { commandName = "" }: HandlerExecutionContext) =>
    (request: InitializeHandlerArguments<Input>) => {
      const { input } = request;
      if (PAGE_TOKENS.some((name) => input[name] !== undefined)) {
        const page = (asked.get(input) ?? 1) + 1;
        if (page > pages) throw new EndlessListing(commandName.replace(/Command$/, ""), pages);
        asked.set(input, page);
      }
      return next(request);
    };
  const stack = client.middlewareStack as MiddlewareStack<Input, MetadataBearer>;
  stack.add(counted, { step: "initialize", name: "pages" });
  return client;
}
