import type { Call } from "../../operation/operation";
import type { Where } from "../bedrock/agreements";
import { ISSUER_ACCOUNT, type Purchase, purchasesOf } from "../marketplace/agreements";
import { productIdOf } from "../marketplace/products";
import { HOME_REGION } from "./arns";
import { failedLicense, otherRegions } from "./assumptions";
import { refusals } from "./refusals";

/** What an agreement entitles an account to. */
export interface License {
  readonly arn: string;
  readonly modelId: string;
  /** Who has bought it. */
  readonly account: string;
  readonly status: string;
  readonly createdAt: number;
}

/** Whether anything is found in the Region of the call. */
export function isHome(call: Call): boolean {
  return call.region === HOME_REGION || otherRegions.is("everywhere", call);
}

/** What an account has bought itself. */
export function licensesOf(where: Where): License[] {
  return purchasesOf(where).flatMap((one) => {
    if (one.licensedAt === undefined || where.clock.now() < one.licensedAt) return [];
    const { licenseArn: arn, modelId, account, licensedAt: createdAt } = one;
    return { arn, modelId, account, createdAt, status: statusOf(one, where) };
  });
}

function statusOf({ status, entitlement }: Purchase, where: Where): string {
  if (status !== "ACTIVE") return "DELETED";
  if (entitlement.status !== "FAILED") return "AVAILABLE";
  return failedLicense.is("SUSPENDED", where) ? "SUSPENDED" : "DEACTIVATED";
}

/** A licence of anybody's. */
export function licenseAt(arn: string, where: Where): License | undefined {
  const accounts = Object.keys(where.world.accounts);
  return accounts.flatMap((account) => licensesOf({ ...where, account })).find((one) => one.arn === arn);
}

/** One that the caller has bought, and may grant to others. */
export function grantableLicense(arn: string, call: Call): License {
  const found = licensesOf(call).find((one) => one.arn === arn);
  if (found?.status !== "AVAILABLE") throw refusals.noSuchLicense(arn);
  return found;
}

/** A licence as License Manager writes it. */
export function describeLicense(license: License, call: Call) {
  const { modelName, providerName } = call.world.models[license.modelId]!;
  const name = `${modelName} (Amazon Bedrock Edition)`;
  return {
    LicenseArn: license.arn,
    LicenseName: `${providerName} ${name}`,
    ProductName: name,
    ProductSKU: productIdOf(license.modelId, call),
    Issuer: {
      Name: "AWS/Marketplace",
      KeyFingerprint: `aws:${ISSUER_ACCOUNT}:AWS/Marketplace:issuer-fingerprint`,
    },
    HomeRegion: HOME_REGION,
    Status: license.status,
    Validity: { Begin: new Date(license.createdAt).toISOString() },
    Beneficiary: license.account,
    Entitlements: [{ Name: "AWS::Marketplace::Usage", Value: "Enabled", Unit: "None" }],
    CreateTime: String(Math.floor(license.createdAt / 1000)),
    Version: "1",
  };
}
