import type { Trouble } from "./trouble";
import { messageOf } from "../../core/errors";
import { comprehendTroubles } from "./catalogue.comprehend";
import { licensingTroubles } from "./catalogue.licensing";

const ACCESS_DENIED = /^AccessDenied/;

/** Everything we know to go wrong. Where several fit what AWS says, the first is meant. */
export const catalogue = {
  paymentInstrument: {
    title: "No valid payment instrument",
    cause:
      "AWS Marketplace has to charge the account. Without a payment method it can use, an agreement turns to ERROR after about a quarter of an hour, and nothing is accepted.",
    signs: { message: /INVALID_PAYMENT_INSTRUMENT/ },
    next: [
      "AWS Marketplace cannot charge this account: add a valid payment method in the account's Billing console",
      "(for an organization, in the management account), then run again.",
    ],
  },
  formMissing: {
    title: "Anthropic's first-use form is missing",
    cause:
      "Agreements for Anthropic's models are refused until the account, or the one that manages its organization, has filed the form; opt-in Regions want one of their own.",
    signs: {
      code: /^(AccessDenied|ValidationException|FTUFormNotFilled)/,
      message: /request form|use-case form for this model|use case details have not/i,
    },
    next: [
      "The model's provider wants its first-use form before it accepts an agreement: add a UseCaseSubmission for this",
      "account (or for the one that manages its organization) and let the agreement depend on it.",
    ],
  },
  formRefused: {
    title: "The form is refused",
    cause:
      'AWS answers "Invalid form data." whatever is wrong with a first-use form, and never names a field.',
    signs: { code: /^ValidationException$/, message: /invalid form data/i },
    next: [
      "AWS does not say which field. It is known to refuse an empty company name or website, intended users in words, and",
      "a field that is missing; companyWebsite had perhaps better begin with https://.",
    ],
  },
  internalAccount: {
    title: "One of AWS's internal accounts",
    cause:
      'AWS refuses the first-use form of its own accounts ("Internal Accounts should not submit use case details"), which need none. The resource is satisfied; nothing is wrong.',
    says: "AWS wants no form of this account, which is one of its internal ones",
    next: [],
  },
  privateMarketplace: {
    title: "No offer is open to the account",
    cause:
      "A private marketplace of the organization leaves the product out, or an SCP denies it; or the only offer is a private one.",
    signs: { message: /private marketplace/i },
    says: "no offer is open to this account",
    next: [
      "Check the Region, and whether a private marketplace or an SCP of the organization blocks the product.",
    ],
  },
  marketplacePermission: {
    title: "AWS Marketplace is denied",
    cause:
      "Accepting an agreement subscribes to a product of AWS Marketplace in the name of the deploy identity. IAM, a permissions boundary or an SCP denies that, perhaps for products whose ProductId a condition does not list.",
    signs: { code: ACCESS_DENIED, message: /aws-marketplace:/ },
    next: [
      "The deploy identity needs aws-marketplace:Subscribe, Unsubscribe and ViewSubscriptions. An SCP may deny them,",
      "also by a condition on aws-marketplace:ProductId: AWS does not say which statement it was.",
      "After a change of permissions AWS may need two minutes.",
    ],
  },
  notAuthorized: {
    title: "The account is not authorized for the model",
    cause:
      "NOT_AUTHORIZED says nothing about the agreement. Three kinds of accounts are known to read it. requireAuthorized says whether that is an error.",
    says: "authorizationStatus is NOT_AUTHORIZED",
    next: [
      "(a) Accounts that read it for every model of Amazon's, beside AVAILABLE, and can use them: nothing is wrong.",
      '(b) Accounts whose every call is refused ("Error 002: Access to Bedrock models is not allowed for this account"):',
      "only AWS Support can lift that, or the reseller who manages the account.",
      '(c) Accounts where Bedrock was never enabled, which read it beside NOT_AVAILABLE ("Operation not allowed"): new ones',
      "are still being verified; for others, ask AWS Support.",
    ],
  },
  changedTerms: {
    title: "The terms have changed",
    cause:
      "What is on offer is not what was reviewed (reviewedTerms), or not what the state has recorded of an earlier acceptance, or cannot be compared. Each difference stands on a line.",
    says: "needs a person: the terms on offer for {modelId} are not those that were {how}",
    next: [
      "Nothing was accepted. What is on offer now, with the text of the document:",
      "  npx pulumi-model-access terms show {modelId} --region {region} --documents .",
      "Once somebody has read it, write that down, and give it to the resource as reviewedTerms:",
      "  npx pulumi-model-access terms pin {modelId} --region {region} --reviewed-by <name>",
      'For this once, model-access:onTermsChanged: "warn" accepts it all the same.',
    ],
  },
  failedAgreement: {
    title: "An agreement that failed stands in the way",
    cause:
      "As far as is known, an agreement in ERROR can be made again. Where AWS refuses that, the failed one has to be deleted first.",
    signs: { code: /^(ValidationException|ConflictException)$/, message: /agreement already exists/i },
    next: [
      "An agreement that failed seems to be in the way: aws bedrock delete-foundation-model-agreement --model-id <id>,",
      "then run again.",
    ],
  },
  formPerhapsMissing: {
    title: "An Anthropic model is refused to the account",
    cause:
      "Where the first-use form has not been filed, AWS says of some of Anthropic's models only that the account is not authorized.",
    signs: { message: /account is not authorized/i, doing: /\bagreement \(([a-z-]+\.)?anthropic\./ },
    next: [
      "Most likely Anthropic's first-use form has not been filed: add a UseCaseSubmission for this account (or for the",
      "one that manages its organization) and let the agreement depend on it.",
    ],
  },
  restrictedAccount: {
    title: "AWS restricts the account",
    cause:
      "Accounts of the channel program (a reseller's customers) and accounts under review cannot use some or all third-party models.",
    signs: {
      code: /^(AccessDenied|ValidationException|BadCScore)/,
      message: /channel program|not allowed for this account|account is not authorized/i,
    },
    next: ["AWS restricts this account (a reseller's, or a new one): only AWS Support can lift that."],
  },
  outsideOrganization: {
    title: "The account is outside the organization",
    cause:
      "Bedrock shares custom models inside one organization only, and RAM shares with others only where allowExternalPrincipals says so.",
    signs: {
      code: /^(OperationNotPermitted|InvalidParameter)Exception$/,
      message: /within your AWS organization|not in your (AWS )?organization|external/i,
    },
    next: [
      "Both accounts must be in one organization, in which resource sharing is switched on: in the management account,",
      "aws ram enable-sharing-with-aws-organization (switching trusted access on in Organizations is not enough).",
    ],
  },
  organizationNotFound: {
    title: "RAM does not know the organization",
    cause:
      "Resource sharing is not switched on in the organization, was switched on a moment ago, or by way of Organizations instead of RAM.",
    signs: { message: /organization.*(could not be found|not enabled|in progress)/i },
    next: [
      "In the management account: aws ram enable-sharing-with-aws-organization. Then it takes a few minutes.",
    ],
  },
  shareQuota: {
    title: "A quota of RAM is used up",
    cause: "Shares, associations and pending invitations are limited for each account and Region.",
    signs: { code: /^ResourceShareLimitExceededException$/ },
    next: ["Delete shares that are no longer needed, or ask for a higher quota in Service Quotas (AWS RAM)."],
  },
  modelInUse: {
    title: "The model is in use",
    cause:
      "Provisioned Throughput or an on-demand deployment uses the custom model. AWS deletes it only when both are gone.",
    signs: {
      code: /^(ConflictException|ResourceInUseException)$/,
      message: /in use|provisioned|deployment/i,
    },
    says: "the model is in use",
    next: [
      "Provisioned Throughput or a deployment uses it: delete those first. They are found by",
      "aws bedrock list-provisioned-model-throughputs and aws bedrock list-custom-model-deployments.",
    ],
  },
  modelNameTaken: {
    title: "The name of the model is taken",
    cause:
      "The account has another custom model of that name in the Region, which is not a copy of the same source, or of whose copying AWS keeps no record.",
    next: [
      "Choose another modelName, or delete the model that has it: aws bedrock list-custom-models --is-owned.",
    ],
  },
  customModelQuota: {
    title: "The quota of custom models is used up",
    cause:
      "An account has at most 100 custom models in a Region, copies among them, unless its quota was raised.",
    signs: { code: /^ServiceQuotaExceededException$/ },
    next: [
      "Delete custom models that are no longer needed (aws bedrock list-custom-models --is-owned), or ask for a higher quota",
      "in Service Quotas (Amazon Bedrock, custom models).",
    ],
  },
  copySourceMissing: {
    title: "The model to copy is not there",
    cause:
      "sourceModelArn is mistyped, the model was deleted, or it lives in another account that does not share it with this one (any more).",
    signs: { code: /^ResourceNotFoundException$/, doing: /^creating custom model copy/i },
    next: [
      "Check sourceModelArn: aws bedrock list-custom-models in its Region shows what this account has and is shown.",
      "A model of another account has to be shared first (CustomModelShare).",
    ],
  },
  modelNotCopied: {
    title: "AWS does not share or copy models of that kind",
    cause:
      "Which base models may be shared, and between which Regions copies are made, changes over time. AWS decides; nothing here lists them.",
    signs: {
      message: /(not|cannot be) (supported|copied|shared|available).*(model|copy|shar|region)|base model/i,
    },
    next: [
      "See AWS's pages on sharing and on copying models for customization in Amazon Bedrock: they list the base models",
      "and Regions. Another destination Region may do.",
    ],
  },
  // Before what Comprehend says with the same code.
  ...licensingTroubles,
  // Before what Bedrock says of keys in similar words.
  ...comprehendTroubles,
  modelKey: {
    title: "A KMS key is in the way",
    cause:
      "A model under a customer's own key is copied only if the key's policy lets the copying account decrypt, and the key of the copy lets it encrypt.",
    signs: { message: /\bKMS\b|kms:|encryption key/i },
    next: [
      "The source's key must let the copying account use kms:Decrypt (its policy, in the owner's account); the copy's key",
      "must let it use kms:CreateGrant, GenerateDataKey, Decrypt and DescribeKey, and be in the copy's Region.",
    ],
  },
  modelNotInRegion: {
    title: "The model is not in the Region",
    cause:
      "The id is mistyped, or the model exists elsewhere only. Bedrock answers both in the same way, and some of its operations not at all.",
    signs: { code: /^ValidationException$/, message: /model identifier is invalid/i },
    says: "the model is not available in {region}",
    next: ["aws bedrock list-foundation-models --region <region> lists the models of a Region."],
  },
  inferenceProfile: {
    title: "The id is that of an inference profile",
    cause:
      "Ids that begin with a geography (us., eu., global. …) route calls to several Regions. Agreements are made for the base model behind them.",
    says: "is the id of an inference profile; agreements belong to the base model: leave out the geography in front",
    next: [],
  },
  expiredCredentials: {
    title: "The credentials have expired",
    cause: "A session of SSO, of a role or of a console login has ended.",
    signs: { code: /^(ExpiredToken(Exception)?|TokenRefreshRequired)$/ },
    next: ["Sign in again (aws sso login, or renew the session), then run again."],
  },
  signInEnded: {
    title: "The sign-in to SSO has ended",
    cause:
      "The profile signs in by IAM Identity Center, or to the console, and nobody has signed in, or not lately.",
    signs: {
      code: /^(Credentials|Token)ProviderError$/,
      message: /\bSSO\b|\blogin\b|Token is expired|Session token not found/,
    },
    next: ["Sign in again: aws sso login --profile <profile> (or aws login), then run again."],
  },
  regionNotEnabled: {
    title: "The Region is not enabled, or AWS does not know the credentials",
    cause:
      "An opt-in Region that an account has not enabled does not know the account's credentials; AWS's answer is the same as for wrong ones.",
    signs: {
      code: /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch)$/,
    },
    next: [
      "If the Region is an opt-in one, enable it for the account (Billing and account settings, AWS Regions).",
      "Otherwise check the credentials.",
    ],
  },
  noCredentials: {
    title: "No credentials",
    cause: "Neither the configuration nor the environment leads to any.",
    signs: { code: /^CredentialsProviderError$/, message: /from any providers/ },
    next: [
      "No AWS credentials were found: set aws:profile or aws:accessKey and aws:secretKey in the stack's configuration,",
      "or AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
    ],
  },
  roleDenied: {
    title: "The role cannot be assumed",
    cause:
      "It does not exist, does not trust the caller, or asks for another external id; AWS does not say which.",
    signs: { code: ACCESS_DENIED, message: /sts:AssumeRole/ },
    next: ["Check the role's ARN, its trust policy and the external id it asks for."],
  },
  permissionDenied: {
    title: "A permission is missing",
    cause: "IAM, a permissions boundary or an SCP denies the call.",
    signs: { code: ACCESS_DENIED },
    next: [
      "The deploy identity lacks a permission, or an SCP denies it: the page of the resource lists the actions it needs.",
    ],
  },
  throttled: {
    title: "AWS goes on throttling",
    cause: "Every attempt was refused for load. Bedrock's agreement operations allow few calls a second.",
    signs: { code: /^(ThrottlingException|TooManyRequestsException|Throttling)$/ },
    next: [
      "AWS kept refusing for load: run again later, or set maxRetries higher or requestsPerSecond lower.",
    ],
  },
  certificate: {
    title: "The certificate is not trusted",
    cause:
      "Something on the way (a company's proxy) answers with a certificate of its own, or the endpoint does not speak TLS at all.",
    signs: { message: /certificate|SSL routines|EPROTO|wrong version number/i },
    next: [
      "Set aws:customCaBundle (or AWS_CA_BUNDLE) to a file with your company's certificates, or check the scheme and",
      "host of aws:endpoints or AWS_ENDPOINT_URL. Certificates are always verified.",
    ],
  },
  unreachable: {
    title: "AWS cannot be reached",
    cause: "The network, a name that cannot be resolved, or an address where nothing listens.",
    signs: {
      code: /^(Error|AggregateError|TimeoutError)$/,
      message:
        /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|socket hang up|ECONNRESET|timed? ?out|did not establish/i,
    },
    next: [
      "AWS could not be reached: check the network, the Region's name, a proxy (aws:httpsProxy, HTTPS_PROXY), and",
      "aws:endpoints or AWS_ENDPOINT_URL.",
    ],
  },
  proxyRefuses: {
    title: "The proxy wants a password",
    cause:
      "The proxy on the way to AWS answers 407: it was given no name and password, or not the right ones.",
    says: "the proxy refuses to pass the request on (407)",
    next: [
      "Set aws:httpsProxy (or HTTPS_PROXY) to http://name:password@host:port, with special characters percent-encoded;",
      "pulumi config set --secret keeps it encrypted.",
    ],
  },
  unreadable: {
    title: "The answer is not one of AWS's",
    cause: "A login page of the network, or a proxy that cuts answers short.",
    says: "the answer is not one of AWS's",
    next: [
      "Something on the way (a proxy, a login page of the network) has answered instead, or cut the answer short.",
    ],
  },
  mistyped: {
    title: "An answer holds something else than AWS says it does",
    cause:
      "AWS answers in a form that this release does not know, or something on the way has changed the answer.",
    says: "is not of its form",
    next: [
      "Nothing was concluded from it. Run again; if it happens again, try the newest release, and please report it.",
    ],
  },
  slowAnswer: {
    title: "The answer does not end",
    cause:
      "AWS, or a proxy on the way, has begun to answer and then sends next to nothing. Five minutes after the request the connection is broken off.",
    says: "the answer did not end",
    next: [
      "Nothing is concluded from what came until then. Check the network and the proxy on the way to AWS, and run again.",
    ],
  },
  endlessListing: {
    title: "The pages of a listing do not end",
    cause: "After 2000 pages AWS still names a further one. No listing that is read here has as many.",
    says: "goes on naming further pages",
    next: [
      "Nothing is concluded from what was listed until then. Run again; if it stays so, something on the way to AWS",
      "answers in its stead, or AWS Support has to look at it.",
    ],
  },
} as const satisfies Record<string, Trouble>;

/** What to do about what was thrown. */
export function adviceFor(thrown: unknown, doing = ""): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const fits = ({ signs }: Trouble): boolean =>
    signs !== undefined &&
    (signs.code?.test(thrown.name) ?? true) &&
    (signs.doing?.test(doing) ?? true) &&
    (signs.message?.test(messageOf(thrown)) ?? true);
  const troubles: readonly Trouble[] = Object.values(catalogue);
  return troubles.find(fits)?.next ?? [];
}

/** Puts what is known at hand into a text of the catalogue. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
