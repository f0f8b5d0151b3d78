import { operation } from "../../../operation/operation";
import { switchRamSharingOn } from "../../organizations/trusted-services";
import { refusals } from "../refusals";
import { calledVia } from "../../../policies/context-keys";
import { partitionOf } from "../../../world/partitions";

const ROLE = "role/aws-service-role/ram.amazonaws.com/AWSServiceRoleForResourceAccessManager";

/** What RAM does for whoever calls. */
const viaRam = { context: () => calledVia("ram"), keys: ["aws:CalledVia"] };

export const enableSharingWithAwsOrganization = operation({
  name: "EnableSharingWithAwsOrganization",
  access: "write",
  http: { method: "POST", path: "/enablesharingwithawsorganization", status: 200 },
  input: {},
  behaviours: [
    {
      source: "docs",
      what: "one call of the management account is for all Regions; all features must be on",
    },
    {
      source: "docs",
      what: "access given through the Organizations API instead leaves RAM unable to find the organization",
    },
    { source: "community", what: "it may be called again (AWS's accelerators do in every run)" },
  ],
  permissions: [
    {},
    {
      action: "iam:CreateServiceLinkedRole",
      on: { role: (_, { account, region }) => `arn:${partitionOf(region)}:iam::${account}:${ROLE}` },
      ...viaRam,
    },
    { action: "organizations:DescribeOrganization", ...viaRam },
    { action: "organizations:EnableAWSServiceAccess", ...viaRam },
  ],
  run(_input, call) {
    const { organization } = call.world;
    if (organization?.managementAccountId !== call.account || organization.featureSet !== "ALL") {
      throw refusals.notTheManager();
    }
    switchRamSharingOn(organization, call);
    return { returnValue: true };
  },
});
