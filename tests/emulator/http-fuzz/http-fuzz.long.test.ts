import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import fc from "../../support/properties";
import { type Emulator, startStill } from "../../support/emulator/emulated";
import { send, type Sent } from "../../support/emulator/wire";
import { mutated } from "./mutations";
import { recordContract } from "./recorded";

/** How many requests each part sends; more by hand: `FUZZ_REQUESTS=100000 npm run test:long -- http-fuzz`. */
const REQUESTS = Number(process.env["FUZZ_REQUESTS"] ?? 2000);

/** The requests to the emulator itself, as its client sends them. */
const CONTROL: readonly Sent[] = [
  ["POST", "clock", { tick: 1 }],
  ["GET", "snapshot"],
  ["PUT", "snapshot", {}],
  ["GET", "requests"],
  ["POST", "faults", { operation: "GetCallerIdentity", effect: { kind: "latency", milliseconds: 0 } }],
  ["POST", "faults/seed", { seed: 1 }],
  ["POST", "incidents", { name: "agreementCancelled", args: [{ account: "1", region: "us-east-1" }, "m"] }],
].map(([method, path, body]) => ({
  method: method as string,
  url: `/_emulator/${path as string}`,
  headers: { host: "127.0.0.1", "content-type": "application/json" },
  body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
}));

let emulator: Emulator;
let recorded: readonly Sent[];
beforeAll(async () => {
  recorded = await recordContract();
  emulator = await startStill();
}, 300_000);
afterAll(() => emulator.close());

const of = (isOfProtocol: (sent: Sent) => boolean) => () => recorded.filter(isOfProtocol);
const isForm = ({ headers }: Sent) => headers["content-type"]?.includes("form-urlencoded") === true;
const hasTarget = ({ headers }: Sent) => headers["x-amz-target"] !== undefined;

const PROTOCOLS: readonly (readonly [string, () => readonly Sent[]])[] = [
  ["the query protocol", of(isForm)],
  ["the JSON protocol", of(hasTarget)],
  ["REST with JSON", of((sent) => !isForm(sent) && !hasTarget(sent))],
  ["the emulator's own requests", () => CONTROL],
];

it.each(PROTOCOLS)(
  "whatever is wrong with a request of %s, the emulator refuses it and never fails",
  async (_protocol, requests) => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(mutated(requests()), async (sent) => {
        const { status, body } = await send(emulator.url, sent);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        expect([status < 500 || status === 501, body]).toEqual([true, body]);
        // What one request has made is not in the way of the next one.
        emulator.requests.clear();
      }),
      { numRuns: REQUESTS },
    );
    // Refused alike for one reason, such as the signature, would prove nothing.
    expect(seen.get(200)).toBeGreaterThan(REQUESTS / 100);
    expect(seen.get(400)).toBeGreaterThan(REQUESTS / 100);
  },
  600_000,
);

it("the emulator's memory does not grow with the requests it has refused or answered", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 1024 / 1024;
  };
  const few = fc.sample(mutated(recorded), { numRuns: REQUESTS, seed: 2 });
  const sendAll = async () => {
    for (const sent of few) await send(emulator.url, sent).catch(() => undefined);
    await fetch(`${emulator.url}/_emulator/reset`, { method: "POST" });
  };
  await sendAll();
  const before = heap();
  for (let round = 0; round < 3; round += 1) await sendAll();
  expect(heap() - before).toBeLessThan(10);
}, 600_000);
