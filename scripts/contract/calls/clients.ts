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
export type Send = (to: Clients, input: never) => Promise<object>;
