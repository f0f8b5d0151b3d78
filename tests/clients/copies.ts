import { expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, CUSTOM_MODEL, type Emulator, REGION } from "../support/emulator/emulated";

/** Calls an operation of Bedrock or KMS by the name the service model gives it. */
export type Ask = (
  service: "bedrock" | "kms",
  operation: string,
  input?: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;

/** What every client can do with custom models and their copies: the same story, told by each in its own way. */
export function itCopies(ask: Ask, stage: () => Emulator & { clock: ManualClock }): void {
  it("copies a model under a key, tags the copy, and deletes it", async () => {
    const { jobArn } = (await ask("bedrock", "CreateModelCopyJob", {
      sourceModelArn: CUSTOM_MODEL,
      targetModelName: "copied",
      modelKmsKeyId: "alias/case-summary",
      targetModelTags: [{ key: "a", value: "b" }],
    })) as { jobArn: string };
    const found = await ask("bedrock", "GetModelCopyJob", { jobArn });
    expect(found).toMatchObject({
      status: "InProgress",
      targetModelKmsKeyArn: KEY,
      sourceAccountId: ACCOUNT,
    });
    const { targetModelArn: resourceARN } = found as { targetModelArn: string };
    const search = { targetModelNameContains: "opi", creationTimeAfter: "2024-01-01T00:00:00Z" };
    expect(await ask("bedrock", "ListModelCopyJobs", search)).toMatchObject({
      modelCopyJobSummaries: [{ jobArn, targetModelTags: [{ key: "a", value: "b" }] }],
    });
    stage().clock.tick(125);
    expect(await ask("bedrock", "GetCustomModel", { modelIdentifier: "copied" })).toMatchObject({
      modelArn: resourceARN,
      modelStatus: "Active",
      modelKmsKeyArn: KEY,
    });
    await ask("bedrock", "TagResource", { resourceARN, tags: [{ key: "c", value: "d" }] });
    await ask("bedrock", "UntagResource", { resourceARN, tagKeys: ["a"] });
    expect(await ask("bedrock", "ListTagsForResource", { resourceARN })).toMatchObject({
      tags: [{ key: "c", value: "d" }],
    });
    await ask("bedrock", "DeleteCustomModel", { modelIdentifier: resourceARN });
    expect(await ask("bedrock", "ListCustomModels", { isOwned: true, modelStatus: "Active" })).toMatchObject({
      modelSummaries: [{ ownerAccountId: ACCOUNT }, { ownerAccountId: ACCOUNT }],
    });
  });

  it("looks at keys", async () => {
    expect(await ask("kms", "ListAliases", { Limit: 10 })).toMatchObject({
      Aliases: expect.arrayContaining([expect.objectContaining({ AliasName: "alias/case-summary" })]),
    });
    expect(await ask("kms", "DescribeKey", { KeyId: "alias/case-summary" })).toMatchObject({
      KeyMetadata: { Arn: KEY, KeyState: "Enabled" },
    });
    const { Policy } = (await ask("kms", "GetKeyPolicy", { KeyId: KEY })) as { Policy: string };
    expect(JSON.parse(Policy)).toMatchObject({ Version: "2012-10-17" });
    const GranteePrincipal = "arn:aws:iam::444455556666:root";
    const grant = { KeyId: KEY, GranteePrincipal, Operations: ["Decrypt"] };
    const { GrantId } = (await ask("kms", "CreateGrant", grant)) as { GrantId: string };
    expect(await ask("kms", "ListGrants", { KeyId: KEY })).toMatchObject({
      Grants: [{ GrantId, GranteePrincipal }],
    });
    await ask("kms", "RevokeGrant", { KeyId: KEY, GrantId });
  });
}
