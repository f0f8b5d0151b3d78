import { DescribeResourcePolicyCommand, ListTagsForResourceCommand } from "@aws-sdk/client-comprehend";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { EmulatorControl } from "#emulator/index";
import { ACCOUNT, CLASSIFIER, MEMBER, REGION } from "../../support/emulator/emulated";
import { comprehend } from "../../support/aws/clients";
import { refusal } from "../ram/stage";
import { describeClassifier, importFrom, policyFor, setTheStage, type Stage } from "./stage";

const PLACE = { account: ACCOUNT, region: REGION };
const V2 = CLASSIFIER.replace("/v1", "/v2");

let stage: Stage;
beforeEach(async () => {
  stage = await setTheStage();
});
afterEach(() => stage.close());

const policy = async () =>
  (await stage.owner.send(new DescribeResourcePolicyCommand({ ResourceArn: CLASSIFIER }))).ResourcePolicy;

it("a policy that is put by hand counts at once, and so does its end", async () => {
  const control = new EmulatorControl(stage.emulator.url);
  await control.incident("modelPolicyChanged", PLACE, CLASSIFIER, policyFor(MEMBER));
  expect(await policy()).toContain(MEMBER);
  await importFrom(stage.member);
  await control.incident("modelPolicyChanged", PLACE, CLASSIFIER, undefined);
  expect(await policy()).toBeUndefined();
  await expect(importFrom(stage.member, { VersionName: "v2" })).rejects.toEqual(
    refusal("AccessDeniedException"),
  );
});

it("a model is made, tagged and deleted by hand", async () => {
  const { incidents } = stage.emulator;
  incidents.comprehendModelMade(PLACE, V2, { sourceModelArn: CLASSIFIER, tags: { team: "blue" } });
  expect(await describeClassifier(stage.owner, V2)).toMatchObject({
    Status: "TRAINED",
    SourceModelArn: CLASSIFIER,
  });
  await expect(importFrom(stage.owner, { VersionName: "v2" })).rejects.toEqual(
    refusal("ResourceInUseException"),
  );
  expect(() => incidents.comprehendModelMade(PLACE, V2)).toThrow("already");
  incidents.comprehendModelTagged(PLACE, V2, { team: "red" });
  const { Tags } = await stage.owner.send(new ListTagsForResourceCommand({ ResourceArn: V2 }));
  expect(Tags).toEqual([{ Key: "team", Value: "red" }]);
  incidents.comprehendModelDeleted(PLACE, V2);
  await expect(describeClassifier(stage.owner, V2)).rejects.toEqual(refusal("ResourceNotFoundException"));
});

it("an import fails, now or from now on", async () => {
  const { incidents, clock } = stage.emulator;
  await importFrom(stage.owner, { VersionName: "v2" });
  incidents.importFails(PLACE, V2, "the source is corrupt");
  expect(await describeClassifier(stage.owner, V2)).toMatchObject({
    Status: "IN_ERROR",
    Message: "the source is corrupt",
  });
  const control = new EmulatorControl(stage.emulator.url);
  await control.incident("importsFail", PLACE, "no capacity");
  const V3 = await importFrom(stage.owner, { VersionName: "v3" });
  expect(await describeClassifier(stage.owner, V3)).not.toHaveProperty("Message");
  clock.tick(120);
  expect(await describeClassifier(stage.owner, V3)).toMatchObject({
    Status: "IN_ERROR",
    Message: "no capacity",
  });
  await control.incident("importsFail", PLACE, undefined);
  const V4 = await importFrom(stage.owner, { VersionName: "v4" });
  clock.tick(120);
  expect((await describeClassifier(stage.owner, V4)).Status).toBe("TRAINED");
});

it("any status can be read, until it is not any more", async () => {
  const { incidents } = stage.emulator;
  incidents.comprehendModelReads(PLACE, CLASSIFIER, "REFURBISHING", "a status nobody knows");
  expect(await describeClassifier(stage.owner)).toMatchObject({
    Status: "REFURBISHING",
    Message: "a status nobody knows",
  });
  incidents.comprehendModelReads(PLACE, CLASSIFIER, undefined);
  expect((await describeClassifier(stage.owner)).Status).toBe("TRAINED");
});

it("what is not there can have no incidents", () => {
  const { incidents } = stage.emulator;
  expect(() => incidents.comprehendModelDeleted(PLACE, V2)).toThrow(
    `${ACCOUNT} has no model ${V2} in ${REGION}`,
  );
  expect(() => incidents.comprehendModelDeleted({ ...PLACE, account: MEMBER }, CLASSIFIER)).toThrow(
    "has no model",
  );
  expect(() => incidents.comprehendModelMade({ ...PLACE, account: MEMBER }, V2)).toThrow("is no model of");
  expect(() => incidents.comprehendModelMade(PLACE, `${V2}_`)).toThrow("is no model of");
  expect(() => incidents.modelPolicyChanged(PLACE, CLASSIFIER, "{}")).toThrow(
    "this is no policy of a model: Statement is missing",
  );
  expect(() => incidents.endpointRemoved(PLACE, CLASSIFIER, "live")).toThrow("has no endpoint live");
});

it.each([
  ["TRAINED_WITH_WARNING", "The model was trained with warnings."],
  ["IN_ERROR", "The model could not be imported."],
] as const)("a world can let imports end %s", async (importsEnd, Message) => {
  const emulator = await stage.another({ comprehend: { importsEnd } });
  const owner = comprehend(emulator);
  await importFrom(owner, { VersionName: "v2" });
  emulator.clock.tick(120);
  expect(await describeClassifier(owner, V2)).toMatchObject({ Status: importsEnd, Message });
});

it("a world has models of any status, with policy, tags, endpoints and flywheel", async () => {
  const emulator = await stage.another({
    comprehendModels: {
      [CLASSIFIER]: {
        status: "IN_ERROR",
        message: "no labels",
        languageCode: "de",
        mode: "MULTI_LABEL",
        tags: { team: "blue" },
        policy: JSON.parse(policyFor(MEMBER)) as Record<string, unknown>,
        endpoints: ["live"],
        flywheel: "wheel",
      },
      [V2]: { status: "TRAINING" },
    },
  });
  const owner = comprehend(emulator);
  expect(await describeClassifier(owner)).toMatchObject({
    Status: "IN_ERROR",
    Message: "no labels",
    LanguageCode: "de",
    Mode: "MULTI_LABEL",
    FlywheelArn: expect.stringContaining("flywheel/wheel"),
  });
  expect((await describeClassifier(owner, V2)).Status).toBe("TRAINING");
  const read = () => owner.send(new DescribeResourcePolicyCommand({ ResourceArn: CLASSIFIER }));
  const { PolicyRevisionId, ResourcePolicy } = await read();
  expect(ResourcePolicy).toContain(`${MEMBER}:root`);
  expect((await read()).PolicyRevisionId).toBe(PolicyRevisionId);
});
