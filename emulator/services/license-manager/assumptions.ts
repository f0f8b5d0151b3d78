import { assume } from "../../behaviours/assumptions";

export const otherRegions = assume(
  "license-manager.otherRegions",
  "nothing is found of licences and grants outside of their home Region",
  { everywhere: "they are found in every Region" },
);

export const failedLicense = assume(
  "license-manager.failedLicense",
  "a licence whose entitlement has failed is DEACTIVATED",
  { SUSPENDED: "it is SUSPENDED" },
);

export const deletedLicenses = assume(
  "license-manager.deletedLicenses",
  "a licence whose agreement is over is listed as DELETED",
  { hidden: "it is not listed any more" },
);

export const deletedGrants = assume(
  "license-manager.deletedGrants",
  "a grant that is DELETED is listed and can be read",
  { hidden: "it can be read, but is not listed", gone: "it is not found any more" },
);

export const grantsOfDeleted = assume(
  "license-manager.grantsOfDeleted",
  "a grant is DELETED with its licence",
  { stays: "it reads as before, and serves nobody" },
);

export const grantsToMany = assume(
  "license-manager.grantsToMany",
  "a grant to a unit or an organization is ACTIVE when it is activated",
  { WORKFLOW_COMPLETED: "it is WORKFLOW_COMPLETED, which a public tool takes for the same" },
);

export const membersGrants = assume(
  "license-manager.membersGrants",
  "of a grant to a unit or an organization each member receives a grant of its own, whose ParentArn is that grant",
  { shared: "each member receives that grant itself" },
);

export const activation = assume(
  "license-manager.activation",
  "PENDING_WORKFLOW is read until a change of status is in effect",
  { atOnce: "the status is another one at once" },
);

export const versions = assume(
  "license-manager.versions",
  "the version of a grant counts what was asked of it",
  { workflow: "it counts each step of the workflow as well" },
);

export const withoutTrustedAccess = assume(
  "license-manager.withoutTrustedAccess",
  "without all features and trusted access a grant to a unit or an organization ends as FAILED_WORKFLOW",
  { refused: "it is refused" },
);

export const secondGrant = assume(
  "license-manager.secondGrant",
  "a second grant of a licence to the same principal is refused",
  { made: "it is made" },
);

export const clientTokens = assume(
  "license-manager.clientTokens",
  "a call is remembered by its client token, whatever has become of what it made",
  { living: "it is forgotten when that is DELETED", ignored: "client tokens are not looked at" },
);

export const firstTags = assume("license-manager.firstTags", "a grant keeps the tags that it is made with", {
  dropped: "only TagResource gives a grant tags",
});
