import { choice, integer, text } from "../../validation/shapes";

export const roleName = text({ min: 1, max: 64, pattern: /[\w+=,.@-]+/ });
export const policyName = text({ min: 1, max: 128, pattern: /[\w+=,.@-]+/ });
export const arn = text({ min: 20, max: 2048 });
export const versionId = text({ pattern: /v[1-9][0-9]*(\.[A-Za-z0-9-]*)?/ });
export const rolePath = text({ min: 1, max: 512, pattern: /(\u002F)|(\u002F[\u0021-\u007E]+\u002F)/ });
export const policyPath = text({ min: 1, max: 512, pattern: /((\/[A-Za-z0-9.,+@=_-]+)*)\// });
export const roleDescription = text({
  max: 1000,
  // eslint-disable-next-line no-control-regex -- tabs and line breaks are meant
  pattern: /[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*/,
});
export const maxSessionDuration = integer({ min: 3600, max: 43_200 });
export const usage = choice(["PermissionsPolicy", "PermissionsBoundary"]);
