import { operation } from "../../../operation/operation";
import { onePage, paging } from "../listing";
import { managedOrganization } from "../managing";
import { trustedServices } from "../trusted-services";

export const listAWSServiceAccessForOrganization = operation({
  name: "ListAWSServiceAccessForOrganization",
  access: "read",
  input: paging,
  behaviours: [
    {
      source: "docs",
      what: "ram.amazonaws.com is among them where RAM sharing is on, and also where it was switched on the wrong way",
    },
  ],
  run(input, call) {
    const { items, ...rest } = onePage(input, [...trustedServices(managedOrganization(call), call)]);
    const described = items.map(([name, at]) => ({ ServicePrincipal: name, DateEnabled: new Date(at) }));
    return { EnabledServicePrincipals: described, ...rest };
  },
});
