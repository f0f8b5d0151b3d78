// Made of the declarations by `npm run generate`.
import type { Permissions } from "../aws/permissions";
import { modelAgreementPermissions } from "./model-agreement/permissions";
import { useCaseSubmissionPermissions } from "./use-case-submission/permissions";
import { customModelSharePermissions } from "./custom-model-share/permissions";
import { customModelShareAcceptancePermissions } from "./custom-model-share-acceptance/permissions";
import { customModelCopyPermissions } from "./custom-model-copy/permissions";
import { comprehendModelPolicyPermissions } from "./comprehend-model-policy/permissions";
import { comprehendModelImportPermissions } from "./comprehend-model-import/permissions";
import { modelLicenseGrantPermissions } from "./model-license-grant/permissions";

/** What every resource asks of AWS. */
export const permissionsOfResources: readonly Permissions[] = [
  modelAgreementPermissions,
  useCaseSubmissionPermissions,
  customModelSharePermissions,
  customModelShareAcceptancePermissions,
  customModelCopyPermissions,
  comprehendModelPolicyPermissions,
  comprehendModelImportPermissions,
  modelLicenseGrantPermissions,
];
