import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { type Altered, startAltered } from "../support/emulator/altered";
import { comprehendOf, letImport, ownVersions, shownPolicy } from "../support/aws/comprehend";
import { CLASSIFIER, type Emulator, MEMBER, OUTSIDER, writes } from "../support/emulator/emulated";
import { configFor, Host } from "../support/hosts/host";

const POLICY = { resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] };
const IMPORT = { sourceModelArn: CLASSIFIER, versionName: "2026-11" };

let emulator: Emulator;
let altered: Altered | undefined;
beforeEach(async () => {
  await stop();
  emulator = await startEmulator({ clock: new RunningClock(3600) });
  altered = await startAltered(emulator, () => undefined);
});
afterAll(() => stop());

async function stop(): Promise<void> {
  await altered?.close();
  await (emulator as Emulator | undefined)?.close();
}

const hosting = (account?: string) => Host.start(configFor(altered!, account));
/** From now on answers that have the member come without it. */
function leaveOut(member: string): void {
  altered!.change = (_path, { [member]: left, ...rest }) => (left === undefined ? undefined : rest);
}

describe("half a policy is neither a policy nor none", () => {
  it.each(["ResourcePolicy", "PolicyRevisionId"])("without %s every verb says so", async (member) => {
    const policy = (await hosting()).resource("ComprehendModelPolicy");
    await policy.up(POLICY);
    policy.on(await hosting());
    emulator.requests.clear();
    leaveOut(member);
    const says = `AWS's answer to DescribeResourcePolicy lacks ${member}`;
    await expect(policy.refresh()).rejects.toThrow(says);
    await expect(policy.up({ ...POLICY, importers: [{ accountId: OUTSIDER }] })).rejects.toThrow(says);
    const other = (await hosting()).resource("ComprehendModelPolicy", "other");
    await expect(other.up(POLICY)).rejects.toThrow(says);
    await expect(policy.on(await hosting()).destroy()).rejects.toThrow(says);
    expect(writes(emulator)).toEqual([]);
    altered!.change = () => undefined;
    expect(await policy.refresh()).toEqual({});
  });
});

it("a role that was deleted, which AWS names by its unique id in the same revision, is drift", async () => {
  const principalArn = `arn:aws:iam::${MEMBER}:role/importer`;
  const policy = (await hosting()).resource("ComprehendModelPolicy");
  await policy.up({ resourceArn: CLASSIFIER, importers: [{ principalArn }] });
  altered!.change = (_path, { ResourcePolicy, ...rest }) =>
    typeof ResourcePolicy === "string"
      ? { ...rest, ResourcePolicy: ResourcePolicy.replace(principalArn, "AROAEXAMPLEEXAMPLE012") }
      : undefined;
  const drift = Object.keys((await policy.on(await hosting()).refresh())!);
  expect(drift).toContain("statements.AROAEXAMPLEEXAMPLE012");
});

it("a put that is answered without a revision is seen to have been done, and is ours", async () => {
  const policy = (await hosting()).resource("ComprehendModelPolicy");
  altered!.change = (_path, { PolicyRevisionId, ...rest }) =>
    PolicyRevisionId !== undefined && !("ResourcePolicy" in rest) ? rest : undefined;
  await policy.up(POLICY);
  expect(await policy.on(await hosting()).up(POLICY)).toBe("same");
  expect(policy.outputs).toMatchObject({
    adopted: false,
    policyRevisionId: (await shownPolicy(emulator))!.revision,
  });
});

it.each([
  ["DocumentClassifierProperties", "DescribeDocumentClassifier"],
  ["ResourceArn", "ListTagsForResource"],
])("an answer without %s does not make an import gone", async (member, operation) => {
  await letImport(emulator);
  const model = (await hosting(MEMBER)).resource("ComprehendModelImport");
  await model.up(IMPORT);
  leaveOut(member);
  const says = `AWS's answer to ${operation} lacks ${member}`;
  await expect(model.on(await hosting(MEMBER)).refresh()).rejects.toThrow(says);
  await expect(model.destroy()).rejects.toThrow(says);
  expect(await ownVersions(comprehendOf(emulator, MEMBER))).toHaveLength(1);
});

it("an import that is answered without its ARN is seen to have begun, and is ours", async () => {
  await letImport(emulator);
  const model = (await hosting(MEMBER)).resource("ComprehendModelImport");
  leaveOut("ModelArn");
  await model.up(IMPORT);
  altered!.change = () => undefined;
  expect(await model.on(await hosting(MEMBER)).up(IMPORT)).toBe("same");
  expect(model.outputs).toMatchObject({ adopted: false, status: "TRAINED" });
  expect(writes(emulator)).toEqual(["ImportModel"]);
});
