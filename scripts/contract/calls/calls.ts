import * as b from "@aws-sdk/client-bedrock";
import * as o from "@aws-sdk/client-organizations";
import * as s from "@aws-sdk/client-sts";

import type { Clients, Send } from "./clients";
import { comprehendReads, comprehendWrites } from "./comprehend";
import { copiesReads, copiesWrites } from "./custom-models";
import { organizationReads, organizationWrites } from "./organizations";
import { iamReads, iamWrites } from "./iam";
import { purchaseReads, purchaseWrites } from "./marketplace";
import { runtimeReads } from "./bedrock-runtime";
import { sharingReads, sharingWrites } from "./ram";

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
