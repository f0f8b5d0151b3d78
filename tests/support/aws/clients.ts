import { BedrockClient } from "@aws-sdk/client-bedrock";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { ComprehendClient } from "@aws-sdk/client-comprehend";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LicenseManagerClient } from "@aws-sdk/client-license-manager";
import { MarketplaceAgreementClient } from "@aws-sdk/client-marketplace-agreement";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { RAMClient } from "@aws-sdk/client-ram";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

import { ACCOUNT, type Emulator, REGION } from "../emulator/emulated";

interface As {
  readonly account?: string;
  readonly region?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

function config({ url }: Pick<Emulator, "url">, { account = ACCOUNT, region = REGION, ...others }: As) {
  const { secretAccessKey = "test", sessionToken } = others;
  const credentials = {
    accessKeyId: account,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
  };
  return { region, endpoint: url, maxAttempts: 1, credentials };
}

/** The real AWS SDK on the emulator's socket. */
export const bedrock = (emulator: Pick<Emulator, "url">, as: As = {}) =>
  new BedrockClient(config(emulator, as));
export const runtime = (emulator: Pick<Emulator, "url">, as: As = {}) =>
  new BedrockRuntimeClient(config(emulator, as));
export const sts = (emulator: Pick<Emulator, "url">, as: As = {}) => new STSClient(config(emulator, as));
export const ram = (emulator: Pick<Emulator, "url">, as: As = {}) => new RAMClient(config(emulator, as));
export const comprehend = (emulator: Pick<Emulator, "url">, as: As = {}) =>
  new ComprehendClient(config(emulator, as));
export const iam = (emulator: Pick<Emulator, "url">, as: As = {}) => new IAMClient(config(emulator, as));
export const kms = (emulator: Pick<Emulator, "url">, as: As = {}) => new KMSClient(config(emulator, as));
export const marketplace = (emulator: Pick<Emulator, "url">, as: As = {}) =>
  new MarketplaceAgreementClient(config(emulator, as));
export const licenseManager = (emulator: Pick<Emulator, "url">, as: As = {}) =>
  new LicenseManagerClient(config(emulator, as));
export const organizations = (emulator: Pick<Emulator, "url">, as: As = {}) =>
  new OrganizationsClient(config(emulator, as));

/** Who somebody of an account, or of another one, is as a session of one of its roles. */
export async function sessionOf(
  role: string,
  emulator: Pick<Emulator, "url">,
  account = ACCOUNT,
  by = account,
): Promise<As> {
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  const { Credentials } = await sts(emulator, { account: by }).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: "tester" }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
  return { account: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
}
