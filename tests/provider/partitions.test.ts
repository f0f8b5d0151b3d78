import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, MEMBER } from "../support/emulator/emulated";
import { GOVERNMENT, inGovernment } from "../support/emulator/government";
import { configFor, Host } from "../support/hosts/host";

const { region, customModel, classifier } = GOVERNMENT;
const ORGANIZATION = `arn:aws-us-gov:organizations::${ACCOUNT}:organization/o-exampleorgid`;

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ clock: new RunningClock(1200), world: inGovernment });
});
afterEach(() => emulator.close());

/** Whoever comes last is who calls. */
const hostFor = (account: string) => Host.start({ ...configFor(emulator, account), "aws:region": region });

describe("in GovCloud", () => {
  it("a custom model is shared, accepted, copied and let go again", async () => {
    const owner = await hostFor(ACCOUNT);
    const share = owner.resource("CustomModelShare");
    const args = { name: "models", resourceArns: [customModel], principals: [ORGANIZATION] };
    expect(await share.up(args)).toBe("create");
    const shareArn = share.state!.id;
    expect(shareArn).toMatch(/^arn:aws-us-gov:ram:us-gov-west-1:/);
    expect(await share.up(args)).toBe("same");
    expect(await share.refresh()).toEqual({});

    const member = await hostFor(MEMBER);
    const acceptance = member.resource("CustomModelShareAcceptance");
    expect(await acceptance.up({ shareArn })).toBe("create");
    expect(acceptance.outputs).toMatchObject({ mode: "organization", status: "ACTIVE", region });
    const copy = member.resource("CustomModelCopy");
    expect(await copy.up({ sourceModelArn: customModel, modelName: "triage-copy" })).toBe("create");
    expect(copy.outputs["modelArn"]).toMatch(
      /^arn:aws-us-gov:bedrock:us-gov-west-1:444455556666:custom-model\//,
    );
    expect(await copy.refresh()).toEqual({});
    await copy.destroy();
    await acceptance.destroy();
    share.on(await hostFor(ACCOUNT));
    await share.destroy();
  });

  it("a model of Comprehend is opened, imported and let go again", async () => {
    const policy = (await hostFor(ACCOUNT)).resource("ComprehendModelPolicy");
    const args = { resourceArn: classifier, importers: [{ accountId: MEMBER }] };
    expect(await policy.up(args)).toBe("create");
    expect(await policy.up(args)).toBe("same");
    expect(await policy.refresh()).toEqual({});
    const copy = (await hostFor(MEMBER)).resource("ComprehendModelImport");
    expect(await copy.up({ sourceModelArn: classifier, modelName: "topics" })).toBe("create");
    expect(copy.state!.id).toMatch(
      /^arn:aws-us-gov:comprehend:us-gov-west-1:444455556666:document-classifier\/topics/,
    );
    expect(await copy.refresh()).toEqual({});
    await copy.destroy();
    policy.on(await hostFor(ACCOUNT));
    await policy.destroy();
  });
});
