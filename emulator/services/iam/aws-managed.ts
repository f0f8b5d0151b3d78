import { iamArn } from "./arns";
import { bedrockFullAccess, bedrockReadOnly } from "./aws-managed-bedrock";
import { idFromWorld } from "./ids";
import type { ManagedPolicy } from "./policy-record";

interface Published {
  readonly name: string;
  readonly description: string;
  /** The version that AWS has made the default one, and when. */
  readonly version: string;
  readonly date: string;
  readonly statements: (partition: string) => readonly object[];
}

/** As of August 2026. */
const PUBLISHED: readonly Published[] = [
  {
    name: "AdministratorAccess",
    description: "Provides full access to AWS services and resources.",
    version: "v1",
    date: "2015-02-06T18:39:46Z",
    statements: () => [{ Effect: "Allow", Action: "*", Resource: "*" }],
  },
  {
    name: "AmazonBedrockFullAccess",
    description:
      "Provides full access to Amazon Bedrock as well as limited access to related services that are required by it.",
    version: "v11",
    date: "2026-08-04T05:42:21Z",
    statements: bedrockFullAccess,
  },
  {
    name: "AmazonBedrockReadOnly",
    description: "Provides read only access to Amazon Bedrock",
    version: "v7",
    date: "2026-02-12T17:57:55Z",
    statements: bedrockReadOnly,
  },
  {
    name: "AWSMarketplaceManageSubscriptions",
    description: "Provides the ability to subscribe and unsubscribe to AWS Marketplace software",
    version: "v9",
    date: "2026-05-07T16:42:22Z",
    statements: (partition) => [
      {
        Effect: "Allow",
        Action: [
          "aws-marketplace:ViewSubscriptions",
          "aws-marketplace:Subscribe",
          "aws-marketplace:Unsubscribe",
        ],
        Resource: "*",
      },
      {
        Effect: "Allow",
        Action: [
          "aws-marketplace:CreatePrivateMarketplaceRequests",
          "aws-marketplace:ListPrivateMarketplaceRequests",
          "aws-marketplace:DescribePrivateMarketplaceRequests",
        ],
        Resource: "*",
      },
      { Effect: "Allow", Action: ["aws-marketplace:ListPrivateListings"], Resource: "*" },
      {
        Effect: "Allow",
        Action: [
          "aws-marketplace:GetListing",
          "aws-marketplace:GetProduct",
          "aws-marketplace:GetOffer",
          "aws-marketplace:GetOfferTerms",
          "aws-marketplace:GetOfferSet",
          "aws-marketplace:ListPurchaseOptions",
          "aws-marketplace:ListFulfillmentOptions",
          "aws-marketplace:SearchFacets",
          "aws-marketplace:SearchListings",
        ],
        Resource: [
          `arn:${partition}:aws-marketplace:::catalog/AWSMarketplace*/product/*`,
          `arn:${partition}:aws-marketplace:::catalog/AWSMarketplace*/listing/*`,
          `arn:${partition}:aws-marketplace:::catalog/AWSMarketplace*/offer/*`,
          `arn:${partition}:aws-marketplace:::catalog/AWSMarketplace*/offerSet/*`,
          `arn:${partition}:aws-marketplace:::catalog/AWSMarketplace*/purchaseOption/*`,
        ],
      },
      {
        Effect: "Allow",
        Action: [
          "aws-marketplace:UpdatePurchaseOrders",
          "aws-marketplace:ListAgreementCharges",
          "aws-marketplace:GetAgreementPaymentRequest",
          "aws-marketplace:ListAgreementPaymentRequests",
          "aws-marketplace:AcceptAgreementPaymentRequest",
          "aws-marketplace:RejectAgreementPaymentRequest",
        ],
        Resource: "*",
        Condition: {
          "ForAllValues:StringEquals": { "aws-marketplace:AgreementType": ["PurchaseAgreement"] },
          Null: { "aws-marketplace:AgreementType": "false" },
        },
      },
      {
        Sid: "AWSMarketplaceChangeSetReadAccess",
        Effect: "Allow",
        Action: ["aws-marketplace:DescribeChangeSet", "aws-marketplace:ListChangeSets"],
        Resource: `arn:${partition}:aws-marketplace:*:*:AWSMarketplace/ChangeSet/*`,
      },
      {
        Sid: "AWSMarketplaceTokenManagement",
        Effect: "Allow",
        Action: ["aws-marketplace:StartChangeSet"],
        Resource: [
          `arn:${partition}:aws-marketplace:*:*:AWSMarketplace/AgentTokenContainer/*`,
          `arn:${partition}:aws-marketplace:*:*:AWSMarketplace/ChangeSet/*`,
        ],
        Condition: {
          StringEquals: {
            "catalog:ChangeType": ["CreateAgentTokenContainer", "RequestExpressPrivateOffer", "ExpireToken"],
          },
        },
      },
      {
        Sid: "AWSMarketplaceEntityReadAccess",
        Effect: "Allow",
        Action: ["aws-marketplace:ListEntities", "aws-marketplace:DescribeEntity"],
        Resource: "*",
      },
      {
        Sid: "AWSMarketplaceAgreementCancellationRequestAccess",
        Effect: "Allow",
        Action: [
          "aws-marketplace:ListAgreementCancellationRequests",
          "aws-marketplace:GetAgreementCancellationRequest",
          "aws-marketplace:AcceptAgreementCancellationRequest",
          "aws-marketplace:CancelAgreement",
          "aws-marketplace:RejectAgreementCancellationRequest",
        ],
        Resource: "*",
        Condition: {
          "ForAllValues:StringEquals": { "aws-marketplace:AgreementType": ["PurchaseAgreement"] },
          StringEquals: { "aws-marketplace:PartyType": "Acceptor" },
        },
      },
    ],
  },
  {
    // Of several thousand actions, those of services that are emulated.
    name: "ReadOnlyAccess",
    description: "Provides read-only access to AWS services and resources.",
    version: "v188",
    date: "2026-07-21T18:42:30Z",
    statements: () => [{ Effect: "Allow", Action: READ_ONLY, Resource: "*" }],
  },
];

