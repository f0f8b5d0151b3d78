import { HttpResponse } from "@smithy/core/protocols";

import { readAwsConfig } from "#provider/aws/config/config";
import { Claims, type Neighbours, type Note } from "#provider/core/claims";
import { Bookkeeping } from "#provider/host/dynamic/bookkeeping";
import { DynamicHandler, type DynamicSession } from "#provider/host/dynamic/handler";
import { lifecycleOf } from "#provider/host/lifecycles";
import { openSession } from "#provider/host/session";
import { httpSdk } from "#provider/aws/clients/sdk";

import { REGION } from "../support/emulator/emulated";
import { endpointsAt } from "../support/hosts/config";
import type { Command } from "./command";

/** The secret of every caller, which nobody may ever read. */
export const SECRET_KEY = "canary/secretKey/7c1f0e";

/** Who sends, by the host name that it sends to: each host of a command has an endpoint of its own. */
const senders = new Map<string, Command>();
let endpoints = 0;

/** From now on the AWS SDK asks the commands, and opens no connection. */
export function withoutSockets(): void {
  const { prototype } = httpSdk().NodeHttpHandler;
  prototype.handle = async (request) => {
    const command = senders.get(request.hostname);
    if (!command) throw new Error(`nobody is at ${request.hostname}`);
    return { response: new HttpResponse(await command.send(request)) };
  };
}

/** The notes that the hosts of one command leave for one another. */
export class Notes {
  readonly #notes: { readonly by: object; readonly note: Note }[] = [];

  of(host: object): Neighbours {
    return {
      tell: (note) => void this.#notes.push({ by: host, note: structuredClone(note) }),
      told: () => this.#notes.filter(({ by }) => by !== host).map(({ note }) => note),
    };
  }
}

/** What a provider's host process is to one command: what its resources learn, the next command does not know. */
export class SimulatedHost {
  readonly #handlers = new Map<string, DynamicHandler>();
  readonly #config: Readonly<Record<string, string>>;
  #session: DynamicSession | undefined;

  /** @param heard takes what the provider says */
  constructor(
    private readonly command: Command,
    account: string,
    private readonly notes: Notes,
    private readonly heard: (line: string) => void,
  ) {
    const name = `host-${++endpoints}.localhost`;
    senders.set(name, command);
    this.#config = {
      "aws:region": REGION,
      "aws:accessKey": account,
      "aws:secretKey": SECRET_KEY,
      // A look is what a run costs, and time costs nothing.
      "model-access:pollInterval": "60",
      "aws:endpoints": JSON.stringify(endpointsAt(`http://${name}`)),
    };
    const { problems } = readAwsConfig((key) => this.#config[key]);
    if (problems.length > 0) throw new Error(problems.join("\n"));
  }

  /** Lets the handler of a resource do something, as the stock host would. */
  async ask<T>(type: string, work: (handler: DynamicHandler) => Promise<T>): Promise<T> {
    return this.command
      .during(() => work(this.#handler(type)))
      .catch((thrown: unknown) => {
        this.heard((thrown as Error).message);
        throw thrown;
      });
  }

  #handler(type: string): DynamicHandler {
    const known = this.#handlers.get(type);
    if (known) return known;
    const handler = new DynamicHandler(lifecycleOf(type), (read) => (this.#session ??= this.#open(read)));
    handler.configure({ config: { get: (key) => this.#config[key] } });
    this.#handlers.set(type, handler);
    return handler;
  }

  #open(read: Parameters<typeof openSession>[0]): DynamicSession {
    const say = (urn: string, text: string): void => this.heard(`${urn} ${text}`);
    const opened = openSession(read);
    this.command.onOrphaned(() => opened.interruption.cancel());
    const session = {
      ...opened,
      claims: new Claims(this.notes.of(this)),
      log: { status: say, info: say, warn: say, flushed: async () => undefined },
    };
    return { session, bookkeeping: new Bookkeeping() };
  }
}

/** What was sent to is no more. */
export function forgetHosts(): void {
  senders.clear();
}
