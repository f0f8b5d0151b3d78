import { expect, it } from "@jest/globals";

import { ACCOUNT, FORM, MEMBER, REGION } from "../support/emulator/emulated";
import { describeExample, type Example } from "../support/engines/examples";

const SONNET = "anthropic.claude-sonnet-4-20250514-v1:0";
const HAIKU = "anthropic.claude-3-haiku-20240307-v1:0";
const PUT = "PutUseCaseForModelAccess";
const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const at = (account: string, modelId = SONNET) => ({ account, region: REGION, modelId });

const world = { useCaseForm: { effectiveAfterSeconds: 0 } };

describeExample("anthropic-model", { speed: 1200, world }, (current) => {
  const configure = (key: string, value: string) => current().configure(key, value);
  const did: Example["did"] = (run) => current().did(run);

  it("runs up, nothing, every update, every drift, and destroy", async () => {
    const { emulator, stack } = current();
    expect(await did(stack.up())).toEqual([{ create: 7 }, [PUT, ACCEPT, ACCEPT].sort().reverse()]);
    expect(await stack.outputs()).toMatchObject({
      formSources: { value: ["account", "organization"] },
      statuses: { value: ["AVAILABLE", "AVAILABLE"] },
    });
    expect(await did(stack.up({ refresh: true, expectNoChanges: true }))).toEqual([{ same: 7 }, []]);

    // Updates: of the form, which the member inherits, and of the model.
    await configure("companyName", "Example Corp Europe");
    await configure("modelId", HAIKU);
    const [updated, updates] = await did(stack.up());
    expect(updated).toEqual({ update: 2, replace: 2, same: 3 });
    expect(updates.sort()).toEqual([ACCEPT, ACCEPT, CANCEL, CANCEL, PUT]);

    // Drift: of an agreement's status, of another's being there, of the form; then of the form's being there.
    emulator.incidents.agreementFails(at(ACCOUNT, HAIKU), "INVALID_PAYMENT_INSTRUMENT: card expired");
    emulator.incidents.agreementRevoked(at(MEMBER, HAIKU));
    emulator.incidents.formFiled(at(ACCOUNT), FORM);
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { update: 4, same: 3 } });
    const [repaired, repairs] = await did(stack.up({ refresh: true }));
    expect(repaired).toEqual({ update: 4, same: 3 });
    expect(repairs.sort()).toEqual([ACCEPT, ACCEPT, PUT]);
    emulator.incidents.formRemoved(at(ACCOUNT));
    expect(await did(stack.up({ refresh: true }))).toEqual([{ create: 2, same: 5 }, [PUT]]);

    expect(await did(stack.destroy())).toEqual([{ delete: 7 }, [CANCEL, CANCEL]]);
  });
});
