import { BedrockClient, ListFoundationModelAgreementOffersCommand } from "@aws-sdk/client-bedrock";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { expect, it } from "@jest/globals";

import { defaultWorld } from "#emulator/index";
import { sts } from "../support/aws/clients";
import { MEMBER, REGION, THIRD_PARTY } from "../support/emulator/emulated";
import { describeExample, type Example } from "../support/engines/examples";

const AGREE = "CreateFoundationModelAgreement";
const REVOKE = "DeleteFoundationModelAgreement";
const [MAKE, ATTACH, DETACH, REMOVE] = ["CreatePolicy", "AttachPolicy", "DetachPolicy", "DeletePolicy"];
const { accounts } = defaultWorld;
/** A role of a member account that IAM allows everything: what holds it is the guard. */
const world = {
  accounts: {
    ...accounts,
    [MEMBER]: { ...accounts[MEMBER], roles: { ...accounts[MEMBER].roles, chat: {} } },
  },
};
const place = { account: MEMBER, region: REGION, modelId: THIRD_PARTY };

/** Calls the model as an application of the member account would, and says what came of it. */
async function call({ emulator }: Example): Promise<string> {
  const RoleArn = `arn:aws:iam::${MEMBER}:role/chat`;
  const { Credentials } = await sts(emulator).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "app" }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  const credentials = {
    ...{ accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! },
  };
  const settings = { region: REGION, endpoint: emulator.url, credentials, maxAttempts: 1 };
  const messages = [{ role: "user" as const, content: [{ text: "Hello" }] }];
  // Whoever reviews has to see the terms at every station.
  const offers = new ListFoundationModelAgreementOffersCommand({ modelId: THIRD_PARTY });
  expect((await new BedrockClient(settings).send(offers)).offers).toHaveLength(1);
  try {
    await new BedrockRuntimeClient(settings).send(new ConverseCommand({ modelId: THIRD_PARTY, messages }));
    return "answered";
  } catch (error) {
    return (error as Error).message;
  }
}
const DENIED = expect.stringMatching(
  /not authorized to perform: bedrock:InvokeModel .* with an explicit deny in a service control policy/,
);

describeExample("block-review-enable", { speed: 1200, world }, (current) => {
  const did: Example["did"] = (run) => current().did(run);

  it("tells what it would do, and makes no policy, until it is told to attach", async () => {
    const { stack } = current();
    // The stack, the provider and the guard.
    expect(await did(stack.up())).toEqual([{ create: 3 }, []]);
    const { simulation, sizes } = await stack.outputs();
    expect(simulation!.value).toEqual(
      expect.arrayContaining([
        "anybody else: InvokeModel of unnamed.model-v1:0, direct, in us-east-1: denied by DenyUnlistedModels",
        "anybody else: Subscribe to prod-unnamedproduct: denied by DenySubscribe",
        "exempt: CreateFoundationModelAgreement: not denied",
      ]),
    );
    expect(sizes!.value).toContainEqual(expect.stringMatching(/^scp\[0\]: \d{4} of 10240 characters$/));
    expect(await did(stack.destroy())).toEqual([{ delete: 3 }, []]);
  });

  it("blocks, is reviewed, enables, and blocks again, with nothing open in between", async () => {
    const { emulator, stack } = current();
    const isAgreed = (): string[] =>
      current()
        .written()
        .filter((one) => one === AGREE || one === REVOKE);
    // Before there is a guard, the first call of anybody subscribes: that is what has to end.
    expect(await call(current())).toBe("answered");
    emulator.incidents.agreementRevoked(place);

    // Blocked: the policy is there before it is attached.
    await current().configure("guard", "attach");
    expect(await did(stack.up())).toEqual([{ create: 5 }, [MAKE, ATTACH]]);
    emulator.requests.clear();
    expect(await call(current())).toEqual(DENIED);
    expect(isAgreed()).toEqual([]);
    expect(await did(stack.up({ refresh: true, expectNoChanges: true }))).toEqual([{ same: 5 }, []]);

    // Enabled: the agreement first, then a guard that lets the model through, and the old one goes last.
    await current().configure("enabled", JSON.stringify(["command-r"]));
    expect(await stack.preview()).toMatchObject({ changeSummary: { create: 1, replace: 2, same: 3 } });
    const [enabled, writes] = await did(stack.up());
    expect(enabled).toEqual({ create: 1, replace: 2, same: 3 });
    expect(writes).toEqual([AGREE, MAKE, ATTACH, DETACH, REMOVE]);
    expect(await call(current())).toBe("answered");

    // Revoked by hand: the guard keeps the next call from subscribing again.
    emulator.requests.clear();
    emulator.incidents.agreementRevoked(place);
    expect(await call(current())).toMatch(/aws-marketplace:Subscribe|AWS Marketplace/);
    expect(isAgreed()).toEqual([]);
    expect(await did(stack.up({ refresh: true }))).toEqual([{ update: 1, same: 5 }, [AGREE]]);
    expect(await call(current())).toBe("answered");

    // Blocked again: the guard closes before the agreement goes.
    await stack.removeConfig("enabled");
    const [blocked, closing] = await did(stack.up());
    expect(blocked).toEqual({ replace: 2, delete: 1, same: 3 });
    expect(closing).toEqual([MAKE, ATTACH, DETACH, REMOVE, REVOKE]);
    expect(await call(current())).toEqual(DENIED);

    expect(await did(stack.destroy())).toEqual([{ delete: 5 }, [DETACH, REMOVE]]);
  });
});
