import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, beforeEach, describe, expect, it } from "@jest/globals";

import { defaultWorld, type FaultEffect, RunningClock, startEmulator, type WorldFile } from "#emulator/index";
import { type catalogue } from "#provider/aws/errors/catalogue";
import { readSharedModels } from "#provider/functions/calls/custom-models";
import { letImport } from "../support/aws/comprehend";
import {
  ACCOUNT,
  CLASSIFIER,
  type Emulator,
  FORM,
  MEMBER,
  NEEDS_FORM,
  OUTSIDER,
  REGION,
  THIRD_PARTY,
} from "../support/emulator/emulated";
import { PRODUCT, subscribe, UNIT } from "../support/aws/grants";
import { configFor, Host, type Managed } from "../support/hosts/host";
import { dripping, facing, page } from "../support/emulator/hostile";

let emulator: Emulator;
beforeEach(() => restart());
afterAll(() => emulator.close());

async function restart(world?: WorldFile): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ clock: new RunningClock(3600), ...(world && { world }) });
}

const COHERE = "Bedrock model agreement (cohere.command-r-v1:0)";
const args = { modelId: THIRD_PARTY };
const role = { roleArn: "arn:aws:iam::444455556666:role/nobody-has-it" };
/** Nobody waits for retries here. */
const config = (changed: Record<string, string> = {}, account = ACCOUNT): Record<string, string> => ({
  ...configFor(emulator, account),
  "aws:maxRetries": "0",
  ...changed,
});

async function agreement(changed: Record<string, string> = {}, account = ACCOUNT): Promise<Managed> {
  return (await Host.start(config(changed, account))).resource("ModelAgreement");
}

const MODEL = `arn:aws:bedrock:${REGION}:${ACCOUNT}:custom-model/amazon.nova-micro-v1:0:128k/triage000001`;
const SHARE = { name: "models", resourceArns: [MODEL], principals: [MEMBER] };

async function sharing(): Promise<Managed> {
  return (await Host.start(config())).resource("CustomModelShare");
}

/** A copy of the account's own model, which needs no share. */
const OWN_COPY = { sourceModelArn: MODEL, modelName: "triage-2" };

async function copying(): Promise<Managed> {
  return (await Host.start(config())).resource("CustomModelCopy");
}

const IMPORT = { sourceModelArn: CLASSIFIER, versionName: "v2" };

async function importing(): Promise<Managed> {
  return (await Host.start(config({}, MEMBER))).resource("ComprehendModelImport");
}

/** A grant by the account that has subscribed. */
async function granting(principal = UNIT, more: object = {}): Promise<Managed> {
  subscribe(emulator);
  const grant = (await Host.start(config())).resource("ModelLicenseGrant");
  await grant.up({ productId: PRODUCT, principal, ...more });
  return grant;
}

const LICENSE = /^creating grant of licence prod-tukx4z3hrewle to /;
/** The text of a refusal may be any; what follows it is ours. */
const refusedGrant = (code: string, next: string): RegExp =>
  new RegExp(`${LICENSE.source}\\S+: ${code}: .*\\n  ${next}`);

/** What a person reads when this fails. */
const readWhole = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "nothing failed",
    (error: unknown) => (error as Error).message,
  );
/** The same without its last line, which says where. */
const said = async (run: Promise<unknown>): Promise<string> =>
  (await readWhole(run)).replace(/\n {2}(Account \d{12}, )?Region [a-z0-9-]+\.$/, "");

const refuses = (operation: string, code: string, status: number, message: string): void => {
  const effect: FaultEffect = { kind: "refusal", code, status, message };
  emulator.faults.add({ target: { operation }, effect });
};

