import type { Trouble } from "./trouble";

/** What is known to go wrong with models of Comprehend, their policies and their imports. */
export const comprehendTroubles = {
  importKey: {
    title: "A KMS key is in the way of an import",
    cause:
      "Where the source or the import is under a customer's own key, Comprehend uses that key by the role of dataAccessRoleArn; the policies of the keys and of the role have to let it.",
    signs: { code: /^KmsKeyValidationException$/ },
    next: [
      "dataAccessRoleArn must be a role of the importing account that trusts comprehend.amazonaws.com and may use",
      "kms:CreateGrant, kms:Decrypt and kms:GenerateDataKey; the source's key must let it as well (its policy, in the",
      "owner's account). The key of the import must be one of the importing account, in its Region.",
    ],
  },
  importRole: {
    title: "Comprehend cannot use the role of an import",
    cause:
      "The role does not exist, does not trust Comprehend, may not be passed on, or is missing although a customer's key is in play. Some of that AWS finds out only while it imports.",
    signs: { message: /data access role|role .*cannot be assumed|iam:PassRole/i },
    next: [
      "dataAccessRoleArn must be a role of the importing account that trusts comprehend.amazonaws.com, and the deploy",
      "identity needs iam:PassRole for it. It is needed where the source or the import is under a customer's own key.",
    ],
  },
  importDenied: {
    title: "The model's owner does not let it be imported",
    cause:
      "Comprehend imports another account's model only where the policy of that version allows it. A policy that was just put counts after a minute or two.",
    says: "may not import",
    next: [
      "Its owner has to let this account or role import that version: a ComprehendModelPolicy with it among the importers.",
      "Where this program makes the policy, take sourceModelArn from its resourceArn, so that the import waits for it.",
    ],
  },
  sourceNotTrained: {
    title: "The source of an import is not trained",
    cause:
      "Only a version that is TRAINED or TRAINED_WITH_WARNING can be imported, and none that is under way.",
    signs: { code: /^ResourceUnavailableException$/ },
    next: ["Wait until the version is TRAINED, or name another one: only trained versions can be imported."],
  },
  modelQuota: {
    title: "A quota of Comprehend is used up",
    cause: "The number of custom models, versions included, is limited for each account and Region.",
    signs: { code: /^ResourceLimitExceededException$/ },
    next: [
      "Delete versions that are no longer needed, or ask for a higher quota in Service Quotas (Comprehend).",
    ],
  },
  modelServes: {
    title: "The model of Comprehend is in use",
    cause:
      "An endpoint serves the version, or a flywheel has it as its active one. AWS deletes it only when neither does.",
    says: "the model is in use",
    next: [
      "Delete the endpoint or let it serve another version, and make another version the flywheel's active one:",
      "aws comprehend list-endpoints, list-flywheels.",
    ],
  },
  versionTaken: {
    title: "The version of a model of Comprehend is taken",
    cause:
      "The account has another model of that name and version in the Region: trained there, imported from another source, or failed and not made by this resource. It is never taken over.",
    says: "is there already",
    next: [
      "Choose another modelName or versionName (without one, a name is found that nobody has), or delete that model:",
      "aws comprehend delete-document-classifier, delete-entity-recognizer.",
    ],
  },
  noSuchModel: {
    title: "The model of Comprehend does not exist",
    cause:
      "The name or the version is mistyped, the model was deleted, or it lives in another account or Region.",
    says: "has no such model in",
    next: [
      "Versions are listed by aws comprehend list-document-classifiers and list-entity-recognizers (listComprehendModelVersions).",
    ],
  },
} as const satisfies Record<string, Trouble>;
