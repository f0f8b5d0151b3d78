import { GetFoundationModelAvailabilityCommand } from "@aws-sdk/client-bedrock";
import { expect, it } from "@jest/globals";

import { ACCOUNT, MEMBER, REGION, THIRD_PARTY } from "../support/emulator/emulated";
import { describeExample, type Example } from "../support/engines/examples";
import { madeGrants } from "../support/aws/grants";
import { bedrockOf } from "../support/aws/models";

const ACCEPT = "CreateFoundationModelAgreement";
const GRANT = "CreateGrant";
const VERSION = "CreateGrantVersion";
const owner = { account: ACCOUNT, region: REGION };

describeExample("organization-grant", { speed: 3600 }, (current) => {
  const did: Example["did"] = (run) => current().did(run);
  const memberReads = async () => {
    const command = new GetFoundationModelAvailabilityCommand({ modelId: THIRD_PARTY });
    return (await bedrockOf(current().emulator, MEMBER).send(command)).agreementAvailability!.status;
  };

  it("subscribes once, and the members of a unit use the model by a grant, until it is destroyed", async () => {
    const { emulator, stack } = current();
    // The stack, two providers, the agreement and the grant.
    expect(await did(stack.up())).toEqual([{ create: 5 }, [ACCEPT, GRANT, VERSION]]);
    expect(await stack.outputs()).toMatchObject({
      agreementStatus: { value: "AVAILABLE" },
      grantStatus: { value: "ACTIVE" },
      memberIsSatisfiedBy: { value: "grant" },
    });
    expect(await memberReads()).toBe("AVAILABLE");

    // Drift: deactivated and retagged by hand; and an update of what is declared, in the same run.
    const [grant] = await madeGrants(emulator);
    emulator.incidents.grantDeactivated(owner, grant!.GrantArn!);
    emulator.incidents.grantTagged(owner, grant!.GrantArn!, { stage: "clicked" });
    expect(await memberReads()).toBe("NOT_AVAILABLE");
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { update: 1, same: 4 } });
    await current().configure("stage", "production");
    expect(await did(stack.up({ refresh: true }))).toEqual([
      { update: 1, same: 4 },
      ["TagResource", VERSION],
    ]);
    expect(await memberReads()).toBe("AVAILABLE");
    expect(await did(stack.up({ refresh: true, expectNoChanges: true }))).toEqual([{ same: 5 }, []]);

    expect(await did(stack.destroy())).toEqual([
      { delete: 5 },
      ["DeleteGrant", "DeleteFoundationModelAgreement"],
    ]);
    expect([await madeGrants(emulator), await memberReads()]).toEqual([[], "NOT_AVAILABLE"]);
  });
});
