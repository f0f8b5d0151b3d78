import { CreateGrantCommand, DescribeKeyCommand, ListAliasesCommand } from "@aws-sdk/client-kms";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { kms } from "../support/aws/clients";
import { ACCOUNT, type Emulator, ENCRYPTED_MODEL, MEMBER, REGION } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";
import { recorded } from "./kms";
import { expectShape } from "./shape";

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;
const [ofKey, awsAliases, keyAliases] = recorded;

let emulator: Emulator;
async function begin(world?: WorldFile): Promise<void> {
  emulator = await startEmulator({ clock: new RunningClock(3600), ...(world && { world }) });
}
beforeEach(() => begin());
afterEach(() => emulator.close());

describe("the emulator answers as KMS was recorded", () => {
  it("DescribeKey of a symmetric key", async () => {
    expectShape(await kms(emulator).send(new DescribeKeyCommand({ KeyId: KEY })), ofKey!);
  });

  it("ListAliases, AWS's own ones among them, and of a key by its alias", async () => {
    const { Aliases = [] } = await kms(emulator).send(new ListAliasesCommand({}));
    const ofAws = Aliases.filter(({ AliasName = "" }) => AliasName.startsWith("alias/aws/"));
    expect(ofAws).not.toEqual([]);
    expectShape({ Aliases: ofAws }, awsAliases!);
    const byAlias = await kms(emulator).send(new ListAliasesCommand({ KeyId: "alias/case-summary" }));
    expect(byAlias.Aliases).toHaveLength(1);
    expectShape(byAlias, keyAliases!);
  });
});

describe("the provider shares a model whose key is granted to a role that KMS lists", () => {
  it.each([
    ["by its ARN", {}],
    ["by its unique id, which tells no account", { "kms.grantee": "uniqueId" }],
  ])("%s", async (_how, assumptions) => {
    await emulator.close();
    await begin({ assumptions });
    const Statement = [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:*", Resource: "*" }];
    const owner = { account: ACCOUNT, region: REGION };
    emulator.incidents.keyChanged(owner, KEY, { policy: { Version: "2012-10-17", Statement } });
    const GranteePrincipal = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
    const grant = new CreateGrantCommand({ KeyId: KEY, GranteePrincipal, Operations: ["Decrypt"] });
    await kms(emulator).send(grant);
    const share = (await Host.start(configFor(emulator))).resource("CustomModelShare");
    await share.up({
      name: "summaries",
      resourceArns: [ENCRYPTED_MODEL],
      principals: [MEMBER],
      verifyKeyPolicies: true,
    });
    expect(share.outputs).toMatchObject({ name: "summaries" });
  });
});
