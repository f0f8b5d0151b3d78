import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { createHttpServer } from "#emulator/server/connections";

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Heard {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Sends a request as it is, however wrong: no client corrects it. */
export async function send(to: string, { method, url, headers, body }: Sent): Promise<Heard> {
  const { port } = new URL(to);
  return new Promise<Heard>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path: url, headers }, (response) => {
      const heard = (text: Buffer) => {
        resolve({ status: response.statusCode!, headers: response.headers, body: text.toString() });
      };
      buffer(response).then(heard, reject);
    });
    sent.on("error", reject).end(body);
  });
}

/** The length is what it is by now; whether and how a connection goes on is between us and each side. */
const OF_THE_CONNECTION = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);

/** Somebody between a client and the emulator, who sees all that goes by and answers as they like. */
export interface Between {
  readonly url: string;
  close(): void;
}

export async function between(answer: (sent: Sent) => Promise<Heard>): Promise<Between> {
  const server = createHttpServer((message, response) => {
    void (async () => {
      const headers = Object.entries(message.headers).filter(([name]) => !name.startsWith(":"));
      const { method, url } = message as { method: string; url: string };
      const heard = await answer({
        method,
        url,
        headers: Object.fromEntries(headers),
        body: await buffer(message),
      });
      const others = Object.entries(heard.headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
      response.writeHead(heard.status, Object.fromEntries(others)).end(heard.body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
