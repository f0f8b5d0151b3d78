import { operation } from "../../operation";
import { refusals } from "./refusals";

export const describeOrganization = operation({
  name: "DescribeOrganization",
  access: "read",
  input: {},
  behaviours: [{ source: "docs", what: "every account of the organization may call it" }],
  run(_input, { world, account }) {
    const { organization } = world;
    const belongs =
      organization?.managementAccountId === account ||
      organization?.organizationalUnits.some(({ accounts }) => accounts.includes(account));
    if (!organization || !belongs) throw refusals.notInUse();
    const { id, managementAccountId: manager, featureSet } = organization;
    return {
      Organization: {
        Id: id,
        Arn: `arn:aws:organizations::${manager}:organization/${id}`,
        FeatureSet: featureSet,
        MasterAccountArn: `arn:aws:organizations::${manager}:account/${id}/${manager}`,
        MasterAccountId: manager,
        MasterAccountEmail: `${manager}@example.com`,
        AvailablePolicyTypes:
          featureSet === "ALL" ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] : [],
      },
    };
  },
});
