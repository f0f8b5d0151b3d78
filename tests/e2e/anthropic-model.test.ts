import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { OpMap } from "@pulumi/pulumi/automation";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, FORM, MEMBER, REGION, writes } from "../support/emulated";
import { type DeployedStack, describeOnEngines, hostsOf } from "../support/engines";
import { TestProject } from "../support/project";

const EXAMPLE = resolve(__dirname, "../../../examples/anthropic-model");
const SONNET = "anthropic.claude-sonnet-4-20250514-v1:0";
const HAIKU = "anthropic.claude-3-haiku-20240307-v1:0";
const PUT = "PutUseCaseForModelAccess";
const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const at = (account: string, modelId = SONNET) => ({ account, region: REGION, modelId });

describeOnEngines("examples/anthropic-model", (engine) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    emulator = await startEmulator({
      clock: new RunningClock(1200),
      world: { useCaseForm: { effectiveAfterSeconds: 0 } },
    });
    project = new TestProject(`module.exports = require(${JSON.stringify(EXAMPLE)});`, "anthropic-model");
    project.write("Pulumi.yaml", readFileSync(join(EXAMPLE, "Pulumi.yaml"), "utf8"));
    stack = await engine.open(project, {
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: emulator.url,
    });
  });
  afterEach(async () => {
    expect(hostsOf(project)).toEqual([]);
    await emulator.close();
    project.remove();
  });

  /** What a run did, and what it changed in AWS. */
  const did = async (
    run: Promise<{ summary: { resourceChanges?: OpMap } }>,
  ): Promise<[unknown, string[]]> => {
    emulator.requests.clear();
    const { summary } = await run;
    return [summary.resourceChanges, writes(emulator).filter((operation) => operation !== "AssumeRole")];
  };
  const configure = (key: string, value: string) => stack.setAllConfig({ [key]: { value } });

  it("runs up, nothing, every update, every drift, and destroy", async () => {
    expect(await did(stack.up())).toEqual([{ create: 7 }, [PUT, ACCEPT, ACCEPT].sort().reverse()]);
    expect(await stack.outputs()).toMatchObject({
      formSources: { value: ["account", "organization"] },
      statuses: { value: ["AVAILABLE", "AVAILABLE"] },
    });
    expect(await did(stack.up({ expectNoChanges: true }))).toEqual([{ same: 7 }, []]);
    expect(await did(stack.refresh({ expectNoChanges: true }))).toEqual([{ same: 7 }, []]);

    // Updates: of the form, which the member inherits, and of the model.
    await configure("companyName", "Example Corp Europe");
    expect(await did(stack.up())).toEqual([{ update: 2, same: 5 }, [PUT]]);
    await configure("modelId", HAIKU);
    expect(await did(stack.up())).toEqual([{ replace: 2, same: 5 }, [ACCEPT, ACCEPT, CANCEL, CANCEL]]);
    await configure("modelId", SONNET);
    await stack.up();

    // Drift: of an agreement's status, of its being there, of the form, and of the form's being there.
    emulator.incidents.agreementFails(at(ACCOUNT), "INVALID_PAYMENT_INSTRUMENT: card expired");
    emulator.incidents.agreementRevoked(at(MEMBER));
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { update: 1, delete: 1, same: 5 } });
    expect(await did(stack.up({ refresh: true }))).toEqual([
      { update: 1, create: 1, same: 5 },
      [ACCEPT, ACCEPT],
    ]);
    emulator.incidents.formFiled(at(ACCOUNT), FORM);
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { update: 2, same: 5 } });
    expect(await did(stack.up({ refresh: true }))).toEqual([{ update: 2, same: 5 }, [PUT]]);
    emulator.incidents.formRemoved(at(ACCOUNT));
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { delete: 2, same: 5 } });
    expect(await did(stack.up({ refresh: true }))).toEqual([{ create: 2, same: 5 }, [PUT]]);
    expect(await did(stack.refresh({ expectNoChanges: true }))).toEqual([{ same: 7 }, []]);

    expect(await did(stack.destroy())).toEqual([{ delete: 7 }, [CANCEL, CANCEL]]);
  }, 180_000);
});
