import type { Service } from "../../operation";
import { json11 } from "../../protocols/json";
import { describeAccount } from "./describe-account";
import { describeOrganization } from "./describe-organization";
import { describeOrganizationalUnit } from "./describe-organizational-unit";
import { enableAWSServiceAccess } from "./enable-aws-service-access";
import { listAccounts } from "./list-accounts";
import { listAccountsForParent } from "./list-accounts-for-parent";
import { listAWSServiceAccessForOrganization } from "./list-aws-service-access-for-organization";
import { listOrganizationalUnitsForParent } from "./list-organizational-units-for-parent";
import { listParents } from "./list-parents";
import { listRoots } from "./list-roots";
import { paths } from "./descriptions";
import { refusals } from "./refusals";

/** AWS Organizations, as far as somebody asks who belongs to whom. */
export const organizations: Service = {
  signingName: "organizations",
  protocol: json11,
  wireName: "AWSOrganizationsV20161128",
  timestamps: "epoch",
  validationCode: "InvalidInputException",
  refusals,
  behaviours: [
    {
      source: "design",
      what: "delegated administrators are not emulated: AWS lets them list accounts and units, too",
    },
    paths,
  ],
  operations: [
    describeOrganization,
    listRoots,
    listOrganizationalUnitsForParent,
    listAccounts,
    listAccountsForParent,
    listParents,
    describeOrganizationalUnit,
    describeAccount,
    listAWSServiceAccessForOrganization,
    enableAWSServiceAccess,
  ],
};
