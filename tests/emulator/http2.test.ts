import { once } from "node:events";
import { connect as connectHttp2, type ClientHttp2Session } from "node:http2";
import { connect } from "node:net";

import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { type Emulator, startEmulator } from "#emulator/index";

let emulator: Emulator;
let session: ClientHttp2Session;
beforeEach(async () => {
  emulator = await startEmulator();
  session = connectHttp2(emulator.url);
});
afterEach(async () => {
  session.destroy();
  await emulator.close();
});

/** A request by HTTP/2, which has `:authority` where HTTP/1.1 has Host. */
async function ask(headers: Record<string, string>): Promise<{ status: number; body: string }> {
  const stream = session.request(headers);
  const [answered] = (await once(stream, "response")) as [{ ":status": number }];
  let body = "";
  for await (const chunk of stream as AsyncIterable<Buffer>) body += chunk.toString();
  return { status: answered[":status"], body };
}

it("one port answers HTTP/2 and HTTP/1.1, on connections at the same time", async () => {
  const path = "/_emulator/clock";
  const [two, one] = await Promise.all([ask({ ":path": path }), fetch(`${emulator.url}${path}`)]);
  expect(two.status).toBe(200);
  expect(one.status).toBe(200);
  expect(Object.keys(JSON.parse(two.body) as object)).toEqual(Object.keys((await one.json()) as object));
});

it("a name that is not ours is refused by HTTP/2 as well", async () => {
  const refused = await ask({ ":path": "/", ":authority": "evil.example.com" });
  expect(refused.status).toBe(403);
});

it("a client that goes away before it has said anything does no harm", async () => {
  const socket = connect(emulator.port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
  const reset = connect(emulator.port, "127.0.0.1");
  await once(reset, "connect");
  reset.resetAndDestroy();
  expect((await ask({ ":path": "/_emulator/clock" })).status).toBe(200);
});
