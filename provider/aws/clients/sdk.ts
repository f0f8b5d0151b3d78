import type * as Bedrock from "@aws-sdk/client-bedrock";
import type * as Comprehend from "@aws-sdk/client-comprehend";
import type * as Kms from "@aws-sdk/client-kms";
import type * as LicenseManager from "@aws-sdk/client-license-manager";
import type * as MarketplaceAgreement from "@aws-sdk/client-marketplace-agreement";
import type * as Organizations from "@aws-sdk/client-organizations";
import type * as Ram from "@aws-sdk/client-ram";
import type * as Sts from "@aws-sdk/client-sts";
import type * as CredentialProviders from "@aws-sdk/credential-providers";
import type * as Config from "@smithy/core/config";
import type * as Retry from "@smithy/core/retry";
import type * as Schema from "@smithy/core/schema";
import type * as Transport from "@smithy/core/transport";
import type * as Http from "@smithy/node-http-handler";
import type * as HttpProxy from "http-proxy-agent";
import type * as HttpsProxy from "https-proxy-agent";
import type * as Limiter from "limiter";

/*
 * The parts of the AWS SDK, loaded at the first call that needs them: a run that only compares inputs, as most runs of
 * a pipeline do, is then spared 150 ms.
 */
// Which Node runs the host is Pulumi's business; the SDK's advice about it would stand under every run's diagnostics.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

/**
 * Node looks for a module's file each time that somebody requires it who was not the first to do so: half a millisecond for each
 * call to AWS.
 */
function once<T>(load: () => T): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= load());
}

/* eslint-disable @typescript-eslint/no-require-imports -- an import would load at once, and `import()` cannot be used
   under test runners that run CommonJS */
export const bedrockSdk = once(() => require("@aws-sdk/client-bedrock") as typeof Bedrock);
export const comprehendSdk = once(() => require("@aws-sdk/client-comprehend") as typeof Comprehend);
export const kmsSdk = once(() => require("@aws-sdk/client-kms") as typeof Kms);
export const licenseManagerSdk = once(
  () => require("@aws-sdk/client-license-manager") as typeof LicenseManager,
);
export const marketplaceAgreementSdk = once(
  () => require("@aws-sdk/client-marketplace-agreement") as typeof MarketplaceAgreement,
);
export const organizationsSdk = once(() => require("@aws-sdk/client-organizations") as typeof Organizations);
export const ramSdk = once(() => require("@aws-sdk/client-ram") as typeof Ram);
export const stsSdk = once(() => require("@aws-sdk/client-sts") as typeof Sts);
export const configSdk = once(() => require("@smithy/core/config") as typeof Config);
export const retrySdk = once(() => require("@smithy/core/retry") as typeof Retry);
export const schemaSdk = once(() => require("@smithy/core/schema") as typeof Schema);
export const transportSdk = once(() => require("@smithy/core/transport") as typeof Transport);
export const httpSdk = once(() => require("@smithy/node-http-handler") as typeof Http);
export const credentialProviders = once(
  () => require("@aws-sdk/credential-providers") as typeof CredentialProviders,
);
/** For those who have said how many requests may be sent. */
export const limiterLibrary = once(() => require("limiter") as typeof Limiter);
/** For those whose way to AWS leads through a proxy. */
export const proxyAgents = once(() => ({
  ...(require("http-proxy-agent") as typeof HttpProxy),
  ...(require("https-proxy-agent") as typeof HttpsProxy),
}));
