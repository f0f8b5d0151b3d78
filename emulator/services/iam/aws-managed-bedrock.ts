/** The statements of AWS's own policies about Bedrock, as AWS publishes them; `docs/sources.md` says where they were read. */
export const bedrockFullAccess = (partition: string) => [
  { Sid: "BedrockAll", Effect: "Allow", Action: ["bedrock:*"], Resource: "*" },
  { Sid: "BedrockMantleAll", Effect: "Allow", Action: ["bedrock-mantle:*"], Resource: "*" },
  {
    Sid: "BedrockWebSearch",
    Effect: "Allow",
    Action: ["bedrock-websearch:InvokeSearch", "bedrock-websearch:InvokeFetch"],
    Resource: `arn:${partition}:bedrock-websearch:*:*:*`,
  },
  { Sid: "DescribeKey", Effect: "Allow", Action: ["kms:DescribeKey"], Resource: "arn:*:kms:*:::*" },
  {
    Sid: "APIsWithAllResourceAccess",
    Effect: "Allow",
    Action: ["iam:ListRoles", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups"],
    Resource: "*",
  },
  {
    Sid: "MarketplaceModelEndpointMutatingAPIs",
    Effect: "Allow",
    Action: [
      "sagemaker:CreateEndpoint",
      "sagemaker:CreateEndpointConfig",
      "sagemaker:CreateModel",
      "sagemaker:DeleteEndpoint",
      "sagemaker:UpdateEndpoint",
    ],
    Resource: [
      `arn:${partition}:sagemaker:*:*:endpoint/*`,
      `arn:${partition}:sagemaker:*:*:endpoint-config/*`,
      `arn:${partition}:sagemaker:*:*:model/*`,
    ],
    Condition: {
      StringEquals: {
        "aws:CalledViaLast": "bedrock.amazonaws.com",
        "aws:ResourceTag/sagemaker-sdk:bedrock": "compatible",
      },
    },
  },
  {
    Sid: "MarketplaceModelEndpointAddTagsOperations",
    Effect: "Allow",
    Action: ["sagemaker:AddTags"],
    Resource: [
      `arn:${partition}:sagemaker:*:*:endpoint/*`,
      `arn:${partition}:sagemaker:*:*:endpoint-config/*`,
      `arn:${partition}:sagemaker:*:*:model/*`,
    ],
    Condition: {
      "ForAllValues:StringEquals": {
        "aws:TagKeys": [
          "sagemaker-sdk:bedrock",
          "bedrock:marketplace-registration-status",
          "sagemaker-studio:hub-content-arn",
        ],
      },
      StringLike: {
        "aws:RequestTag/sagemaker-sdk:bedrock": "compatible",
        "aws:RequestTag/bedrock:marketplace-registration-status": "registered",
        "aws:RequestTag/sagemaker-studio:hub-content-arn": `arn:${partition}:sagemaker:*:aws:hub-content/SageMakerPublicHub/Model/*`,
      },
    },
  },
  {
    Sid: "MarketplaceModelEndpointDeleteTagsOperations",
    Effect: "Allow",
    Action: ["sagemaker:DeleteTags"],
    Resource: [
      `arn:${partition}:sagemaker:*:*:endpoint/*`,
      `arn:${partition}:sagemaker:*:*:endpoint-config/*`,
      `arn:${partition}:sagemaker:*:*:model/*`,
    ],
    Condition: {
      "ForAllValues:StringEquals": {
        "aws:TagKeys": [
          "sagemaker-sdk:bedrock",
          "bedrock:marketplace-registration-status",
          "sagemaker-studio:hub-content-arn",
        ],
      },
      StringLike: {
        "aws:ResourceTag/sagemaker-sdk:bedrock": "compatible",
        "aws:ResourceTag/bedrock:marketplace-registration-status": "registered",
        "aws:ResourceTag/sagemaker-studio:hub-content-arn": `arn:${partition}:sagemaker:*:aws:hub-content/SageMakerPublicHub/Model/*`,
      },
    },
  },
  {
    Sid: "MarketplaceModelEndpointNonMutatingAPIs",
    Effect: "Allow",
    Action: [
      "sagemaker:DescribeEndpoint",
      "sagemaker:DescribeEndpointConfig",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeInferenceComponent",
      "sagemaker:ListEndpoints",
      "sagemaker:ListTags",
    ],
    Resource: [
      `arn:${partition}:sagemaker:*:*:endpoint/*`,
      `arn:${partition}:sagemaker:*:*:endpoint-config/*`,
      `arn:${partition}:sagemaker:*:*:model/*`,
    ],
    Condition: { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } },
  },
  {
    Sid: "MarketplaceModelEndpointInvokingOperations",
    Effect: "Allow",
    Action: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
    Resource: [`arn:${partition}:sagemaker:*:*:endpoint/*`],
    Condition: {
      StringEquals: {
        "aws:CalledViaLast": "bedrock.amazonaws.com",
        "aws:ResourceTag/sagemaker-sdk:bedrock": "compatible",
      },
    },
  },
  {
    Sid: "DiscoveringMarketplaceModel",
    Effect: "Allow",
    Action: ["sagemaker:DescribeHubContent"],
    Resource: [
      `arn:${partition}:sagemaker:*:aws:hub-content/SageMakerPublicHub/Model/*`,
      `arn:${partition}:sagemaker:*:aws:hub/SageMakerPublicHub`,
    ],
  },
  {
    Sid: "AllowMarketplaceModelsListing",
    Effect: "Allow",
    Action: ["sagemaker:ListHubContents"],
    Resource: `arn:${partition}:sagemaker:*:aws:hub/SageMakerPublicHub`,
  },
  {
    Sid: "PassRoleToSageMaker",
    Effect: "Allow",
    Action: ["iam:PassRole"],
    Resource: [`arn:${partition}:iam::*:role/*SageMaker*ForBedrock*`],
    Condition: {
      StringEquals: { "iam:PassedToService": ["sagemaker.amazonaws.com", "bedrock.amazonaws.com"] },
    },
  },
  {
    Sid: "PassRoleToBedrock",
    Effect: "Allow",
    Action: ["iam:PassRole"],
    Resource: `arn:${partition}:iam::*:role/*AmazonBedrock*`,
    Condition: { StringEquals: { "iam:PassedToService": ["bedrock.amazonaws.com"] } },
  },
  {
    Sid: "MarketplaceOperationsFromBedrockFor3pModels",
    Effect: "Allow",
    Action: ["aws-marketplace:Subscribe", "aws-marketplace:ViewSubscriptions", "aws-marketplace:Unsubscribe"],
    Resource: "*",
    Condition: { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } },
  },
];