/** Provokes each trouble and gives the text; what is expected stands beside it. */
const PROVOKED: Record<keyof typeof catalogue, [provoke: () => Promise<string>, text: string | RegExp]> = {
  paymentInstrument: [
    async () => said((await agreement({}, OUTSIDER)).up(args)),
    /^waiting for Bedrock model agreement \(cohere\.command-r-v1:0\) to be AVAILABLE: it became ERROR\n {2}INVALID_PAYMENT_INSTRUMENT: .*\n {2}AWS Marketplace cannot charge this account: add a valid payment method in the account's Billing console\n {2}\(for an organization, in the management account\), then run again\.$/,
  ],
  entitlementFailed: [
    async () => {
      const accounts = { ...defaultWorld.accounts, [ACCOUNT]: { entitlementFailure: "PRODUCT_RESTRICTED" } };
      await restart({ accounts } as WorldFile);
      return said((await agreement()).up(args));
    },
    /: it became ERROR\n {2}AWS Marketplace says of the entitlement: PRODUCT_RESTRICTED\n {2}A person has to settle this/,
  ],
  formMissing: [
    async () => said((await agreement()).up({ modelId: NEEDS_FORM })),
    [
      `creating Bedrock model agreement (${NEEDS_FORM}): AccessDeniedException: You have not filled out the request form. Fill out the form before requesting access to the model.`,
      "  The model's provider wants its first-use form before it accepts an agreement: add a UseCaseSubmission for this",
      "  account (or for the one that manages its organization) and let the agreement depend on it.",
    ].join("\n"),
  ],
  formRefused: [
    async () => {
      await restart({ assumptions: { "bedrock.siteWithoutScheme": "refused" } });
      const form = (await Host.start(config())).resource("UseCaseSubmission");
      return said(form.up({ ...FORM, companyWebsite: "www.example.com" }));
    },
    [
      "creating Bedrock use-case submission (global): ValidationException: Invalid form data.",
      "  AWS does not say which field. It is known to refuse an empty company name or website, intended users in words, and",
      "  a field that is missing; companyWebsite had perhaps better begin with https://.",
    ].join("\n"),
  ],
  notAuthorized: [
    async () => {
      await restart({ accounts: { [ACCOUNT]: { authorization: "restricted" } }, organization: null });
      emulator.incidents.agreementAccepted({ account: ACCOUNT, region: REGION, modelId: THIRD_PARTY });
      return said((await agreement()).up(args));
    },
    [
      `waiting for ${COHERE}: it is made, but authorizationStatus is NOT_AUTHORIZED`,
      "  This looks like (b) of what has been seen:",
      "  (a) Accounts that read it for every model of Amazon's, beside AVAILABLE, and can use them: nothing is wrong.",
      '  (b) Accounts whose every call is refused ("Error 002: Access to Bedrock models is not allowed for this account"):',
      "  only AWS Support can lift that, or the reseller who manages the account.",
      '  (c) Accounts where Bedrock was never enabled, which read it beside NOT_AVAILABLE ("Operation not allowed"): new ones',
      "  are still being verified; for others, ask AWS Support.",
      "  requireAuthorized: false makes this a warning.",
    ].join("\n"),
  ],
  changedTerms: [
    async () => {
      await restart();
      const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
      const accepted = await agreement();
      await accepted.up(args);
      emulator.incidents.agreementRevoked(place);
      emulator.incidents.priceChanged(place, "offer-cohcommandr", "USE1_InputTokenCount", "9.50");
      await accepted.refresh();
      return said(accepted.up(args));
    },
    [
      `needs a person: the terms on offer for ${THIRD_PARTY} are not those that were accepted before`,
      "  prices.USE1_InputTokenCount: 0.50 => 9.50",
      "  Nothing was accepted. What is on offer now, with the text of the document:",
      `    npx pulumi-model-access terms show ${THIRD_PARTY} --region ${REGION} --documents .`,
      "  Once somebody has read it, write that down, and give it to the resource as reviewedTerms:",
      `    npx pulumi-model-access terms pin ${THIRD_PARTY} --region ${REGION} --reviewed-by <name>`,
      '  For this once, model-access:onTermsChanged: "warn" accepts it all the same.',
    ].join("\n"),
  ],
  failedAgreement: [
    async () => {
      await restart({ assumptions: { "bedrock.retryAfterError": "refused" } });
      const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
      emulator.incidents.agreementAccepted(place);
      emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: card expired");
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: ValidationException: Could not create agreement - Agreement already exists`,
      "  An agreement that failed seems to be in the way: aws bedrock delete-foundation-model-agreement --model-id <id>,",
      "  then run again.",
    ].join("\n"),
  ],
  internalAccount: [
    async () => {
      await restart({ accounts: { [ACCOUNT]: { internal: true } }, organization: null });
      const host = await Host.start(config());
      await host.resource("UseCaseSubmission").up(FORM);
      return host.logs
        .filter(({ ephemeral }) => !ephemeral)
        .map(({ message }) => message)
        .join("\n");
    },
    "AWS wants no form of this account, which is one of its internal ones",
  ],
  privateMarketplace: [
    async () => {
      refuses(
        "CreateFoundationModelAgreement",
        "ValidationException",
        400,
        "Denied by a Private Marketplace.",
      );
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: ValidationException: Denied by a Private Marketplace.`,
      "  Check the Region, and whether a private marketplace or an SCP of the organization blocks the product.",
    ].join("\n"),
  ],
  marketplacePermission: [
    async () => {
      const message = "User is not authorized to perform: aws-marketplace:Subscribe";
      refuses("CreateFoundationModelAgreement", "AccessDeniedException", 403, message);
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: AccessDeniedException: User is not authorized to perform: aws-marketplace:Subscribe`,
      "  The deploy identity needs aws-marketplace:Subscribe, Unsubscribe and ViewSubscriptions. An SCP may deny them,",
      "  also by a condition on aws-marketplace:ProductId: AWS does not say which statement it was.",
      "  After a change of permissions AWS may need two minutes.",
    ].join("\n"),
  ],
  formPerhapsMissing: [
    async () => {
      const message = "Your account is not authorized to perform this action.";
      refuses("CreateFoundationModelAgreement", "AccessDeniedException", 403, message);
      return said((await agreement()).up({ modelId: NEEDS_FORM }));
    },
    [
      `creating Bedrock model agreement (${NEEDS_FORM}): AccessDeniedException: Your account is not authorized to perform this action.`,
      "  Most likely Anthropic's first-use form has not been filed: add a UseCaseSubmission for this account (or for the",
      "  one that manages its organization) and let the agreement depend on it.",
    ].join("\n"),
  ],
  restrictedAccount: [
    async () => {
      const message = "Model access is not available for channel program accounts.";
      refuses("CreateFoundationModelAgreement", "AccessDeniedException", 403, message);
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: AccessDeniedException: Model access is not available for channel program accounts.`,
      "  AWS restricts this account (a reseller's, or a new one): only AWS Support can lift that.",
    ].join("\n"),
  ],
  outsideOrganization: [
    async () =>
      said(
        sharing().then((share) =>
          share.up({ ...SHARE, principals: [OUTSIDER], allowExternalPrincipals: true }),
        ),
      ),
    [
      "creating custom model share (models): InvalidParameterException: The resource you are attempting to share can only be shared within your AWS Organization. This error may also occur if you have not enabled sharing with your AWS organization, or that onboarding process is still in progress.",
      "  Both accounts must be in one organization, in which resource sharing is switched on: in the management account,",
      "  aws ram enable-sharing-with-aws-organization (switching trusted access on in Organizations is not enough).",
    ].join("\n"),
  ],
  organizationNotFound: [
    async () => {
      const message = "Organization o-exampleorgid could not be found.";
      refuses("CreateResourceShare", "UnknownResourceException", 400, message);
      return said(sharing().then((share) => share.up(SHARE)));
    },
    [
      "creating custom model share (models): UnknownResourceException: Organization o-exampleorgid could not be found.",
      "  In the management account: aws ram enable-sharing-with-aws-organization. Then it takes a few minutes.",
    ].join("\n"),
  ],
  shareQuota: [
    async () => {
      refuses("CreateResourceShare", "ResourceShareLimitExceededException", 400, "Too many shares.");
      return said(sharing().then((share) => share.up(SHARE)));
    },
    [
      "creating custom model share (models): ResourceShareLimitExceededException: Too many shares.",
      "  Delete shares that are no longer needed, or ask for a higher quota in Service Quotas (AWS RAM).",
    ].join("\n"),
  ],
  licensingDenied: [
    async () => {
      refuses("CreateGrant", "AccessDeniedException", 400, "You may not.");
      return said(granting());
    },
    [
      "creating grant of licence prod-tukx4z3hrewle to ou-exam-workload: AccessDeniedException: You may not.",
      "  Grants are made in the account that has subscribed: the one that manages the organization, or the one it has delegated",
      "  to. The deploy identity needs the license-manager: actions on the page of ModelLicenseGrant, also for us-east-1 where an",
      "  SCP allows certain Regions only.",
    ].join("\n"),
  ],
  grantOutside: [
    async () => said(granting(OUTSIDER)),
    refusedGrant("ValidationException", "principal must be another account, a unit or the whole"),
  ],
  trustedAccess: [
    async () => {
      const { organization } = defaultWorld;
      const assumptions = { "license-manager.withoutTrustedAccess": "refused" };
      await restart({ assumptions, organization: { ...organization, trustedServices: [] } });
      return said(granting());
    },
    refusedGrant(
      "ValidationException",
      "In the management account: aws organizations enable-aws-service-access",
    ),
  ],
  grantQuota: [
    async () => {
      refuses("CreateGrant", "ResourceLimitExceededException", 400, "Too many grants.");
      return said(granting());
    },
    refusedGrant("ResourceLimitExceededException", "Grant to a unit or to the organization instead"),
  ],
  licenseMissing: [
    async () => said(granting(UNIT, { productId: "prod-other", __timeouts: { create: 0.05 } })),
    /^waiting for a licence of product prod-other: still NO_LICENSE after .*\n {2}The account that grants must itself have subscribed/,
  ],
  grantFailed: [
    async () => {
      await restart({ organization: { ...defaultWorld.organization, trustedServices: [] } });
      return said(granting());
    },
    /^waiting for grant of licence l-[0-9a-f]+ to ou-exam-workload to be distributed: it became FAILED_WORKFLOW\n[^]*\n {2}Nothing brings such a grant back/,
  ],
  modelInUse: [
    async () => {
      const copy = await copying();
      const deletion = { delete: 0.01 };
      await copy.up({ ...OWN_COPY, __timeouts: deletion });
      emulator.incidents.customModelUsed(
        { account: ACCOUNT, region: REGION },
        copy.state!.id,
        "throughput pt-1",
      );
      return said(copy.on(await Host.start(config())).destroy());
    },
    [
      "deleting custom model copy (triage-2): the model is in use",
      "  ConflictException: The custom model triage-2 is in use by throughput pt-1. Delete it first.",
      "  Provisioned Throughput or a deployment uses it: delete those first. They are found by",
      "  aws bedrock list-provisioned-model-throughputs and aws bedrock list-custom-model-deployments.",
    ].join("\n"),
  ],
  modelNameTaken: [
    async () => said(copying().then((copy) => copy.up({ ...OWN_COPY, modelName: "ticket-triage" }))),
    [
      "creating custom model copy (ticket-triage): ValidationException: The provided model name is currently in use.",
      `  ${MODEL} has that name in ${REGION}.`,
      "  Choose another modelName, or delete the model that has it: aws bedrock list-custom-models --is-owned.",
    ].join("\n"),
  ],
  customModelQuota: [
    async () => {
      await restart({ copies: { modelsPerAccount: 2 } });
      return said(copying().then((copy) => copy.up(OWN_COPY)));
    },
    [
      "creating custom model copy (triage-2): ServiceQuotaExceededException: The account has reached its quota of 2 custom models.",
      "  Delete custom models that are no longer needed (aws bedrock list-custom-models --is-owned), or ask for a higher quota",
      "  in Service Quotas (Amazon Bedrock, custom models).",
    ].join("\n"),
  ],
  // Scenario 70: which models and Regions AWS copies between moves, so its own refusal is explained.
  copySourceMissing: [
    async () => said((await copying()).up({ ...OWN_COPY, sourceModelArn: `${MODEL.slice(0, -1)}9` })),
    /^creating custom model copy \(triage-2\): ResourceNotFoundException: .*\n {2}Check sourceModelArn: aws bedrock list-custom-models in its Region shows what this account has and is shown\.\n {2}A model of another account has to be shared first \(CustomModelShare\)\.$/,
  ],
  modelNotCopied: [
    async () => {
      const llama = MODEL.replace("amazon.nova-micro-v1:0:128k", "meta.llama3-1-8b-instruct-v1:0:128k");
      await restart({ customModels: { [llama]: { modelName: "triage" } } });
      const elsewhere = { ...OWN_COPY, sourceModelArn: llama, region: "eu-west-1" };
      return said(copying().then((copy) => copy.up(elsewhere)));
    },
    [
      "creating custom model copy (triage-2): ValidationException: The base model meta.llama3-1-8b-instruct-v1:0:128k is not available in eu-west-1.",
      "  See AWS's pages on sharing and on copying models for customization in Amazon Bedrock: they list the base models",
      "  and Regions. Another destination Region may do.",
    ].join("\n"),
  ],
  modelKey: [
    async () =>
      said(copying().then((copy) => copy.up({ ...OWN_COPY, modelKmsKeyId: "alias/nobody-has-it" }))),
    [
      "creating custom model copy (triage-2): ValidationException: The KMS key alias/nobody-has-it could not be found.",
      "  The source's key must let the copying account use kms:Decrypt (its policy, in the owner's account); the copy's key",
      "  must let it use kms:CreateGrant, GenerateDataKey, Decrypt and DescribeKey, and be in the copy's Region.",
    ].join("\n"),
  ],
  importKey: [
    async () => {
      await letImport(emulator);
      const dataAccessRoleArn = `arn:aws:iam::${MEMBER}:role/model-access-deployer`;
      const modelKmsKeyId = `arn:aws:kms:${REGION}:${MEMBER}:key/00000000-0000-4000-8000-000000000000`;
      return said((await importing()).up({ ...IMPORT, modelKmsKeyId, dataAccessRoleArn }));
    },
    [
      `creating Comprehend model import (ticket-topics/v2): KmsKeyValidationException: The KMS key arn:aws:kms:${REGION}:${MEMBER}:key/00000000-0000-4000-8000-000000000000 cannot be validated. Verify the key and re-enter it.`,
      "  dataAccessRoleArn must be a role of the importing account that trusts comprehend.amazonaws.com and may use",
      "  kms:CreateGrant, kms:Decrypt and kms:GenerateDataKey; the source's key must let it as well (its policy, in the",
      "  owner's account). The key of the import must be one of the importing account, in its Region.",
    ].join("\n"),
  ],
  importRole: [
    async () => {
      await letImport(emulator);
      const dataAccessRoleArn = `arn:aws:iam::${ACCOUNT}:role/somebody-elses`;
      return said((await importing()).up({ ...IMPORT, dataAccessRoleArn, __timeouts: { create: 0.05 } }));
    },
    [
      "creating Comprehend model import (ticket-topics/v2): InvalidRequestException: The data access role is not of this account.",
      "  dataAccessRoleArn must be a role of the importing account that trusts comprehend.amazonaws.com, and the deploy",
      "  identity needs iam:PassRole for it. It is needed where the source or the import is under a customer's own key.",
    ].join("\n"),
  ],
  importDenied: [
    async () => said((await importing()).up({ ...IMPORT, __timeouts: { create: 0.05 } })),
    [
      `creating Comprehend model import (ticket-topics/v2): account ${MEMBER} may not import ${CLASSIFIER}`,
      `  AccessDeniedException: User: arn:aws:iam::${MEMBER}:user/emulated is not authorized to perform: comprehend:ImportModel on resource: ${CLASSIFIER} because no resource-based policy allows the comprehend:ImportModel action`,
      `  Account ${ACCOUNT} owns it.`,
      "  Its owner has to let this account or role import that version: a ComprehendModelPolicy with it among the importers.",
      "  Where this program makes the policy, take sourceModelArn from its resourceArn, so that the import waits for it.",
    ].join("\n"),
  ],
  sourceNotTrained: [
    async () => {
      await letImport(emulator);
      emulator.incidents.comprehendModelReads({ account: ACCOUNT, region: REGION }, CLASSIFIER, "TRAINING");
      return said((await importing()).up(IMPORT));
    },
    [
      `creating Comprehend model import (ticket-topics/v2): ResourceUnavailableException: ${CLASSIFIER} is TRAINING. Only trained models can be imported.`,
      "  Wait until the version is TRAINED, or name another one: only trained versions can be imported.",
    ].join("\n"),
  ],
  modelQuota: [
    async () => {
      await restart({ comprehend: { modelsPerAccount: 0 } });
      await letImport(emulator);
      return said((await importing()).up(IMPORT));
    },
    [
      "creating Comprehend model import (ticket-topics/v2): ResourceLimitExceededException: The maximum number of resources per account has been exceeded.",
      "  Delete versions that are no longer needed, or ask for a higher quota in Service Quotas (Comprehend).",
    ].join("\n"),
  ],
  modelServes: [
    async () => {
      await letImport(emulator);
      const model = await importing();
      await model.up({ ...IMPORT, __timeouts: { delete: 0.01 } });
      emulator.incidents.endpointMade({ account: MEMBER, region: REGION }, model.state!.id, "live");
      return said(model.on(await Host.start(config({}, MEMBER))).destroy());
    },
    [
      "deleting Comprehend model import (ticket-topics/v2): the model is in use",
      "  ResourceInUseException: The model is in use by live.",
      `  Endpoint arn:aws:comprehend:${REGION}:${MEMBER}:document-classifier-endpoint/live serves it.`,
      "  Delete the endpoint or let it serve another version, and make another version the flywheel's active one:",
      "  aws comprehend list-endpoints, list-flywheels.",
    ].join("\n"),
  ],
  versionTaken: [
    async () => {
      const arn = CLASSIFIER.replace(ACCOUNT, MEMBER).replace("/v1", "/v2");
      emulator.incidents.comprehendModelMade({ account: MEMBER, region: REGION }, arn);
      return said((await importing()).up(IMPORT));
    },
    [
      "creating Comprehend model import (ticket-topics/v2): a model of that name and version is there already, of which AWS shows no source",
      `  It is arn:aws:comprehend:${REGION}:${MEMBER}:document-classifier/ticket-topics/version/v2.`,
      "  Choose another modelName or versionName (without one, a name is found that nobody has), or delete that model:",
      "  aws comprehend delete-document-classifier, delete-entity-recognizer.",
    ].join("\n"),
  ],
  noSuchModel: [
    async () => {
      const policy = (await Host.start(config())).resource("ComprehendModelPolicy");
      return said(policy.up({ resourceArn: `${CLASSIFIER}9`, importers: [{ accountId: MEMBER }] }));
    },
    [
      `creating Comprehend model policy (ticket-topics/v19): account ${ACCOUNT} has no such model in ${REGION}`,
      "  Versions are listed by aws comprehend list-document-classifiers and list-entity-recognizers (listComprehendModelVersions).",
    ].join("\n"),
  ],
  modelNotInRegion: [
    async () => said((await agreement()).up({ modelId: "cohere.command-of-tomorrow-v1:0" })),
    [
      "creating Bedrock model agreement (cohere.command-of-tomorrow-v1:0): ValidationException: The provided model identifier is invalid.",
      "  aws bedrock list-foundation-models --region <region> lists the models of a Region.",
    ].join("\n"),
  ],
  inferenceProfile: [
    async () => said((await agreement()).check({ modelId: `eu.${THIRD_PARTY}` })),
    "modelId: is the id of an inference profile; agreements belong to the base model: leave out the geography in front",
  ],
  expiredCredentials: [
    async () => {
      refuses(
        "GetCallerIdentity",
        "ExpiredToken",
        403,
        "The security token included in the request is expired",
      );
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: ExpiredToken: The security token included in the request is expired`,
      "  Sign in again (aws sso login, or renew the session), then run again.",
    ].join("\n"),
  ],
  regionNotEnabled: [
    async () => said((await agreement()).up({ ...args, region: "af-south-1" })),
    [
      `creating ${COHERE}: InvalidClientTokenId: The security token included in the request is invalid.`,
      "  If the Region is an opt-in one, enable it for the account (Billing and account settings, AWS Regions).",
      "  Otherwise check the credentials.",
    ].join("\n"),
  ],
  signInEnded: [
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "sso-"));
      const file = join(folder, "config");
      const profile =
        "sso_start_url = https://acme.example\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = r";
      writeFileSync(file, `[profile acme]\n${profile}\n`);
      const host = await Host.start(
        { "aws:region": REGION, "aws:profile": "acme" },
        { AWS_CONFIG_FILE: file },
      );
      return said(host.resource("ModelAgreement").up(args)).finally(async () => {
        await host.stop();
        rmSync(folder, { recursive: true });
      });
    },
    [
      `creating ${COHERE}: CredentialsProviderError: The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the corresponding profile.`,
      "  Sign in again: aws sso login --profile <profile> (or aws login), then run again.",
    ].join("\n"),
  ],
  noCredentials: [
    async () => {
      const host = await Host.start({ "aws:region": REGION, "aws:maxRetries": "0" }, {});
      return said(host.resource("ModelAgreement").up(args)).finally(() => host.stop());
    },
    [
      `creating ${COHERE}: CredentialsProviderError: Could not load credentials from any providers`,
      "  No AWS credentials were found: set aws:profile or aws:accessKey and aws:secretKey in the stack's configuration,",
      "  or AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
    ].join("\n"),
  ],
  roleDenied: [
    async () => said((await agreement()).up({ ...args, assumeRole: role })),
    [
      `creating ${COHERE}: AccessDenied: User: arn:aws:iam::${ACCOUNT}:user/emulated is not authorized to perform: sts:AssumeRole on resource: ${role.roleArn}`,
      "  Check the role's ARN, its trust policy and the external id it asks for.",
    ].join("\n"),
  ],
  permissionDenied: [
    async () => {
      refuses("GetFoundationModelAvailability", "AccessDeniedException", 403, "You may not.");
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: AccessDeniedException: You may not.`,
      "  The deploy identity lacks a permission, or an SCP denies it: the page of the resource lists the actions it needs.",
    ].join("\n"),
  ],
  throttled: [
    async () => {
      refuses("GetFoundationModelAvailability", "ThrottlingException", 429, "Too many requests");
      return said((await agreement({ "aws:maxRetries": "2", "aws:retryMode": "standard" })).up(args));
    },
    [
      `creating ${COHERE}: ThrottlingException: Too many requests`,
      "  AWS kept refusing for load: run again later, or set maxRetries higher or requestsPerSecond lower.",
    ].join("\n"),
  ],
  certificate: [
    async () => {
      const pem = (name: string) => readFileSync(resolve(__dirname, "../../support/tls", name));
      const server = createSecureServer({ key: pem("key.pem"), cert: pem("certificate.pem") });
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const trusting = await agreement({ "aws:endpoints": JSON.stringify([{ bedrock: url, sts: url }]) });
      return said(trusting.up(args)).finally(() => server.close());
    },
    [
      `creating ${COHERE}: self-signed certificate`,
      "  Set aws:customCaBundle (or AWS_CA_BUNDLE) to a file with your company's certificates, or check the scheme and",
      "  host of aws:endpoints or AWS_ENDPOINT_URL. Certificates are always verified.",
    ].join("\n"),
  ],
  unreachable: [
    async () => {
      // Port 1 is nobody's.
      const url = "http://127.0.0.1:1";
      return said(
        (await agreement({ "aws:endpoints": JSON.stringify([{ bedrock: url, sts: url }]) })).up(args),
      );
    },
    [
      `creating ${COHERE}: connect ECONNREFUSED 127.0.0.1:1`,
      "  AWS could not be reached: check the network, the Region's name, a proxy (aws:httpsProxy, HTTPS_PROXY), and",
      "  aws:endpoints or AWS_ENDPOINT_URL.",
    ].join("\n"),
  ],
  proxyRefuses: [
    async () => {
      refuses("GetFoundationModelAvailability", "Proxy Authentication Required", 407, "Who are you?");
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: the proxy refuses to pass the request on (407)`,
      "  Set aws:httpsProxy (or HTTPS_PROXY) to http://name:password@host:port, with special characters percent-encoded;",
      "  pulumi config set --secret keeps it encrypted.",
    ].join("\n"),
  ],
  unreadable: [
    async () => {
      emulator.faults.add({
        target: { operation: "GetFoundationModelAvailability" },
        effect: { kind: "html" },
      });
      return said((await agreement()).up(args));
    },
    [
      `creating ${COHERE}: the answer is not one of AWS's`,
      "  Something on the way (a proxy, a login page of the network) has answered instead, or cut the answer short.",
    ].join("\n"),
  ],
  mistyped: [
    () => saidFacing((request, response) => response.end(request.method === "GET" ? MISTYPED : IDENTITY)),
    [
      "listing custom models of other accounts: AWS's answer to ListCustomModels is not of its form: modelSummaries[0].modelArn is not a string",
      "  Nothing was concluded from it. Run again; if it happens again, try the newest release, and please report it.",
    ].join("\n"),
  ],
  slowAnswer: [
    () => saidFacing(dripping),
    [
      "listing custom models of other accounts: the answer did not end within 0.2 s",
      "  Nothing is concluded from what came until then. Check the network and the proxy on the way to AWS, and run again.",
    ].join("\n"),
  ],
  endlessListing: [
    () => saidFacing((request, response) => response.end(request.method === "GET" ? page("next") : IDENTITY)),
    [
      "listing custom models of other accounts: ListCustomModels goes on naming further pages after 3 pages",
      "  Nothing is concluded from what was listed until then. Run again; if it stays so, something on the way to AWS",
      "  answers in its stead, or AWS Support has to look at it.",
    ].join("\n"),
  ],
};

