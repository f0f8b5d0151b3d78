import { ListFoundationModelsCommand, GetCustomModelCommand } from "@aws-sdk/client-bedrock";
import {
  DescribeResourcePolicyCommand,
  ImportModelCommand,
  PutResourcePolicyCommand,
} from "@aws-sdk/client-comprehend";
import { GetKeyPolicyCommand, ListAliasesCommand } from "@aws-sdk/client-kms";
import {
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  ListRootsCommand,
} from "@aws-sdk/client-organizations";
import { ListPermissionsCommand, ListResourceSharePermissionsCommand } from "@aws-sdk/client-ram";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { completeWorld, type ManualClock, WorldError } from "#emulator/index";
import { partitionOf } from "#emulator/world/partitions";
import { ACCOUNT, type Emulator, MEMBER, startStill } from "../support/emulator/emulated";
import { GOVERNMENT, inGovernment } from "../support/emulator/government";
import { bedrock, comprehend, kms, organizations, ram, sts } from "../support/aws/clients";
import { associations, refusal, share } from "./ram/stage";

const { region, customModel, classifier, key } = GOVERNMENT;
const ORGANIZATION = `arn:aws-us-gov:organizations::${ACCOUNT}:organization/o-exampleorgid`;
const owner = { region };
const member = { account: MEMBER, region };

let emulator: Emulator & { clock: ManualClock };
beforeEach(async () => {
  emulator = await startStill({ world: inGovernment });
});
afterEach(() => emulator.close());

