import { operation } from "../../../operation/operation";
import { optional } from "../../../validation/shapes";
import { servicePrincipal } from "./enable-aws-service-access";
import { paging } from "../listing";
import { managedOrganization } from "../managing";

export const listDelegatedAdministrators = operation({
  name: "ListDelegatedAdministrators",
  access: "read",
  input: { ServicePrincipal: optional(servicePrincipal), ...paging },
  subject: "ServicePrincipal",
  permissions: [
    {
      action: "organizations:ListDelegatedAdministrators",
      context: ({ ServicePrincipal }) => ({ "organizations:ServicePrincipal": ServicePrincipal }),
    },
  ],
  behaviours: [{ source: "design", what: "there is never one" }],
  run(_input, call) {
    managedOrganization(call);
    return { DelegatedAdministrators: [] };
  },
});
