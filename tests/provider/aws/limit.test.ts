import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { startEmulator } from "#emulator/index";
import { GetUseCaseForModelAccessCommand } from "@aws-sdk/client-bedrock";
import { Aws } from "#provider/aws/aws";
import { readAwsConfig } from "#provider/aws/config/config";
import { type Emulator, REGION } from "../../support/emulator/emulated";
import { configFor } from "../../support/hosts/host";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

function aws(requestsPerSecond: number): Aws {
  const all: Record<string, unknown> = configFor(emulator);
  return new Aws({ ...readAwsConfig((key) => all[key]).config, requestsPerSecond });
}

describe("requestsPerSecond", () => {
  it("holds for all clients together and for retries, in whatever order they call", async () => {
    const limited = aws(20);
    emulator.faults.add({
      target: { operation: "GetUseCaseForModelAccess" },
      times: 2,
      effect: { kind: "refusal", code: "InternalServerException", status: 500 },
    });
    const get = (region: string) =>
      limited
        .bedrock({ region })
        .send(new GetUseCaseForModelAccessCommand({}))
        .catch(() => undefined);
    await Promise.all([limited.identity({ region: REGION }), get(REGION), get("us-west-2")]);
    const times = emulator.requests.all().map(({ at }) => at.getTime());
    expect(times).toHaveLength(5);
    // 50 ms lie between two requests, where without a limit there are one or two; timers may fire a little early.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(2 * 50);
  });
});
