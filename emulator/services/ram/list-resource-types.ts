import { operation } from "../../operation";
import { choice, optional } from "../../validation/shapes";
import { onePage, paging } from "./listing";
import { REGION_SCOPES, RESOURCE_TYPES } from "./resources";

export const listResourceTypes = operation({
  name: "ListResourceTypes",
  access: "read",
  http: { method: "POST", path: "/listresourcetypes", status: 200 },
  input: { resourceRegionScope: optional(choice(REGION_SCOPES)), ...paging },
  behaviours: [
    { source: "assumed", what: "of AWS's many types only those that can be shared here are listed" },
  ],
  run(input, call) {
    const { resourceRegionScope: scope = "ALL" } = input;
    const found = RESOURCE_TYPES.filter((type) => scope === "ALL" || type.resourceRegionScope === scope);
    const { items, ...rest } = onePage("ListResourceTypes", input, found, call);
    return { resourceTypes: items, ...rest };
  },
});
