import { operation } from "../../../operation/operation";
import { required, text } from "../../../validation/shapes";
import { managedOrganization } from "../managing";
import { trust } from "../trusted-services";

export const servicePrincipal = text({ min: 1, max: 128, pattern: /[\w+=,.@-]*/ });

export const enableAWSServiceAccess = operation({
  name: "EnableAWSServiceAccess",
  access: "write",
  input: { ServicePrincipal: required(servicePrincipal) },
  subject: "ServicePrincipal",
  behaviours: [
    {
      source: "docs",
      what: "for ram.amazonaws.com this is the wrong way: RAM then does not find the organization",
    },
  ],
  permissions: [
    {
      context: ({ ServicePrincipal }) => ({ "organizations:ServicePrincipal": ServicePrincipal }),
      keys: ["organizations:ServicePrincipal"],
    },
  ],
  run({ ServicePrincipal }, call) {
    trust(ServicePrincipal, managedOrganization(call), call);
    return {};
  },
});
