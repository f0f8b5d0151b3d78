import { operation } from "../../operation";
import { switchRamSharingOn } from "../organizations/trusted-services";
import { refusals } from "./refusals";
import { calledVia } from "../../policies/context";

/** What RAM does for whoever calls. */
const INSTEAD_OF_CALLER = [
  "iam:CreateServiceLinkedRole",
  "organizations:DescribeOrganization",
  "organizations:EnableAWSServiceAccess",
];

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
    ...INSTEAD_OF_CALLER.map((action) => ({
      action,
      context: () => calledVia("ram"),
      keys: ["aws:CalledVia"],
    })),
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
