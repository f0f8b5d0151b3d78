import * as b from "@aws-sdk/client-bedrock";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import * as c from "@aws-sdk/client-comprehend";
import * as i from "@aws-sdk/client-iam";
import * as k from "@aws-sdk/client-kms";
import * as l from "@aws-sdk/client-license-manager";
import * as m from "@aws-sdk/client-marketplace-agreement";
import * as o from "@aws-sdk/client-organizations";
import * as r from "@aws-sdk/client-ram";
import * as s from "@aws-sdk/client-sts";

import { comprehendReads, comprehendWrites } from "./comprehend-calls";
import { copiesReads, copiesWrites } from "./copies-calls";
import { organizationReads, organizationWrites } from "./organization-calls";
import { iamReads, iamWrites } from "./iam-calls";
import { purchaseReads, purchaseWrites } from "./purchases-calls";
import { runtimeReads } from "./runtime-calls";
import { sharingReads, sharingWrites } from "./sharing-calls";

/** The real clients of one Region. */
export interface Clients {
  readonly bedrock: b.BedrockClient;
  /** For what changes an account: a call whose answer is lost is not sent again behind our back. */
  readonly bedrockOnce: b.BedrockClient;
  readonly comprehend: c.ComprehendClient;
  /** The same. */
  readonly comprehendOnce: c.ComprehendClient;
  readonly iam: i.IAMClient;
  readonly kms: k.KMSClient;
  /** In the home Region of what AWS Marketplace has sold. */
  readonly licenseManager: l.LicenseManagerClient;
  /** In the one Region that has it. */
  readonly marketplace: m.MarketplaceAgreementClient;
  readonly organizations: o.OrganizationsClient;
  readonly ram: r.RAMClient;
  readonly runtime: BedrockRuntimeClient;
  readonly sts: s.STSClient;
}

/** Where AWS keeps what it has sold, whatever the Region of its use. */
const HOME_REGION = "us-east-1";

export function openClients(config: s.STSClientConfig & b.BedrockClientConfig): Clients {
  // A bearer token of the environment would make Bedrock's calls those of another account than STS has named.
  const signed = { ...config, authSchemePreference: ["sigv4"] };
  return {
    bedrock: new b.BedrockClient(signed),
    bedrockOnce: new b.BedrockClient({ ...signed, maxAttempts: 1 }),
    comprehend: new c.ComprehendClient(signed),
    comprehendOnce: new c.ComprehendClient({ ...signed, maxAttempts: 1 }),
    iam: new i.IAMClient(signed),
    kms: new k.KMSClient(signed),
    licenseManager: new l.LicenseManagerClient({ ...signed, region: HOME_REGION }),
    marketplace: new m.MarketplaceAgreementClient({ ...signed, region: HOME_REGION }),
    organizations: new o.OrganizationsClient(signed),
    ram: new r.RAMClient(signed),
    runtime: new BedrockRuntimeClient(signed),
    sts: new s.STSClient(signed),
  };
}

/** Sends one operation. Its input may be wrong on purpose, so its type is as wide as what JSON can say. */
type Send = (to: Clients, input: never) => Promise<object>;

/**
 * Every operation the table speaks of, by AWS's name for it, after that of the service where several have it; `writes` are those that change an account.
 */
const reads = {
  ListFoundationModels: (to, input: b.ListFoundationModelsCommandInput) =>
    to.bedrock.send(new b.ListFoundationModelsCommand(input)),
  GetFoundationModel: (to, input: b.GetFoundationModelCommandInput) =>
    to.bedrock.send(new b.GetFoundationModelCommand(input)),
  ListFoundationModelAgreementOffers: (to, input: b.ListFoundationModelAgreementOffersCommandInput) =>
    to.bedrock.send(new b.ListFoundationModelAgreementOffersCommand(input)),
  GetFoundationModelAvailability: (to, input: b.GetFoundationModelAvailabilityCommandInput) =>
    to.bedrock.send(new b.GetFoundationModelAvailabilityCommand(input)),
  GetUseCaseForModelAccess: (to) => to.bedrock.send(new b.GetUseCaseForModelAccessCommand({})),
  GetInferenceProfile: (to, input: b.GetInferenceProfileCommandInput) =>
    to.bedrock.send(new b.GetInferenceProfileCommand(input)),
  ListInferenceProfiles: (to, input: b.ListInferenceProfilesCommandInput) =>
    to.bedrock.send(new b.ListInferenceProfilesCommand(input)),
  GetCallerIdentity: (to) => to.sts.send(new s.GetCallerIdentityCommand({})),
  AssumeRole: (to, input: s.AssumeRoleCommandInput) => to.sts.send(new s.AssumeRoleCommand(input)),
  AssumeRoleWithWebIdentity: (to, input: s.AssumeRoleWithWebIdentityCommandInput) =>
    to.sts.send(new s.AssumeRoleWithWebIdentityCommand(input)),
  DescribeOrganization: (to) => to.organizations.send(new o.DescribeOrganizationCommand({})),
  ...organizationReads,
  ...comprehendReads,
  ...copiesReads,
  ...iamReads,
  ...purchaseReads,
  ...runtimeReads,
  ...sharingReads,
} satisfies Record<string, Send>;

const writes = {
  CreateFoundationModelAgreement: (to, input: b.CreateFoundationModelAgreementCommandInput) =>
    to.bedrockOnce.send(new b.CreateFoundationModelAgreementCommand(input)),
  DeleteFoundationModelAgreement: (to, input: b.DeleteFoundationModelAgreementCommandInput) =>
    to.bedrockOnce.send(new b.DeleteFoundationModelAgreementCommand(input)),
  PutUseCaseForModelAccess: (to, input: b.PutUseCaseForModelAccessCommandInput) =>
    to.bedrockOnce.send(new b.PutUseCaseForModelAccessCommand(input)),
  ...comprehendWrites,
  ...copiesWrites,
  ...organizationWrites,
  ...iamWrites,
  ...purchaseWrites,
  ...sharingWrites,
} satisfies Record<string, Send>;

const calls: Readonly<Record<OperationName, Send>> = { ...reads, ...writes };

export type OperationName = keyof typeof reads | keyof typeof writes;

/** Whether an operation changes an account. */
export function accessOf(operation: OperationName): "read" | "write" {
  return operation in writes ? "write" : "read";
}

/** What came of a call: what AWS said, or with which error it refused. */
export interface Answer {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly output?: object;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Makes a call. An error that AWS did not send is an answer too: the expectation that met it has failed. */
export async function call(to: Clients, operation: OperationName, input: object): Promise<Answer> {
  try {
    const { $metadata, ...output } = (await calls[operation](
      to,
      input as never,
    )) as s.GetCallerIdentityCommandOutput;
    return { status: $metadata.httpStatusCode ?? 0, output };
  } catch (thrown) {
    const { name, message, $metadata, Code } = thrown as s.STSServiceException & { Code?: string };
    // The SDK leaves no metadata where no answer came, and calls some errors of STS by another name than the wire does.
    const metadata = $metadata as s.STSServiceException["$metadata"] | undefined;
    return { status: metadata?.httpStatusCode ?? 0, error: { code: Code ?? name, message } };
  }
}
