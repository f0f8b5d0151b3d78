import { DescribeResourcePolicyCommand } from "@aws-sdk/client-comprehend";
import { expect, it } from "@jest/globals";

import { ACCOUNT, CLASSIFIER, MEMBER, RECOGNIZER, REGION } from "../support/emulator/emulated";
import { describeExample, type Example } from "../support/engines/examples";
import { comprehendOf, ownVersions } from "../support/aws/comprehend";

const PUT = "PutResourcePolicy";
const IMPORT = "ImportModel";
const TAG = "TagResource";
const owner = { account: ACCOUNT, region: REGION };
const importer = { account: MEMBER, region: REGION };

describeExample("comprehend-copy", { speed: 3600 }, (current) => {
  const configure = (key: string, value: string) => current().configure(key, value);
  const did: Example["did"] = (run) => current().did(run);
  const imported = async () =>
    (await ownVersions(comprehendOf(current().emulator, MEMBER))).map(({ arn }) => arn);

  it("runs up, nothing, every update, every drift, and destroy", async () => {
    const { emulator, stack } = current();
    // The stack, two providers, two components, two policies and two imports.
    const [created, made] = await did(stack.up());
    expect(created).toEqual({ create: 9 });
    expect(made.sort()).toEqual([IMPORT, IMPORT, PUT, PUT]);
    const [classifier, recognizer] = await imported();
    expect(await stack.outputs()).toMatchObject({
      classifier: { value: classifier },
      recognizer: { value: recognizer },
      status: { value: "TRAINED" },
    });
    expect(await did(stack.up({ refresh: true, expectNoChanges: true }))).toEqual([{ same: 9 }, []]);

    // Updates: other tags, and a new version of the source.
    const v2 = CLASSIFIER.replace("/v1", "/v2");
    emulator.incidents.comprehendModelMade(owner, v2);
    await configure("stage", "production");
    await configure("classifierArn", v2);
    const [moved, calls] = await did(stack.up());
    expect(moved).toEqual({ replace: 2, update: 1, same: 6 });
    expect(calls.sort()).toEqual(["DeleteDocumentClassifier", "DeleteResourcePolicy", IMPORT, PUT, TAG]);
    expect(await imported()).toHaveLength(2);

    // Drift: of a policy's text and of another's being there, of an import's tags and of another's being there.
    const other = {
      Effect: "Allow",
      Principal: { AWS: "777788889999" },
      Action: "comprehend:ImportModel",
      Resource: "*",
    };
    emulator.incidents.modelPolicyChanged(
      owner,
      v2,
      JSON.stringify({ Version: "2012-10-17", Statement: [other] }),
    );
    emulator.incidents.modelPolicyChanged(owner, RECOGNIZER, undefined);
    const [changed, deleted] = await imported();
    emulator.incidents.comprehendModelTagged(importer, changed!, { stage: "clicked" });
    emulator.incidents.comprehendModelDeleted(importer, deleted!);
    expect(await stack.previewRefresh()).toMatchObject({ changeSummary: { update: 2, delete: 2, same: 5 } });
    const [repaired, repairs] = await did(stack.up({ refresh: true }));
    expect(repaired).toEqual({ update: 2, create: 2, same: 5 });
    expect(repairs.sort()).toEqual([IMPORT, PUT, PUT, TAG]);

    // Revoked by hand: what was imported stays.
    emulator.incidents.modelPolicyChanged(owner, v2, undefined);
    expect(await did(stack.refresh())).toEqual([{ delete: 1, same: 8 }, []]);
    expect(await imported()).toHaveLength(2);

    const [gone, deletes] = await did(stack.destroy());
    expect(gone).toEqual({ delete: 8 });
    expect(deletes.sort()).toEqual([
      "DeleteDocumentClassifier",
      "DeleteEntityRecognizer",
      "DeleteResourcePolicy",
    ]);
    expect(await imported()).toEqual([]);
    const policyOf = (ResourceArn: string) =>
      comprehendOf(emulator, ACCOUNT).send(new DescribeResourcePolicyCommand({ ResourceArn }));
    expect(await policyOf(RECOGNIZER)).not.toHaveProperty("ResourcePolicy");
  });
});
