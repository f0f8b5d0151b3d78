import { operation } from "../../../operation/operation";
import { optional, text } from "../../../validation/shapes";
import { regionScopeOf } from "../choices";
import { onePage, paging } from "../listing";
import { RESOURCE_TYPES } from "../resources";

export const listResourceTypes = operation({
  name: "ListResourceTypes",
  access: "read",
  http: { method: "POST", path: "/listresourcetypes", status: 200 },
  input: { resourceRegionScope: optional(text()), ...paging },
  behaviours: [
    { source: "design", what: "of AWS's many types only those that can be shared here are listed" },
  ],
  run(input, call) {
    const scope = regionScopeOf(input.resourceRegionScope) ?? "ALL";
    const found = RESOURCE_TYPES.filter((type) => scope === "ALL" || type.resourceRegionScope === scope);
    const { items, ...rest } = onePage("ListResourceTypes", input, found, call);
    return { resourceTypes: items, ...rest };
  },
});
