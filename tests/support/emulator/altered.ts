import { createServer, type IncomingMessage, request as send } from "node:http";
import type { AddressInfo } from "node:net";

import type { Emulator } from "./emulated";

type Answer = Record<string, unknown>;
/** What the caller gets instead; undefined leaves the answer as it is. */
type Change = (path: string, answer: Answer) => Answer | undefined;

/** The emulator as seen through answers that differ from its own: members left out, listings that lag. */
export interface Altered {
  readonly url: string;
  change: Change;
  /** What AWS takes for the time, where ours is off. */
  date?: Date;
  close(): Promise<void>;
}

export async function startAltered({ url }: Pick<Emulator, "url">, change: Change): Promise<Altered> {
  const server = createServer((incoming, outgoing) => {
    const { method, url: path = "/", headers } = incoming;
    void bodyOf(incoming).then((body) => {
      const forwarded = send(new URL(path, url), { method, headers }, (answered) => {
        void bodyOf(answered).then((text) => {
          const { "content-length": _, "transfer-encoding": __, ...rest } = answered.headers;
          const { date } = altered;
          outgoing.writeHead(answered.statusCode ?? 500, {
            ...rest,
            ...(date && { date: date.toUTCString() }),
          });
          outgoing.end(answered.statusCode === 200 ? changed(path, text) : text);
        });
      });
      forwarded.on("error", () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const altered: Altered = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    change,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const changed = (path: string, text: Buffer): string | Buffer => {
    if (!text.toString().startsWith("{")) return text;
    const other = altered.change(path, JSON.parse(text.toString()) as Answer);
    return other === undefined ? text : JSON.stringify(other);
  };
  return altered;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
