import { operation } from "../../../operation/operation";
import { optional, required, text } from "../../../validation/shapes";
import { failedLicense } from "../assumptions";
import { describeLicense, isHome, licenseAt } from "../licenses";
import { arn } from "../listing";
import { receivedBy } from "../grants";
import { refusals } from "../refusals";

export const getLicense = operation({
  name: "GetLicense",
  access: "read",
  input: { LicenseArn: required(arn), Version: optional(text()) },
  subject: "LicenseArn",
  behaviours: [
    { source: "docs", what: "a licence whose agreement is over is DELETED" },
    { source: "design", what: "a licence has one version" },
    failedLicense,
  ],
  permissions: [{ on: { license: ({ LicenseArn }) => LicenseArn } }],
  run({ LicenseArn, Version = "1" }, call) {
    const license = isHome(call) ? licenseAt(LicenseArn, call) : undefined;
    const isReceived = receivedBy(call.account, call).some(({ licenseArn }) => licenseArn === LicenseArn);
    const isVisible = license && (license.account === call.account || isReceived);
    if (!isVisible || Version !== "1") throw refusals.noSuchLicense(LicenseArn);
    return { License: describeLicense(license, call) };
  },
});
