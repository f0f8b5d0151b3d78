import type { RequestListener } from "node:http";

import {
  DeleteCustomModelCommand,
  GetFoundationModelAvailabilityCommand,
  GetUseCaseForModelAccessCommand,
} from "@aws-sdk/client-bedrock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { Aws } from "#provider/aws/aws";
import { readAwsConfig } from "#provider/aws/config/config";
import type { RegionAndRole } from "#provider/aws/region-and-role";
import { type Emulator, REGION, THIRD_PARTY } from "../../support/emulator/emulated";
import { facing } from "../../support/emulator/hostile";
import { configFor } from "../../support/hosts/host";

const HERE: RegionAndRole = { region: REGION };
const ELSEWHERE: RegionAndRole[] = [
  { region: "us-west-2" },
  { region: REGION, assumeRole: { roleArn: "arn:aws:iam::444455556666:role/deployer" } },
];

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(() => emulator.requests.clear());

const aws = (config: Record<string, string> = {}): Aws => {
  const all: Record<string, string> = { ...configFor(emulator), ...config };
  return new Aws(readAwsConfig((key) => all[key]).config);
};
interface Client {
  readonly config: { readonly retryStrategy: () => Promise<object> };
}
const strategyOf = async ({ config }: Client) => (await config.retryStrategy()) as { mode?: string };

/** How often a client sends what AWS always fails at. */
async function attempts(client: ReturnType<Aws["bedrock"]>): Promise<number> {
  const end = emulator.faults.add({
    target: { operation: "GetUseCaseForModelAccess" },
    effect: { kind: "refusal", code: "InternalServerException", status: 500 },
  });
  await expect(client.send(new GetUseCaseForModelAccessCommand({}))).rejects.toThrow();
  end();
  return emulator.requests.all().length;
}

describe("what AWS throttles", () => {
  it("slows and costs all clients of that account and Region, and no others", async () => {
    const run = aws();
    const strategy = await strategyOf(run.bedrock(HERE));
    expect(strategy.mode).toBe("adaptive");
    expect(await strategyOf(run.ram(HERE))).toBe(strategy);
    expect(await strategyOf(run.organizations(HERE))).toBe(strategy);
    for (const place of ELSEWHERE) expect(await strategyOf(run.bedrock(place))).not.toBe(strategy);
  });

  it("slows also what is sent only once, which repeats nothing", async () => {
    const run = aws({ "aws:maxRetries": "2" });
    const paceOf = (strategy: object) => (strategy as { rateLimiter: unknown }).rateLimiter;
    const once = run.bedrockOnce(HERE);
    expect(paceOf(await strategyOf(once))).toBe(paceOf(await strategyOf(run.bedrock(HERE))));
    expect(await attempts(once)).toBe(1);
    emulator.requests.clear();
    expect(await attempts(run.bedrock(HERE))).toBe(3);
  });

  it.each([
    ["repeated once where a wrong clock is refused: AWS has not looked at it", 403, "adaptive", 2],
    ["repeated once where a wrong clock is refused: AWS has not looked at it", 403, "standard", 2],
    ["not repeated where AWS may have carried it out, whatever the clock", 500, "adaptive", 1],
  ])("sent only once is %s (%i, %s)", async (_what, status, mode, asked) => {
    const date = new Date(Date.now() + 10 * 60_000).toUTCString();
    const refused: RequestListener = (_request, response) => {
      response.writeHead(status, { date, "x-amzn-errortype": "InvalidSignatureException" });
      response.end('{"message":"Signature expired"}');
    };
    const late = await facing(refused, {}, { "aws:retryMode": mode });
    const request = new DeleteCustomModelCommand({ modelIdentifier: "triage" });
    await expect(late.aws.bedrockOnce(HERE).send(request)).rejects.toThrow();
    late.close();
    expect(late.asked()).toBe(asked);
  });

  it("costs only where the stack says aws:retryMode standard", async () => {
    const run = aws({ "aws:retryMode": "standard", "aws:maxRetries": "1" });
    const strategy = await strategyOf(run.bedrock(HERE));
    expect(strategy.mode).toBe("standard");
    expect(await strategyOf(run.ram(HERE))).toBe(strategy);
    expect(await attempts(run.bedrock(HERE))).toBe(2);
  });

  it.each(["adaptive", "standard"])(
    "is repeated for each of sixty at once, where retryMode is %s",
    async (mode) => {
      const client = aws({ "aws:retryMode": mode }).bedrock(HERE);
      emulator.faults.add({
        target: { operation: "GetFoundationModelAvailability" },
        times: 60,
        effect: { kind: "refusal", code: "InternalServerException", status: 500 },
      });
      const request = () => client.send(new GetFoundationModelAvailabilityCommand({ modelId: THIRD_PARTY }));
      const answers = await Promise.allSettled(Array.from({ length: 60 }, request));
      expect(answers.filter(({ status }) => status === "rejected")).toEqual([]);
      expect(emulator.requests.all()).toHaveLength(120);
    },
  );
});
