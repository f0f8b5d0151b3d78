import { type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { tryOnlyEmulated } from "#contract/contract";
import { onEmulatedAccount } from "#contract/on-emulator";
import { createHttpServer } from "#emulator/server/connections";
import { ACCOUNT, startStill, THIRD_PARTY } from "../../support/emulator/emulated";

/** A request as the AWS SDK sends it. */
export interface Sent {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Heard {
  readonly status: number;
  readonly text: string;
}

/** Sends a request as it is, however wrong: no client corrects it. */
export async function send(to: string, { method, url, headers, body }: Sent): Promise<Heard> {
  const { port } = new URL(to);
  const answer = await new Promise<Heard>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path: url, headers }, (response) => {
      const heard = (text: Buffer) => resolve({ status: response.statusCode!, text: text.toString() });
      buffer(response).then(heard, reject);
    });
    sent.on("error", reject).end(body);
  });
  return answer;
}

/** All that the SDK sends when the whole contract is tried with one account, each request once. */
export async function recordContract(): Promise<readonly Sent[]> {
  const emulator = await startStill();
  const sent = new Map<string, Sent>();
  const recorder = createHttpServer((message, response) => {
    void (async () => {
      const headers = Object.entries(message.headers).filter(([name]) => !name.startsWith(":"));
      const one: Sent = {
        method: message.method!,
        url: message.url!,
        headers: Object.fromEntries(headers),
        body: await buffer(message),
      };
      const { "x-amz-target": target = "" } = one.headers;
      sent.set([one.method, one.url, String(target), one.body.toString()].join(" "), one);
      const { status, text } = await send(emulator.url, one);
      response.writeHead(status, { "content-type": "application/json" }).end(text);
    })();
  });
  await new Promise<void>((resolve) => recorder.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`;
  try {
    const pause = async (seconds: number) => emulator.clock.tick(seconds);
    const stage = await onEmulatedAccount(url, ACCOUNT, [THIRD_PARTY], pause, () => undefined);
    await tryOnlyEmulated(stage, () => undefined);
  } finally {
    recorder.closeAllConnections();
    recorder.close();
    await emulator.close();
  }
  return [...sent.values()];
}
