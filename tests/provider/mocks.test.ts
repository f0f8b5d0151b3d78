import * as pulumi from "@pulumi/pulumi";
import { beforeAll, beforeEach, expect, it } from "@jest/globals";

import {
  getComprehendModel,
  getCustomModel,
  getCustomModelOutput,
  listComprehendModelVersions,
  listSharedModels,
  listSharedModelsOutput,
  ModelAgreement,
  Provider,
} from "#provider/index";

import { CLASSIFIER, CUSTOM_MODEL, THIRD_PARTY } from "../support/emulator/emulated";

const model = { modelArn: CUSTOM_MODEL, modelName: "triage", modelStatus: "Active", ownerAccountId: "1" };
const calls: pulumi.runtime.MockCallArgs[] = [];
let answer: object;

beforeAll(async () => {
  // Nothing else is configured: whatever went to AWS would fail.
  pulumi.runtime.setAllConfig({ "aws:endpoints": '[{"sts":"http://127.0.0.1:9"}]', "aws:maxRetries": "0" });
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({
      id: `${name}-id`,
      state: { ...(inputs as object), required: true },
    }),
    call: (args) => {
      calls.push(args);
      return answer;
    },
  });
});
beforeEach(() => {
  calls.length = 0;
});

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply((value) => resolve(value)));

it("a resource in a unit test is what its mock makes of it", async () => {
  const agreement = new ModelAgreement("m", { modelId: THIRD_PARTY });
  expect(await valueOf(agreement.required)).toBe(true);
  expect(await valueOf(agreement.id)).toBe("m-id");
});

it("a function in a unit test is answered by its mock, and AWS is not asked", async () => {
  answer = model;
  expect(await getCustomModel({ modelIdentifier: "triage", region: "us-east-1" })).toEqual(model);
  expect(await valueOf(getCustomModelOutput({ modelIdentifier: pulumi.output("triage") }))).toEqual(model);
  expect(await getComprehendModel({ modelArn: CLASSIFIER })).toEqual(model);
  answer = { models: [model] };
  expect(await listSharedModels()).toEqual([model]);
  expect(await valueOf(listSharedModelsOutput({ ownerAccountId: pulumi.output("1") }))).toEqual([model]);
  expect(await listComprehendModelVersions({ kind: "document-classifier" })).toEqual([model]);
  expect(calls.map(({ token, inputs }) => [token, inputs as object])).toEqual([
    ["model-access:index:getCustomModel", { modelIdentifier: "triage", region: "us-east-1" }],
    ["model-access:index:getCustomModel", { modelIdentifier: "triage" }],
    ["model-access:index:getComprehendModel", { modelArn: CLASSIFIER }],
    ["model-access:index:listSharedModels", {}],
    ["model-access:index:listSharedModels", { ownerAccountId: "1" }],
    ["model-access:index:listComprehendModelVersions", { kind: "document-classifier" }],
  ]);
});

it("a function's mock is told of the provider", async () => {
  answer = model;
  const provider = new Provider("workloads", { region: "us-east-1", secretKey: "x", accessKey: "y" });
  await getCustomModel({ modelIdentifier: "triage" }, { provider });
  await valueOf(getCustomModelOutput({ modelIdentifier: "triage" }, { provider }));
  expect(calls.map((call) => call.provider)).toEqual([
    expect.stringContaining("::workloads::workloads-id"),
    expect.stringContaining("::workloads::workloads-id"),
  ]);
});

it("a list that is mocked by something else says what it should be", async () => {
  answer = {};
  await expect(listSharedModels()).rejects.toThrow(
    "the mock of model-access:index:listSharedModels has to answer { models: [...] }",
  );
});
