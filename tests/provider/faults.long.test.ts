import { testBrokenCalls } from "../support/tables/broken-calls";
import { ACCOUNT, CUSTOM_MODEL, FORM, MEMBER, REGION, THIRD_PARTY } from "../support/emulator/emulated";
import { madeGrants, PRODUCT, subscribe, UNIT } from "../support/aws/grants";
import { bedrockOf, ownModels } from "../support/aws/models";
import { ownedShares, shareByHand } from "../support/aws/shares";

const copyPlace = { account: MEMBER, region: REGION };
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const WHO = "GetCallerIdentity";
const LOOK = "GetFoundationModelAvailability";
const OFFERS = "ListFoundationModelAgreementOffers";
const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";
const GET = "GetUseCaseForModelAccess";
const PUT = "PutUseCaseForModelAccess";

const SHARE = "CreateResourceShare";
const UNSHARE = "DeleteResourceShare";
const SHARES = "GetResourceShares";
const ASSOCIATIONS = "GetResourceShareAssociations";
const ADD = "AssociateResourceShare";

const JOBS = "ListModelCopyJobs";
const COPY = "CreateModelCopyJob";
const JOB = "GetModelCopyJob";
const MODEL = "GetCustomModel";
const TAGS = "ListTagsForResource";
const TAG = "TagResource";
const UNTAG = "UntagResource";
const REMOVE = "DeleteCustomModel";

const LICENSES = "ListReceivedLicenses";
const GRANTS = "ListDistributedGrants";
const GRANT = "CreateGrant";
const VERSION = "CreateGrantVersion";
const SEE_GRANT = "GetGrant";
const END_GRANT = "DeleteGrant";

testBrokenCalls([
  {
    kind: "ModelAgreement",
    args: { modelId: THIRD_PARTY },
    healthy: { agreementStatus: "AVAILABLE", required: true },
    named: /^(creating|reading|updating|deleting|waiting for) Bedrock model agreement \(cohere\./,
    writes: [ACCEPT, CANCEL],
    once: [ACCEPT, CANCEL],
    silent: [CANCEL],
    lookedFor: [ACCEPT],
    verbs: [
      { verb: "create", calls: [WHO, LOOK, OFFERS, ACCEPT, LOOK, LOOK] },
      { verb: "read", calls: [WHO, LOOK] },
      {
        verb: "update",
        calls: [WHO, LOOK, OFFERS, ACCEPT, LOOK, LOOK],
        change: ({ incidents }) => incidents.agreementFails(place, "no card"),
      },
      { verb: "delete", calls: [WHO, CANCEL, LOOK] },
    ],
  },
  {
    kind: "UseCaseSubmission",
    args: FORM,
    healthy: FORM,
    named: /^(creating|reading|updating|waiting for) Bedrock use-case submission \(/,
    writes: [PUT],
    once: [PUT],
    lookedFor: [PUT],
    verbs: [
      { verb: "create", calls: [WHO, GET, PUT, GET] },
      {
        verb: "update",
        calls: [WHO, GET, PUT, GET],
        change: ({ incidents }) => incidents.formFiled(place, { ...FORM, companyName: "Another" }),
      },
      { verb: "read", calls: [WHO, GET] },
    ],
  },
  {
    kind: "CustomModelShare",
    args: { name: "models", resourceArns: [CUSTOM_MODEL], principals: [MEMBER] },
    healthy: { status: "ACTIVE", principals: [MEMBER], resourceArns: [CUSTOM_MODEL] },
    named: /^(creating|reading|updating|deleting|sharing|waiting for) custom model share \(models\)/,
    objects: ownedShares,
    writes: [SHARE, ADD, UNSHARE],
    verbs: [
      {
        verb: "create",
        calls: [WHO, SHARES, SHARE, ASSOCIATIONS, ASSOCIATIONS, "ListResourceSharePermissions"],
        again: [ASSOCIATIONS, "ListResourceSharePermissions"],
      },
      { verb: "read", calls: [WHO, SHARES, ASSOCIATIONS, "ListPermissionAssociations"] },
      {
        verb: "update",
        calls: [WHO, SHARES, ADD, ASSOCIATIONS, ASSOCIATIONS],
        change: ({ incidents }, { state }) => incidents.shareNarrowed(place, state!.id, MEMBER),
      },
      { verb: "delete", calls: [WHO, SHARES, UNSHARE, SHARES] },
    ],
  },
  {
    kind: "CustomModelCopy",
    account: MEMBER,
    args: { sourceModelArn: CUSTOM_MODEL, modelName: "triage", tags: { team: "ml" } },
    healthy: { status: "Active", adopted: false, tagsAll: { team: "ml" } },
    named:
      /^(creating|reading|updating|deleting|copying to|waiting for) (the \w+ of )?custom model copy \(triage\)/,
    before: (emulator) => shareByHand(emulator, [MEMBER]),
    objects: (emulator) => ownModels(bedrockOf(emulator)),
    writes: [COPY, TAG, UNTAG, REMOVE],
    silent: [TAG, UNTAG, REMOVE],
    lookedFor: [COPY],
    patient: [COPY],
    verbs: [
      { verb: "create", calls: [WHO, JOBS, "ListCustomModels", COPY, JOB, MODEL, TAGS] },
      { verb: "read", calls: [WHO, MODEL, TAGS] },
      {
        verb: "update",
        calls: [WHO, MODEL, TAGS, TAG, UNTAG],
        change: ({ incidents }, { state }) =>
          incidents.customModelTagged(copyPlace, state!.id, { team: "nobody", more: "than wanted" }),
      },
      { verb: "delete", calls: [WHO, REMOVE, MODEL] },
    ],
  },
  {
    kind: "ModelLicenseGrant",
    args: { productId: PRODUCT, principal: UNIT, tags: { team: "ml" } },
    healthy: { status: "ACTIVE", adopted: false, tagsAll: { team: "ml" } },
    named:
      /^(creating|reading|updating|deleting|setting up|waiting for) (a licence of product|grant of licence) /,
    before: async (emulator) => subscribe(emulator),
    objects: madeGrants,
    writes: [GRANT, VERSION, TAG, UNTAG, END_GRANT],
    lookedFor: [GRANT, END_GRANT],
    verbs: [
      { verb: "create", calls: [WHO, LICENSES, GRANTS, GRANT, SEE_GRANT, TAGS, VERSION, SEE_GRANT] },
      { verb: "read", calls: [WHO, SEE_GRANT, TAGS] },
      {
        verb: "update",
        calls: [WHO, SEE_GRANT, TAGS, TAG, UNTAG, VERSION, SEE_GRANT],
        change: ({ incidents }, { state }) => {
          incidents.grantTagged(place, state!.id, { team: "nobody", more: "than wanted" });
          incidents.grantDeactivated(place, state!.id);
        },
      },
      { verb: "delete", calls: [WHO, SEE_GRANT, TAGS, END_GRANT, SEE_GRANT] },
    ],
  },
]);
