import { CreateModelCopyJobCommand, GetModelCopyJobCommand } from "@aws-sdk/client-bedrock";
import { ImportModelCommand, PutResourcePolicyCommand } from "@aws-sdk/client-comprehend";
import { CreateGrantCommand, DescribeKeyCommand } from "@aws-sdk/client-kms";
import { describe, expect, it } from "@jest/globals";
import { ACCOUNT, CLASSIFIER, ENCRYPTED_MODEL, MEMBER } from "../../support/emulator/emulated";
import * as clients from "../../support/aws/clients";
import { KEY, allow, as, denied, deny, emulator, policy, start, type Statement, type World } from "./stage";

describe("a key of KMS", () => {
  const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  const me = { AWS: `arn:aws:iam::${ACCOUNT}:user/me` };
  const other = { AWS: `arn:aws:iam::${MEMBER}:root` };
  const describeKey = () => clients.kms(emulator, as()).send(new DescribeKeyCommand({ KeyId: KEY }));

  it.each<[what: string, keys: object, own: Statement[], why: RegExp | undefined, of?: string]>([
    ["by the account, and its own policies", root, [allow("kms:*")], undefined],
    ["by the account alone", root, [allow("s3:*")], /no identity-based policy allows/],
    ["by its policy alone, naming who asks", me, [allow("s3:*")], undefined],
    ["by its policy, against a denial", me, [deny("kms:*")], /explicit deny in an identity-based policy/],
    ["by who asks alone", { AWS: `${me.AWS}s` }, [allow("kms:*")], /no resource-based policy allows/],
    ["in another account, by both", other, [allow("kms:*")], undefined, MEMBER],
    [
      "in another account, by the key alone",
      other,
      [allow("s3:*")],
      /no identity-based policy allows/,
      MEMBER,
    ],
    [
      "in another account, by its own alone",
      root,
      [allow("kms:*")],
      /no resource-based policy allows/,
      MEMBER,
    ],
  ])("is allowed %s", async (_what, Principal, own, why, of = ACCOUNT) => {
    const Statement = { ...allow("kms:*"), Principal };
    await start(own, { of, keys: { [KEY]: { aliases: ["alias/case-summary"], policy: policy(Statement) } } });
    if (why) await expect(describeKey()).rejects.toEqual(denied(why));
    else await describeKey();
  });

  it("is allowed by a grant, without any policy", async () => {
    await start([allow("s3:*")]);
    const grant = new CreateGrantCommand({
      ...{ KeyId: KEY, GranteePrincipal: me.AWS, Operations: ["DescribeKey"] },
    });
    await expect(describeKey()).rejects.toEqual(denied("no identity-based policy"));
    const { GrantToken } = await clients.kms(emulator, { account: ACCOUNT }).send(grant);
    const shown = new DescribeKeyCommand({ KeyId: KEY, GrantTokens: [GrantToken!] });
    await clients.kms(emulator, as()).send(shown);
  });

  it("that encrypts a model has to let its copier read it, by his own policies too", async () => {
    await start([allow("bedrock:*")]);
    const copy = new CreateModelCopyJobCommand({ sourceModelArn: ENCRYPTED_MODEL, targetModelName: "copy" });
    const { jobArn } = await clients.bedrock(emulator, as()).send(copy);
    const job = await clients.bedrock(emulator, as()).send(new GetModelCopyJobCommand({ jobArn }));
    expect(job).toMatchObject({ status: "InProgress" });
    await emulator.close();
    await start([allow("bedrock:*")], { assumptions: { "bedrock.copyWithoutDecrypt": "refused" } });
    await expect(clients.bedrock(emulator, as()).send(copy)).rejects.toEqual(
      denied("kms:Decrypt on resource: .* because no identity-based policy allows"),
    );
  });
});

describe("a model of Comprehend", () => {
  const importIt = () =>
    clients
      .comprehend(emulator, as())
      .send(new ImportModelCommand({ SourceModelArn: CLASSIFIER, ModelName: "copy" }));
  const models = (Principal: object) => ({
    comprehendModels: { [CLASSIFIER]: { policy: policy({ ...allow("comprehend:ImportModel"), Principal }) } },
  });
  const other = { AWS: MEMBER };
  it.each<[what: string, own: Statement[], world: World, why: RegExp | undefined]>([
    ["in its own account by either: its importer's policies", [allow("comprehend:*")], {}, undefined],
    ["in its own account by neither", [allow("s3:*")], {}, /no identity-based policy allows/],
    [
      "in its own account by either: its own",
      [allow("s3:*")],
      models({ AWS: `arn:aws:iam::${ACCOUNT}:user/me` }),
      undefined,
    ],
    ["elsewhere by both", [allow("comprehend:*")], { of: MEMBER, ...models(other) }, undefined],
    [
      "elsewhere by its own alone",
      [allow("s3:*")],
      { of: MEMBER, ...models(other) },
      /no identity-based policy/,
    ],
    [
      "elsewhere by the importer's alone",
      [allow("comprehend:*")],
      { of: MEMBER },
      /no resource-based policy/,
    ],
  ])("is imported %s", async (_what, own, world, why) => {
    await start(own, world);
    if (why) await expect(importIt()).rejects.toEqual(denied(why));
    else await importIt();
  });

  it("has its policy changed by whom it allows nothing of the sort", async () => {
    await start([allow("comprehend:PutResourcePolicy", CLASSIFIER)], models(other));
    const ResourcePolicy = JSON.stringify(policy({ ...allow("comprehend:ImportModel"), Principal: other }));
    await clients
      .comprehend(emulator, as())
      .send(new PutResourcePolicyCommand({ ResourceArn: CLASSIFIER, ResourcePolicy }));
  });
});
