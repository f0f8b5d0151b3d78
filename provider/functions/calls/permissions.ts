import { type Needed, ownArn, type Permissions, type Subject, textOf } from "../../aws/permissions";
import { parseCustomModelArn } from "../../services/bedrock/custom-model-arn";
import { named, ofEachKind } from "../../services/comprehend/permissions";

const own = (action: string, sid: string, on?: Needed["on"]): Needed => ({
  sid,
  actions: { [`bedrock:${action}`]: ["call"] },
  ...(on && { on }),
});

const getModelOffers: Permissions = {
  type: "getModelOffers",
  needed: [own("ListFoundationModelAgreementOffers", "Offers")],
};

/** By a name, only an account's own model can be read. */
const getCustomModel: Permissions = {
  type: "getCustomModel",
  needed: [
    own("GetCustomModel", "ReadModels", (subject) => {
      const model = textOf(subject, "modelIdentifier") ?? "";
      return model.startsWith("arn:") ? model : ownArn(subject, "bedrock", "custom-model/*");
    }),
    {
      ...own("ListCustomModels", "SharedModels"),
      when: (subject) => isForeign(subject, "modelIdentifier"),
      seldom: "only where AWS does not show the model of another account by itself",
    },
  ],
};

function isForeign(subject: Subject, name: string): boolean {
  const owner = parseCustomModelArn(textOf(subject, name))?.accountId;
  return owner !== undefined && owner !== subject.accountId;
}

const listSharedModels: Permissions = {
  type: "listSharedModels",
  needed: [own("ListCustomModels", "SharedModels")],
};

const getCustomModelShare: Permissions = {
  type: "getCustomModelShare",
  needed: [
    { sid: "FindShares", actions: { "ram:GetResourceShares": ["call"], "ram:ListResources": ["call"] } },
  ],
};

const getComprehendModel: Permissions = {
  type: "getComprehendModel",
  needed: ofEachKind("modelArn", (_kind, noun) => ({
    sid: `ReadModels${noun}`,
    actions: { [`comprehend:Describe${noun}`]: ["call"] },
    on: named("modelArn"),
  })),
};

const listComprehendModelVersions: Permissions = {
  type: "listComprehendModelVersions",
  needed: ofEachKind("kind", (_kind, noun) => ({
    sid: "ListModels",
    actions: { [`comprehend:List${noun}s`]: ["call"] },
  })),
};

/** None of them knows a resource. What is denied is told as such, and not missed. */
const getModelAgreementEvidence: Permissions = {
  type: "getModelAgreementEvidence",
  needed: [
    {
      sid: "Offers",
      actions: { "bedrock:ListFoundationModelAgreementOffers": ["call"] },
      when: ({ inputs }) => inputs["productId"] === undefined,
    },
    {
      sid: "OptionalEvidence",
      actions: {
        "aws-marketplace:SearchAgreements": ["call"],
        "aws-marketplace:GetAgreementTerms": ["call"],
        "aws-marketplace:GetAgreementEntitlements": ["call"],
      },
    },
    { sid: "OptionalGrants", actions: { "license-manager:ListReceivedGrants": ["call"] } },
    {
      sid: "OptionalGrants",
      actions: { "license-manager:ListReceivedLicenses": ["call"] },
      when: ({ inputs }) => inputs["productId"] !== undefined,
    },
    {
      sid: "OptionalGrants",
      actions: { "bedrock:GetFoundationModelAvailability": ["call"] },
      when: ({ inputs }) => inputs["productId"] === undefined,
      seldom: "only where the account receives some grant",
    },
  ],
};

/** What every function asks of AWS. */
export const permissionsOfFunctions: readonly Permissions[] = [
  getModelOffers,
  getCustomModel,
  listSharedModels,
  getCustomModelShare,
  getComprehendModel,
  listComprehendModelVersions,
  getModelAgreementEvidence,
];