it.each([
  ["us-east-1", "aws"],
  ["us-gov-east-1", "aws-us-gov"],
  ["cn-northwest-1", "aws-cn"],
  ["eusc-de-east-1", "aws-eusc"],
  ["us-iso-west-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["a-region-of-tomorrow-1", "aws"],
])("%s lies in %s", (name, partition) => {
  expect(partitionOf(name)).toBe(partition);
});

describe("in GovCloud", () => {
  it("callers, roles and sessions have its partition", async () => {
    const { Arn } = await sts(emulator, owner).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws-us-gov:iam::${ACCOUNT}:user/emulated`);
    const role = (partition: string) => ({
      RoleArn: `arn:${partition}:iam::${MEMBER}:role/model-access-deployer`,
      RoleSessionName: "me",
    });
    const assumed = await sts(emulator, owner).send(new AssumeRoleCommand(role("aws-us-gov")));
    expect(assumed.AssumedRoleUser!.Arn).toBe(
      `arn:aws-us-gov:sts::${MEMBER}:assumed-role/model-access-deployer/me`,
    );
    await expect(sts(emulator, owner).send(new AssumeRoleCommand(role("aws")))).rejects.toEqual(
      refusal("AccessDenied"),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = assumed.Credentials!;
    const elsewhere = {
      account: AccessKeyId!,
      secretAccessKey: SecretAccessKey!,
      sessionToken: SessionToken!,
    };
    // The other partitions have never heard of it.
    await expect(sts(emulator, elsewhere).send(new GetCallerIdentityCommand({}))).rejects.toEqual(
      refusal("InvalidClientTokenId"),
    );
  });

  it("a share has its partition, and so have its default permission and its organization", async () => {
    const client = ram(emulator, owner);
    const arn = await share(
      { emulator, owner: client },
      { resourceArns: [customModel], principals: [ORGANIZATION] },
    );
    expect(arn).toMatch(/^arn:aws-us-gov:ram:us-gov-west-1:111122223333:resource-share\//);
    const permission = "arn:aws-us-gov:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel";
    const attached = await client.send(new ListResourceSharePermissionsCommand({ resourceShareArn: arn }));
    expect(attached.permissions).toMatchObject([{ arn: permission }]);
    expect((await client.send(new ListPermissionsCommand({}))).permissions).toMatchObject([
      { arn: permission },
    ]);
    // An organization takes as long here as it does elsewhere: a minute.
    expect(await associations(client, arn)).toEqual({ [ORGANIZATION]: "ASSOCIATING" });
    emulator.clock.tick(50);
    expect(await associations(client, arn)).toEqual({ [ORGANIZATION]: "ASSOCIATED" });
    emulator.clock.tick(20);
    const read = await bedrock(emulator, member).send(
      new GetCustomModelCommand({ modelIdentifier: customModel }),
    );
    expect(read.modelArn).toBe(customModel);
  });

  it("the organization of another partition is not found", async () => {
    const elsewhere = ORGANIZATION.replace("aws-us-gov", "aws");
    await expect(
      share({ emulator, owner: ram(emulator, owner) }, { principals: [elsewhere] }),
    ).rejects.toEqual(refusal("UnknownResourceException"));
  });

  it("the organization, its root and its accounts have its partition", async () => {
    const client = organizations(emulator, owner);
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({
      Arn: ORGANIZATION,
      MasterAccountArn: `arn:aws-us-gov:organizations::${ACCOUNT}:account/o-exampleorgid/${ACCOUNT}`,
    });
    expect((await client.send(new ListRootsCommand({}))).Roots![0]!.Arn).toMatch(
      /^arn:aws-us-gov:organizations::/,
    );
    const { Account } = await client.send(new DescribeAccountCommand({ AccountId: MEMBER }));
    expect(Account!.Arn).toMatch(/^arn:aws-us-gov:organizations::/);
  });

  it("a policy of Comprehend names accounts by its partition, and a copy has it", async () => {
    const client = comprehend(emulator, owner);
    const put = (AWS: string) => {
      const statement = {
        Effect: "Allow",
        Principal: { AWS },
        Action: "comprehend:ImportModel",
        Resource: "*",
      };
      const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return client.send(new PutResourcePolicyCommand({ ResourceArn: classifier, ResourcePolicy }));
    };
    const importIt = () =>
      comprehend(emulator, member).send(
        new ImportModelCommand({ SourceModelArn: classifier, ModelName: "copy" }),
      );
    // Another partition's account of that number is somebody else.
    await put(`arn:aws:iam::${MEMBER}:root`);
    emulator.clock.tick(5);
    await expect(importIt()).rejects.toEqual(refusal("AccessDeniedException"));
    await put(MEMBER);
    emulator.clock.tick(5);
    const { ResourcePolicy } = await client.send(
      new DescribeResourcePolicyCommand({ ResourceArn: classifier }),
    );
    expect(ResourcePolicy).toContain(`{"AWS":"arn:aws-us-gov:iam::${MEMBER}:root"}`);
    expect((await importIt()).ModelArn).toBe(
      `arn:aws-us-gov:comprehend:${region}:${MEMBER}:document-classifier/copy/version/v1`,
    );
  });

  it("keys, their aliases and their policies have its partition", async () => {
    const client = kms(emulator, owner);
    const { Aliases } = await client.send(new ListAliasesCommand({}));
    expect(Aliases!.every(({ AliasArn }) => AliasArn!.startsWith("arn:aws-us-gov:kms:"))).toBe(true);
    const { Policy } = await client.send(new GetKeyPolicyCommand({ KeyId: key.split("/")[1]! }));
    expect(Policy).toContain(`arn:aws-us-gov:iam::${ACCOUNT}:root`);
  });

  it("AWS's own models have its partition", async () => {
    const { modelSummaries } = await bedrock(emulator, owner).send(new ListFoundationModelsCommand({}));
    expect(modelSummaries!.length).toBeGreaterThan(0);
    expect(modelSummaries!.every(({ modelArn }) => modelArn!.startsWith("arn:aws-us-gov:bedrock:"))).toBe(
      true,
    );
  });
});

it("a world whose ARN has another partition than its Region is refused", () => {
  const world = { ...inGovernment, keys: { [key.replace("aws-us-gov", "aws")]: { aliases: [] } } };
  expect(() => completeWorld(world)).toThrow(WorldError);
  expect(() => completeWorld(world)).toThrow("us-gov-west-1 is in the partition aws-us-gov");
});
