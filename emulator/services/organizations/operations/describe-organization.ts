import { operation } from "../../../operation/operation";
import { organizationArns, organizationOf } from "../membership";
import { refusals } from "../refusals";
import { partitionOf } from "../../../world/partitions";

export const describeOrganization = operation({
  name: "DescribeOrganization",
  access: "read",
  input: {},
  behaviours: [
    { source: "docs", what: "every account of the organization may call it" },
    {
      source: "docs",
      what: "AvailablePolicyTypes names service control policies alone, wherever there are all features: what is enabled, ListRoots tells",
    },
  ],
  run(_input, { world, account, region }) {
    const organization = organizationOf(account, world);
    if (!organization) throw refusals.notInUse();
    const { id, managementAccountId: manager, featureSet } = organization;
    const arns = organizationArns(organization, partitionOf(region));
    return {
      Organization: {
        Id: id,
        Arn: arns.organization,
        FeatureSet: featureSet,
        MasterAccountArn: arns.account(manager),
        MasterAccountId: manager,
        MasterAccountEmail: `${manager}@example.com`,
        AvailablePolicyTypes:
          featureSet === "ALL" ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] : [],
      },
    };
  },
});
