import { operation } from "../../../operation/operation";
import { required } from "../../../validation/shapes";
import { servicePrincipal } from "./enable-aws-service-access";
import { managedOrganization } from "../managing";
import { withdraw, withdrawnTwice } from "../trusted-services";

export const disableAWSServiceAccess = operation({
  name: "DisableAWSServiceAccess",
  access: "write",
  input: { ServicePrincipal: required(servicePrincipal) },
  subject: "ServicePrincipal",
  permissions: [
    {
      action: "organizations:DisableAWSServiceAccess",
      context: ({ ServicePrincipal }) => ({ "organizations:ServicePrincipal": ServicePrincipal }),
    },
  ],
  behaviours: [
    { source: "docs", what: "for ram.amazonaws.com it ends sharing within the organization" },
    withdrawnTwice,
  ],
  run({ ServicePrincipal }, call) {
    withdraw(ServicePrincipal, managedOrganization(call), call);
    return {};
  },
});
