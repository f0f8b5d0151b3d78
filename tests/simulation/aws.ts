import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

import { type Clock, Faults, type Fault, Incidents, RequestLog, type WorldFile } from "#emulator/index";
import { completeWorld } from "#emulator/index";
import { serve, type ServerOptions } from "#emulator/server/server";
import { Store } from "#emulator/state/store";

/** A request as the AWS SDK hands it to what sends it. */
export interface Sent {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What comes back. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Readable;
}

/** The connection broke. */
class Reset extends Error {
  override readonly name = "TimeoutError";
  readonly code = "ECONNRESET";
  constructor() {
    super("read ECONNRESET");
  }
}

/** The emulator, asked without a socket: a request is a call, and nothing but what it waits for is between. */
export class SimulatedAws {
  readonly options: ServerOptions;

  /** @param hosts names that it is asked under over a socket */
  constructor(clock: Clock, file: WorldFile, hosts: readonly string[] = []) {
    const world = completeWorld(file);
    const store = new Store();
    this.options = {
      ...{ world, store, clock, log: new RequestLog(), faults: new Faults(clock) },
      incidents: new Incidents({ world, store, clock }),
      verifySignatures: false,
      allowedHosts: new Set(hosts),
      onChange: () => undefined,
      lastAnswers: new Map(),
    };
  }

  /** Where and when it is, for whoever looks into it past its API. */
  get emulated(): Pick<ServerOptions, "world" | "store" | "clock"> {
    return this.options;
  }

  /** What was changed so far, and took place. */
  get writes(): string[] {
    return this.options.log
      .all()
      .filter(({ access, carriedOut }) => access === "write" && carriedOut)
      .map(({ operation }) => operation);
  }

  /** Lets so many seconds pass, after which no answer of before is given once more. */
  passes(seconds: number): void {
    this.options.clock.tick(seconds);
    this.options.lastAnswers.clear();
  }

  /** Lets the next call go wrong. */
  break(effect: Fault["effect"]): void {
    this.options.faults.add({ times: 1, effect });
  }

  /** @throws Error as a broken connection does */
  async ask(sent: Sent): Promise<Answer> {
    const { method, path, query = {}, headers, body = "" } = sent;
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) =>
        [value ?? ""].flat().map((one): [string, string] => [name, one]),
      ),
    ).toString();
    const message = {
      ...{ method, url: search === "" ? path : `${path}?${search}` },
      headers: Object.fromEntries(
        Object.entries({ host: sent.hostname, ...headers }).map(([name, value]) => [
          name.toLowerCase(),
          value,
        ]),
      ),
      socket: { remoteAddress: "127.0.0.1" },
      async *[Symbol.asyncIterator]() {
        // The SDK warns of whoever takes its bytes for a text, as Buffer.from does to find out.
        yield typeof body === "string"
          ? Buffer.from(body)
          : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      },
    };
    let answer: Answer | undefined;
    const response = {
      writeHead(statusCode: number, given: Record<string, string>) {
        answer = { statusCode, headers: given, body: Readable.from([]) };
        return response;
      },
      end(text: string | Uint8Array) {
        answer = { ...answer!, body: Readable.from([Buffer.from(text)]) };
      },
      socket: { destroy: () => undefined },
    };
    await serve(this.options, message as unknown as IncomingMessage, response as unknown as ServerResponse);
    if (!answer) throw new Reset();
    return answer;
  }
}
