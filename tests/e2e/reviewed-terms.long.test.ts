import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "@jest/globals";

import type { ReviewedTerms } from "#provider/services/bedrock/terms/reviewed-terms";
import { type Ended, runCommand } from "../support/command";
import { ACCOUNT, REGION, THIRD_PARTY, TWO_OFFERS } from "../support/emulator/emulated";
import { describeExample, type Example } from "../support/engines/examples";

const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const at = (modelId: string) => ({ account: ACCOUNT, region: REGION, modelId });

/** The command, where the people of the example would call it. */
function terms({ emulator, project }: Example, ...args: string[]): Promise<Ended> {
  const env = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: emulator.url,
  };
  return runCommand("provider/bin/pulumi-model-access.cjs", ["terms", ...args], { cwd: project.folder, env });
}

describeExample("reviewed-terms", { speed: 1200 }, (current) => {
  it("accepts what was reviewed, refuses what has changed, and goes on once that was reviewed", async () => {
    const { emulator, stack, project } = current();
    const did: Example["did"] = (run) => current().did(run);
    await stack.setAllConfig({ "aws:region": { value: REGION } });
    const pin = JSON.parse(
      readFileSync(join(project.folder, "terms/cohere.command-r-v1-0.json"), "utf8"),
    ) as ReviewedTerms;
    expect(await did(stack.up())).toEqual([{ create: 3 }, [ACCEPT, ACCEPT]]);
    expect(await stack.outputs()).toMatchObject({
      accepted: {
        value: [
          { model: THIRD_PARTY, offer: "offer-cohcommandr", sha256: pin.document.sha256 },
          { model: TWO_OFFERS, offer: "offer-jambaprivate" },
        ],
      },
    });
    expect(await did(stack.up({ expectNoChanges: true }))).toEqual([{ same: 3 }, []]);
    expect((await terms(current(), "check")).status).toBe(0);

    // The terms change, and somebody revokes one of the agreements.
    emulator.incidents.documentChanged(at(THIRD_PARTY), "offer-cohcommandr", { text: "All is ours." });
    emulator.incidents.priceChanged(at(TWO_OFFERS), "offer-jambaprivate", "USE1_InputTokenCount", "7.00");
    emulator.incidents.agreementRevoked(at(THIRD_PARTY));
    await expect(stack.preview()).rejects.toThrow(
      /terms have changed since they were reviewed:\s+cohere\.command-r-v1:0: document\.sha256: [^]*ai21\.jamba-1-5-large-v1:0: prices\.USE1_InputTokenCount: 1\.60 => 7\.00/,
    );
    await current().configure("lookAtTerms", "false");
    await expect(stack.up({ refresh: true })).rejects.toThrow(
      /needs a person: the terms on offer for cohere\.command-r-v1:0 are not those that were reviewed\s+document\.sha256: /,
    );
    expect(current().written()).toEqual([]);
    const { status, stdout: said } = await terms(current(), "check");
    expect([status, said]).toEqual([7, expect.stringContaining("prices.USE1_InputTokenCount: 1.60 => 7.00")]);

    // They are reviewed again: the one is accepted, the other stays as it is, with a warning.
    for (const model of [THIRD_PARTY, TWO_OFFERS]) {
      expect((await terms(current(), "pin", model, "--reviewed-by", "Portia")).status).toBe(0);
    }
    await current().configure("lookAtTerms", "true");
    const { stdout, summary } = await stack.up();
    expect(summary.resourceChanges).toEqual({ update: 2, same: 1 });
    expect(current().written()).toEqual([ACCEPT]);
    expect(stdout).toContain(`the agreement in force for ${TWO_OFFERS} is not the one that was reviewed`);
    expect(await did(stack.refresh({ expectNoChanges: true }))).toEqual([{ same: 3 }, []]);
    expect(stack.stored()).not.toMatch(/X-Amz|offerToken/);

    // What was reviewed is in the state: no file is needed to destroy.
    rmSync(join(project.folder, "terms"), { recursive: true });
    expect(await did(stack.destroy())).toEqual([{ delete: 3 }, [CANCEL, CANCEL]]);
  });
});
