import { operation } from "../../operation";
import { accountArn, organizationArn, organizationOf } from "./membership";
import { refusals } from "./refusals";

export const describeOrganization = operation({
  name: "DescribeOrganization",
  access: "read",
  input: {},
  behaviours: [{ source: "docs", what: "every account of the organization may call it" }],
  run(_input, { world, account }) {
    const organization = organizationOf(account, world);
    if (!organization) throw refusals.notInUse();
    const { id, managementAccountId: manager, featureSet } = organization;
    return {
      Organization: {
        Id: id,
        Arn: organizationArn(organization),
        FeatureSet: featureSet,
        MasterAccountArn: accountArn(manager, organization),
        MasterAccountId: manager,
        MasterAccountEmail: `${manager}@example.com`,
        AvailablePolicyTypes:
          featureSet === "ALL" ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] : [],
      },
    };
  },
});
