/** What to do about a failure, recognised by what AWS says. */
interface Advice {
  /** A name for the documentation and the tests. */
  readonly of: string;
  readonly code?: RegExp;
  /** A short fragment that AWS has kept stable; the full text seen stands beside it. */
  readonly message?: RegExp;
  readonly next: readonly string[];
}

/** The first that fits is given. */
const advices: readonly Advice[] = [
  {
    of: "payment instrument",
    // "INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided. …"
    message: /INVALID_PAYMENT_INSTRUMENT/,
    next: [
      "AWS Marketplace cannot charge this account: add a valid payment method in the account's Billing console",
      "(for an organization, in the management account), then run again.",
    ],
  },
  {
    of: "first-use form",
    // "You have not filled out the request form. …"
    code: /^AccessDeniedException$/,
    message: /request form|use case/i,
    next: [
      "The model's provider wants its first-use form before it accepts an agreement: add a UseCaseSubmission for this",
      "account (or for the one that manages its organization) and let the agreement depend on it.",
    ],
  },
  {
    of: "AWS Marketplace permission",
    // "… is not authorized to perform: aws-marketplace:Subscribe …"
    code: /^AccessDenied/,
    message: /aws-marketplace:/,
    next: [
      "The deploy identity needs aws-marketplace:Subscribe, Unsubscribe and ViewSubscriptions, and no SCP may deny them.",
      "After a change of permissions AWS may need two minutes.",
    ],
  },
  {
    of: "restricted account",
    // "… not available for channel program accounts …", "… not allowed for this account (Error 002)"
    code: /^AccessDenied/,
    message: /channel program|not allowed for this account/i,
    next: ["AWS restricts this account (a reseller's, for example): only AWS Support can lift that."],
  },
  {
    of: "expired credentials",
    code: /^(ExpiredToken(Exception)?|TokenRefreshRequired)$/,
    next: ["Sign in again (aws sso login, or renew the session), then run again."],
  },
  {
    of: "invalid credentials",
    code: /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch)$/,
    next: ["Check the credentials; in an opt-in Region, check that the account has enabled the Region."],
  },
  {
    of: "no credentials",
    code: /^CredentialsProviderError$/,
    next: [
      "No AWS credentials were found: set aws:profile or aws:accessKey and aws:secretKey in the stack's configuration,",
      "or AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
    ],
  },
  {
    of: "role",
    code: /^AccessDenied/,
    message: /sts:AssumeRole/,
    next: ["Check the role's ARN, its trust policy and the external id it asks for."],
  },
  {
    of: "permission",
    code: /^AccessDenied/,
    next: ["The deploy identity lacks a permission: docs/model-agreement.md lists the actions it needs."],
  },
  {
    of: "throttled",
    code: /^(ThrottlingException|TooManyRequestsException|Throttling)$/,
    next: ["AWS kept refusing for load: run again later, or raise aws:maxRetries."],
  },
  {
    of: "unreachable",
    code: /^(Error|TimeoutError)$/,
    message: /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|socket hang up|ECONNRESET/,
    next: [
      "AWS could not be reached: check the network, the Region's name, and aws:endpoints or AWS_ENDPOINT_URL.",
    ],
  },
];

export function adviceFor(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const fits = ({ code, message }: Advice): boolean =>
    (code?.test(thrown.name) ?? true) && (message?.test(thrown.message) ?? true);
  return advices.find(fits)?.next ?? [];
}
