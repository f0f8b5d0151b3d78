import * as pulumi from "@pulumi/pulumi";
import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import {
  listSharedModelsOutput,
  Provider,
  SharedComprehendModel,
  SharedCustomModel,
  type SharedCustomModelArgs,
} from "#provider/index";
import { CUSTOM_MODEL, MEMBER, REGION } from "../support/emulator/emulated";

const KEY = "alias/model-access";

let recipient: Provider;
/** What the program has registered, by type and name. */
const registered = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    call: () => ({ models: [] }),
    newResource: ({ type, name, inputs }) => {
      registered.set(`${type.split(":").at(-1)} ${name}`, inputs as Record<string, unknown>);
      return {
        id: `${name}-id`,
        state: { ...(inputs as object), resourceShareArn: "share", modelArn: name },
      };
    },
  });
  recipient = new Provider(MEMBER, { region: REGION, accessKey: MEMBER, secretKey: "test" });
});
beforeEach(() => registered.clear());

const settled = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply((value) => resolve(value)));

describe("SharedCustomModel", () => {
  it("takes what is undefined in a Region for what is not said there", async () => {
    const regions = {
      [REGION]: { modelName: undefined, modelKmsKeyId: undefined, tags: undefined } as object,
      "us-west-2": { modelName: "summary-west", replacePolicy: "create-first" as const },
    };
    const replacePolicy = "delete-first" as const;
    const common = { modelName: "summary", modelKmsKeyId: KEY, tags: { team: "ml" }, replacePolicy };
    const recipients = { [MEMBER]: { provider: recipient, regions, ...common } };
    const shared = new SharedCustomModel("summary", { sourceModelArn: CUSTOM_MODEL, recipients });
    await settled(shared.modelArns);
    expect(registered.get(`CustomModelCopy summary-${MEMBER}-${REGION}`)).toMatchObject(common);
    expect(registered.get(`CustomModelCopy summary-${MEMBER}-us-west-2`)).toMatchObject({
      ...common,
      modelName: "summary-west",
      replacePolicy: "create-first",
    });
  });

  it("hands on what its resources can be told, a recipient's and a Region's own word before the component's", async () => {
    const regions = { [REGION]: {}, "us-west-2": { deletionPolicy: "delete" as const } };
    const recipients = {
      [MEMBER]: { provider: recipient, modelName: "summary", regions, deletionPolicy: "retain" as const },
      "555566667777": { provider: recipient, modelName: "summary", regions: { [REGION]: {} } },
    };
    const permissionArns = ["arn:aws:ram::aws:permission/AWSRAMDefaultPermissionBedrockCustomModel"];
    const args = { sourceModelArn: CUSTOM_MODEL, recipients, permissionArns, exclusive: false };
    const shared = new SharedCustomModel("summary", { ...args, deletionPolicy: "delete-if-created" });
    await settled(shared.modelArns);
    expect(registered.get("CustomModelShare summary")).toMatchObject({
      permissionArns,
      exclusive: false,
      deletionPolicy: "delete-if-created",
    });
    const policies = [...registered].flatMap(([name, { deletionPolicy }]) =>
      name.startsWith("CustomModelShare ") || deletionPolicy === undefined ? [] : [[name, deletionPolicy]],
    );
    expect(Object.fromEntries(policies)).toEqual({
      [`CustomModelShareAcceptance summary-${MEMBER}`]: "retain",
      [`CustomModelCopy summary-${MEMBER}-${REGION}`]: "retain",
      [`CustomModelCopy summary-${MEMBER}-us-west-2`]: "delete",
      "CustomModelShareAcceptance summary-555566667777": "delete-if-created",
      [`CustomModelCopy summary-555566667777-${REGION}`]: "delete-if-created",
    });
  });

  it("says nothing for its resources that the program does not say", async () => {
    const regions = { [REGION]: { modelName: "summary" } };
    const recipients = { [MEMBER]: { provider: recipient, regions } };
    const args = { sourceModelArn: CUSTOM_MODEL, recipients, exclusive: undefined } as SharedCustomModelArgs;
    await settled(new SharedCustomModel("plain", args).modelArns);
    for (const inputs of registered.values()) {
      for (const name of ["deletionPolicy", "exclusive", "permissionArns", "tags"]) {
        expect(inputs).not.toHaveProperty(name);
      }
    }
  });

  it("shares nothing where a copy has no name", async () => {
    const recipients = { [MEMBER]: { provider: recipient, regions: { [REGION]: {} } } };
    expect(() => new SharedCustomModel("summary", { sourceModelArn: CUSTOM_MODEL, recipients })).toThrow(
      `summary: recipients["${MEMBER}"].regions["${REGION}"].modelName: is required`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([...registered.keys()].filter((name) => !name.startsWith("SharedCustomModel"))).toEqual([]);
  });
});

describe("what a configuration file leaves empty", () => {
  const args = { sourceModelArn: CUSTOM_MODEL };
  const of = (recipients: unknown) => ({ ...args, recipients }) as SharedCustomModelArgs;

  it.each<[unknown, string]>([
    [undefined, "recipients: is required"],
    [null, "recipients: is required"],
    [MEMBER, "recipients: must be an object"],
    [{ [MEMBER]: null }, `recipients["${MEMBER}"]: is required`],
    [{ [MEMBER]: { regions: {} } }, `recipients["${MEMBER}"].provider: is required`],
    [{ member: {} }, 'recipients["member"]: must be an account id of 12 digits'],
  ])("is named by its path: %j", (recipients, says) => {
    expect(() => new SharedCustomModel("empty", of(recipients))).toThrow(`empty: ${says}`);
    expect(() => new SharedComprehendModel("empty", of(recipients) as never)).toThrow(`empty: ${says}`);
  });

  it("is named where an account has no Regions, and says nothing of a Region", async () => {
    expect(() => new SharedCustomModel("empty", of({ [MEMBER]: { provider: recipient } }))).toThrow(
      `empty: recipients["${MEMBER}"].regions: is required`,
    );
    const regions = { [REGION]: null };
    const recipients = { [MEMBER]: { provider: recipient, modelName: "summary", regions } };
    await settled(new SharedCustomModel("empty", of(recipients)).modelArns);
    expect(registered.has(`CustomModelCopy empty-${MEMBER}-${REGION}`)).toBe(true);
  });
});

describe("functions with a provider that has a secret key", () => {
  it("answer what is no secret, unless they are asked by a secret", async () => {
    const models = listSharedModelsOutput({}, { provider: recipient });
    expect(await settled(models)).toEqual([]);
    expect(await pulumi.isSecret(models)).toBe(false);
    const region = pulumi.secret(REGION);
    expect(await pulumi.isSecret(listSharedModelsOutput({ region }, { provider: recipient }))).toBe(true);
  });
});