const READ_ONLY = [
  "bedrock:GetAgent",
  "bedrock:GetAgentActionGroup",
  "bedrock:GetAgentAlias",
  "bedrock:GetAgentCollaborator",
  "bedrock:GetAgentKnowledgeBase",
  "bedrock:GetAgentVersion",
  "bedrock:GetCustomModel",
  "bedrock:GetDataSource",
  "bedrock:GetEvaluationJob",
  "bedrock:GetFlow",
  "bedrock:GetFlowAlias",
  "bedrock:GetFlowVersion",
  "bedrock:GetFoundationModel",
  "bedrock:GetFoundationModelAvailability",
  "bedrock:GetGuardrail",
  "bedrock:GetInferenceProfile",
  "bedrock:GetIngestionJob",
  "bedrock:GetKnowledgeBase",
  "bedrock:GetModelCustomizationJob",
  "bedrock:GetModelInvocationJob",
  "bedrock:GetModelInvocationLoggingConfiguration",
  "bedrock:GetPrompt",
  "bedrock:GetProvisionedModelThroughput",
  "bedrock:GetResourcePolicy",
  "bedrock:GetUseCaseForModelAccess",
  "bedrock:ListAgentActionGroups",
  "bedrock:ListAgentAliases",
  "bedrock:ListAgentCollaborators",
  "bedrock:ListAgentKnowledgeBases",
  "bedrock:ListAgents",
  "bedrock:ListAgentVersions",
  "bedrock:ListCustomModels",
  "bedrock:ListDataSources",
  "bedrock:ListEnforcedGuardrailsConfiguration",
  "bedrock:ListEvaluationJobs",
  "bedrock:ListFlowAliases",
  "bedrock:ListFlows",
  "bedrock:ListFlowVersions",
  "bedrock:ListFoundationModelAgreementOffers",
  "bedrock:ListFoundationModels",
  "bedrock:ListGuardrails",
  "bedrock:ListInferenceProfiles",
  "bedrock:ListIngestionJobs",
  "bedrock:ListKnowledgeBases",
  "bedrock:ListModelCustomizationJobs",
  "bedrock:ListModelInvocationJobs",
  "bedrock:ListPrompts",
  "bedrock:ListProvisionedModelThroughputs",
  "comprehend:BatchDetect*",
  "comprehend:Classify*",
  "comprehend:Contains*",
  "comprehend:Describe*",
  "comprehend:Detect*",
  "comprehend:List*",
  "iam:Generate*",
  "iam:Get*",
  "iam:List*",
  "iam:Simulate*",
  "kms:Describe*",
  "kms:Get*",
  "kms:List*",
  "license-manager:Get*",
  "license-manager:List*",
  "organizations:Describe*",
  "organizations:List*",
  "ram:Get*",
  "ram:List*",
  "sts:GetAccessKeyInfo",
  "sts:GetCallerIdentity",
  "sts:GetSessionToken",
];

const made = new Map<string, readonly ManagedPolicy[]>();

/** AWS's own managed policies, as they are in a partition. */
export function awsManaged(partition: string): readonly ManagedPolicy[] {
  const policies = made.get(partition) ?? policiesIn(partition);
  made.set(partition, policies);
  return policies;
}

function policiesIn(partition: string): readonly ManagedPolicy[] {
  return PUBLISHED.map(({ name, description, version, date, statements }) => {
    const arn = iamArn(partition, "aws", "policy", "/", name);
    const createdAt = Date.parse(date);
    const document = JSON.stringify({ Version: "2012-10-17", Statement: statements(partition) });
    return {
      arn,
      name,
      path: "/",
      id: idFromWorld("ANPA", arn),
      description,
      createdAt,
      updatedAt: createdAt,
      tags: [],
      versions: [{ id: version, document, createdAt }],
      defaultVersion: version,
      counted: 1,
    };
  });
}
