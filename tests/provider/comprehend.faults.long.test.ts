import { testBrokenCalls } from "../support/tables/broken-calls";
import { comprehendOf, importersPolicy, letImport, ownVersions } from "../support/aws/comprehend";
import { ACCOUNT, CLASSIFIER, MEMBER, OUTSIDER, REGION } from "../support/emulator/emulated";

const POLICY = "DescribeResourcePolicy";
const PUT = "PutResourcePolicy";
const DELETE_POLICY = "DeleteResourcePolicy";
const MODEL = "DescribeDocumentClassifier";
const IMPORT = "ImportModel";
const TAGS = "ListTagsForResource";
const TAG = "TagResource";
const UNTAG = "UntagResource";
const REMOVE = "DeleteDocumentClassifier";

// Who calls is asked as for every other resource.
testBrokenCalls([
  {
    kind: "ComprehendModelPolicy",
    args: { resourceArn: CLASSIFIER, importers: [{ accountId: MEMBER }] },
    healthy: { statements: { [MEMBER]: { Effect: "Allow" } } },
    named: /^(creating|reading|updating|deleting|waiting for) Comprehend model policy \(ticket-topics\/v1\)/,
    writes: [PUT, DELETE_POLICY],
    lookedFor: [PUT, DELETE_POLICY],
    verbs: [
      { verb: "create", calls: [POLICY, MODEL, PUT, POLICY] },
      { verb: "read", calls: [POLICY] },
      {
        verb: "update",
        calls: [POLICY, PUT, POLICY],
        change: ({ incidents }) =>
          incidents.modelPolicyChanged(
            { account: ACCOUNT, region: REGION },
            CLASSIFIER,
            JSON.stringify(importersPolicy(OUTSIDER)),
          ),
      },
      { verb: "delete", calls: [POLICY, DELETE_POLICY, POLICY] },
    ],
  },
  {
    kind: "ComprehendModelImport",
    account: MEMBER,
    args: { sourceModelArn: CLASSIFIER, versionName: "v1", tags: { team: "ml" } },
    healthy: { status: "TRAINED", adopted: false, tagsAll: { team: "ml" } },
    named:
      /^(creating|reading|updating|deleting|importing|waiting for) Comprehend model import \(ticket-topics\/v1\)/,
    before: (emulator) => letImport(emulator),
    objects: (emulator) => ownVersions(comprehendOf(emulator, MEMBER)),
    writes: [IMPORT, TAG, UNTAG, REMOVE],
    once: [IMPORT],
    lookedFor: [IMPORT],
    patient: [IMPORT],
    verbs: [
      { verb: "create", calls: [MODEL, IMPORT, MODEL, TAGS] },
      { verb: "read", calls: [MODEL, TAGS] },
      {
        verb: "update",
        calls: [MODEL, TAGS, TAG, UNTAG],
        change: ({ incidents }, { state }) =>
          incidents.comprehendModelTagged({ account: MEMBER, region: REGION }, state!.id, {
            team: "nobody",
            more: "than wanted",
          }),
      },
      { verb: "delete", calls: [MODEL, REMOVE, MODEL] },
    ],
  },
]);