const MISTYPED = JSON.stringify({ modelSummaries: [{ modelArn: 7 }] });
const IDENTITY = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${MEMBER}</Account><Arn>arn:aws:iam::${MEMBER}:root</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;

/** What a function says that a hostile server answers. */
async function saidFacing(answer: RequestListener): Promise<string> {
  const hostile = await facing(answer, { answerSeconds: 0.2, pages: 3 });
  try {
    return await said(readSharedModels(hostile.aws, { region: REGION }));
  } finally {
    hostile.close();
  }
}

describe("what a person reads", () => {
  it.each(Object.entries(PROVOKED))("%s", async (_name, [provoke, text]) => {
    const read = await provoke();
    if (typeof text === "string") expect(read).toBe(text);
    else expect(read).toMatch(text);
  });

  it("names the account, where AWS has said it, and the Region", async () => {
    refuses("CreateFoundationModelAgreement", "AccessDeniedException", 403, "You may not.");
    expect(await readWhole((await agreement()).up(args))).toMatch(
      /\n {2}Account 111122223333, Region us-east-1\.$/,
    );
    emulator.faults.clear();
    refuses("GetCallerIdentity", "AccessDenied", 403, "You may not.");
    expect(await readWhole((await agreement()).up(args))).toMatch(/\n {2}Region us-east-1\.$/);
  });

  it("speaks of AWS Support, not of the form, where another provider's model is refused to the account", async () => {
    refuses(
      "CreateFoundationModelAgreement",
      "AccessDeniedException",
      403,
      "Your account is not authorized.",
    );
    expect(await said((await agreement()).up(args))).toContain("only AWS Support can lift that");
  });

  it("says so where no offer is open at all", async () => {
    await restart({
      models: {
        [THIRD_PARTY]: { modelName: "x", providerName: "y", offers: [{ ...OFFER, type: "PRIVATE" }] },
      },
    });
    expect(await said((await agreement()).up(args))).toBe(
      [
        `creating ${COHERE}: no offer is open to this account (offerType: "ALL" looks for private offers as well)`,
        "  Check the Region, and whether a private marketplace or an SCP of the organization blocks the product.",
      ].join("\n"),
    );
  });
});

const OFFER = {
  offerId: "offer-private",
  termDetails: {
    usageBasedPricingTerm: { rateCard: [] },
    legalTerm: { url: "https://example.com/eula.pdf" },
    supportTerm: { refundPolicyDescription: "" },
  },
};
