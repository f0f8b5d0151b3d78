import { DescribeResourcePolicyCommand, PutResourcePolicyCommand } from "@aws-sdk/client-comprehend";
import { afterEach, describe, expect, it } from "@jest/globals";

import { asAssumed, assumptionsOf } from "#emulator/catalogue/assumptions";
import { refusal } from "#emulator/behaviours/refusals";
import { type Emulator, listAssumptions, startEmulator } from "#emulator/index";
import type { Service } from "#emulator/operation/operation";
import { comprehend } from "#emulator/services/comprehend/service";
import { completeWorld } from "#emulator/world-file/load";

import { comprehendOf } from "../support/aws/comprehend";
import { CLASSIFIER } from "../support/emulator/emulated";

const busy = refusal({
  code: "BusyException",
  status: 400,
  source: "assumed",
  what: "a second one",
  message: () => "Ours.",
  or: { ConflictException: 409 },
});
const quoted = refusal({
  code: "SeenException",
  status: 400,
  source: "community",
  what: "x",
  message: () => "AWS's own.",
});
const service: Service = { ...comprehend, refusals: { busy, quoted } };
const assuming = (assumptions: Record<string, string>) => ({ ...completeWorld(), assumptions });

describe("a refusal whose code is assumed", () => {
  it("has the code and status that the world chooses", () => {
    const chosen = asAssumed(busy(), service, assuming({ "comprehend.busy": "ConflictException" }));
    expect(chosen).toMatchObject({ code: "ConflictException", status: 409, message: "Ours." });
  });

  it("is as declared otherwise", () => {
    expect(asAssumed(busy(), service, assuming({}))).toMatchObject({ code: "BusyException", status: 400 });
  });

  it("can be reworded, but what AWS has said cannot", () => {
    const world = assuming({ "comprehend.texts": "reworded" });
    expect(asAssumed(busy(), service, world).message).not.toBe("Ours.");
    expect(asAssumed(quoted(), service, world).message).toBe("AWS's own.");
  });
});

describe("assumptions", () => {
  it("each have a name of their own, which begins with their service, and an alternative", () => {
    const listed = listAssumptions();
    const names = listed.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, alternatives } of listed) {
      expect(name).toMatch(
        /^(aws-marketplace|bedrock|bedrock-runtime|comprehend|iam|kms|license-manager|organizations|protocols|ram|sts)\.\w+$/,
      );
      expect(Object.keys(alternatives).length).toBeGreaterThan(0);
    }
  });

  it("about codes are named after the refusal", () => {
    expect(assumptionsOf([service])).toContainEqual({
      name: "comprehend.busy",
      what: "a second one: BusyException",
      alternatives: { ConflictException: "ConflictException (409)" },
    });
  });
});

describe("a world", () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  it("chooses what AWS does: a policy is read as it was put", async () => {
    emulator = await startEmulator({ world: { assumptions: { "comprehend.policyText": "verbatim" } } });
    const client = comprehendOf(emulator);
    const ResourcePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: ["444455556666"] },
          Action: "comprehend:ImportModel",
          Resource: "*",
        },
      ],
    });
    await client.send(new PutResourcePolicyCommand({ ResourceArn: CLASSIFIER, ResourcePolicy }));
    const shown = await client.send(new DescribeResourcePolicyCommand({ ResourceArn: CLASSIFIER }));
    expect(shown.ResourcePolicy).toBe(ResourcePolicy);
  });
});
