import { expect, it } from "@jest/globals";

import type { ManualClock } from "#emulator/index";
import { ACCOUNT, CLASSIFIER, type Emulator, MEMBER, RECOGNIZER, REGION } from "../support/emulator/emulated";

/** Calls an operation of Comprehend by the name the service model gives it. */
export type AskComprehend = (
  operation: string,
  input?: Readonly<Record<string, unknown>>,
  account?: string,
) => Promise<unknown>;

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: [MEMBER] }, Action: "comprehend:ImportModel", Resource: "*" },
  ],
});

/** What every client can do with models of Comprehend: the same story, told by each in its own way. */
export function itImports(ask: AskComprehend, stage: () => Emulator & { clock: ManualClock }): void {
  const place = { account: ACCOUNT, region: REGION };
  const DocumentClassifierArn = CLASSIFIER.replace(ACCOUNT, MEMBER);

  it("shares a classifier by a policy, and imports it", async () => {
    const ResourceArn = CLASSIFIER;
    const put = await ask("PutResourcePolicy", { ResourceArn, ResourcePolicy: POLICY });
    const { PolicyRevisionId } = put as { PolicyRevisionId: string };
    expect(await ask("DescribeResourcePolicy", { ResourceArn })).toMatchObject({
      PolicyRevisionId,
      ResourcePolicy: expect.stringContaining(`"AWS":"arn:aws:iam::${MEMBER}:root"`),
    });
    stage().clock.tick(5);
    const Tags = [{ Key: "team", Value: "blue" }];
    const imported = await ask("ImportModel", { SourceModelArn: CLASSIFIER, Tags }, MEMBER);
    expect(imported).toMatchObject({ ModelArn: DocumentClassifierArn });
    await ask("DeleteResourcePolicy", { ResourceArn, PolicyRevisionId });
    // The AWS CLI prints nothing of an answer without members.
    expect((await ask("DescribeResourcePolicy", { ResourceArn })) ?? {}).not.toHaveProperty("ResourcePolicy");
    stage().clock.tick(120);
    const read = await ask("DescribeDocumentClassifier", { DocumentClassifierArn }, MEMBER);
    expect(read).toMatchObject({
      DocumentClassifierProperties: { Status: "TRAINED", SourceModelArn: CLASSIFIER, VersionName: "v1" },
    });
    const listed = await ask("ListDocumentClassifiers", { Filter: { Status: "TRAINED" } }, MEMBER);
    expect(listed).toMatchObject({ DocumentClassifierPropertiesList: [{ DocumentClassifierArn }] });
    expect(await ask("ListDocumentClassifierSummaries", {}, MEMBER)).toMatchObject({
      DocumentClassifierSummariesList: [{ DocumentClassifierName: "ticket-topics", NumberOfVersions: 1 }],
    });
  });

  it("tags a classifier, and finds the endpoint that keeps it from being deleted", async () => {
    stage().incidents.endpointMade(place, CLASSIFIER, "live");
    const ResourceArn = CLASSIFIER;
    await ask("TagResource", {
      ResourceArn,
      Tags: [
        { Key: "a", Value: "b" },
        { Key: "c", Value: "d" },
      ],
    });
    await ask("UntagResource", { ResourceArn, TagKeys: ["a"] });
    const tagged = await ask("ListTagsForResource", { ResourceArn });
    expect(tagged).toMatchObject({ Tags: [{ Key: "c", Value: "d" }] });
    const EndpointArn = `arn:aws:comprehend:${REGION}:${ACCOUNT}:document-classifier-endpoint/live`;
    const found = await ask("ListEndpoints", { Filter: { ModelArn: CLASSIFIER } });
    expect(found).toMatchObject({ EndpointPropertiesList: [{ EndpointArn, Status: "IN_SERVICE" }] });
    const described = await ask("DescribeEndpoint", { EndpointArn });
    expect(described).toMatchObject({ EndpointProperties: { ModelArn: CLASSIFIER } });
    const remove = () => ask("DeleteDocumentClassifier", { DocumentClassifierArn: CLASSIFIER });
    await expect(remove()).rejects.toThrow("ResourceInUseException");
    stage().incidents.endpointRemoved(place, CLASSIFIER, "live");
    await ask("StopTrainingDocumentClassifier", { DocumentClassifierArn: CLASSIFIER });
    await remove();
  });

  it("looks at entity recognizers, and deletes one", async () => {
    const EntityRecognizerArn = RECOGNIZER;
    expect(await ask("DescribeEntityRecognizer", { EntityRecognizerArn })).toMatchObject({
      EntityRecognizerProperties: { Status: "TRAINED", LanguageCode: "en" },
    });
    await ask("StopTrainingEntityRecognizer", { EntityRecognizerArn });
    await ask("DeleteEntityRecognizer", { EntityRecognizerArn });
    const Filter = { SubmitTimeBefore: "2026-02-01T00:00:00Z" };
    expect(await ask("ListEntityRecognizers", { Filter })).toMatchObject({
      EntityRecognizerPropertiesList: [{ EntityRecognizerArn, Status: "DELETING" }],
    });
    expect(await ask("ListEntityRecognizerSummaries")).toMatchObject({
      EntityRecognizerSummariesList: [{ RecognizerName: "order-numbers", LatestVersionStatus: "DELETING" }],
    });
  });
}
