import type { RecordedAnswer } from "./recorded-answer";

const LOCALSTACK =
  "localstack/localstack@8b9a79f tests/aws/services/kms/test_kms.snapshot.json, recorded on AWS";
const CLI = "aws/aws-cli 1.46 awscli/examples/kms";

/** What recordings show of KMS's answers. */
export const recorded: RecordedAnswer[] = [
  {
    operation: "kms DescribeKey",
    what: "a symmetric key of a customer",
    source: `${LOCALSTACK}, 2025-11-10`,
    always: [
      "KeyMetadata.AWSAccountId",
      "KeyMetadata.Arn",
      "KeyMetadata.CreationDate",
      "KeyMetadata.CurrentKeyMaterialId",
      "KeyMetadata.CustomerMasterKeySpec",
      "KeyMetadata.Description",
      "KeyMetadata.Enabled",
      "KeyMetadata.EncryptionAlgorithms",
      "KeyMetadata.KeyId",
      "KeyMetadata.KeyManager",
      "KeyMetadata.KeySpec",
      "KeyMetadata.KeyState",
      "KeyMetadata.KeyUsage",
      "KeyMetadata.MultiRegion",
      "KeyMetadata.Origin",
    ],
    never: [
      "KeyMetadata.DeletionDate",
      "KeyMetadata.MultiRegionConfiguration",
      "KeyMetadata.SigningAlgorithms",
    ],
  },
  {
    operation: "kms ListAliases",
    what: "AWS's own aliases that are not used yet",
    source: `${CLI}/list-aliases.rst`,
    always: ["Aliases.AliasName", "Aliases.AliasArn"],
    never: ["Aliases.TargetKeyId"],
  },
  {
    operation: "kms ListAliases",
    what: "the aliases of one key",
    source: `${CLI}/list-aliases.rst`,
    always: ["Aliases.AliasName", "Aliases.AliasArn", "Aliases.TargetKeyId"],
    never: [],
  },
];