export const bedrockReadOnly = (partition: string) => [
  { Sid: "AmazonBedrockReadOnly", Effect: "Allow", Action: ["bedrock:Get*", "bedrock:List*"], Resource: "*" },
  {
    Sid: "MarketplaceModelEndpointNonMutatingAPIs",
    Effect: "Allow",
    Action: [
      "sagemaker:DescribeEndpoint",
      "sagemaker:DescribeEndpointConfig",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeInferenceComponent",
      "sagemaker:ListEndpoints",
      "sagemaker:ListTags",
    ],
    Resource: [
      `arn:${partition}:sagemaker:*:*:endpoint/*`,
      `arn:${partition}:sagemaker:*:*:endpoint-config/*`,
      `arn:${partition}:sagemaker:*:*:model/*`,
    ],
    Condition: { StringEquals: { "aws:CalledViaLast": "bedrock.amazonaws.com" } },
  },
  {
    Sid: "DiscoveringMarketplaceModel",
    Effect: "Allow",
    Action: ["sagemaker:DescribeHubContent"],
    Resource: [
      `arn:${partition}:sagemaker:*:aws:hub-content/SageMakerPublicHub/Model/*`,
      `arn:${partition}:sagemaker:*:aws:hub/SageMakerPublicHub`,
    ],
  },
  {
    Sid: "AllowMarketplaceModelsListing",
    Effect: "Allow",
    Action: ["sagemaker:ListHubContents"],
    Resource: `arn:${partition}:sagemaker:*:aws:hub/SageMakerPublicHub`,
  },
];
