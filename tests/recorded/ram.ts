import type { RecordedAnswer } from "./recorded-answer";

const CUSTODIAN = "cloud-custodian tests/data/placebo";
const CLI = "AWS CLI examples ram";

const share = [
  "resourceShareArn",
  "name",
  "owningAccountId",
  "allowExternalPrincipals",
  "status",
  "creationTime",
  "lastUpdatedTime",
];
const association = ["resourceShareArn", "associatedEntity", "associationType", "status"];
const of = (list: string, members: readonly string[]): string[] =>
  members.map((member) => `${list}.${member}`);
const changed = of("resourceShareAssociations", [...association, "external"]);
const notOfChanges = of("resourceShareAssociations", [
  "resourceShareName",
  "creationTime",
  "lastUpdatedTime",
  "statusMessage",
]);

export const recorded: RecordedAnswer[] = [
  {
    operation: "ram CreateResourceShare",
    what: "with tags",
    source: `${CLI}/create-resource-share.rst, 2021-10`,
    always: of("resourceShare", share),
    never: of("resourceShare", ["tags", "featureSet", "statusMessage", "resourceShareConfiguration"]),
  },
  {
    operation: "ram UpdateResourceShare",
    what: "of a share with tags",
    source: `${CLI}/update-resource-share.rst`,
    always: of("resourceShare", share),
    never: of("resourceShare", ["tags", "featureSet", "statusMessage"]),
  },
  {
    operation: "ram GetResourceShares",
    what: "of a share without tags",
    source: `${CUSTODIAN}/test_resource_share_disassociate_all, 2025-03-20`,
    always: of("resourceShares", [...share, "featureSet"]),
    never: ["resourceShares.tags", "resourceShares.statusMessage"],
  },
  {
    operation: "ram GetResourceShares",
    what: "of a share with tags",
    source: "output pasted in a project's README, 2026-07-29: with the configuration, false",
    always: of("resourceShares", [
      ...share,
      "featureSet",
      "tags.key",
      "tags.value",
      "resourceShareConfiguration.retainSharingOnAccountLeaveOrganization",
    ]),
    never: ["resourceShares.statusMessage"],
  },
  {
    operation: "ram GetResourceShares",
    what: "of a recipient",
    source: `${CUSTODIAN}/test_resource_share_other_query`,
    always: of("resourceShares", [...share, "featureSet"]),
    never: ["resourceShares.tags"],
  },
  {
    operation: "ram AssociateResourceShare",
    what: "with a principal and a resource",
    source: `${CLI}/associate-resource-share.rst`,
    always: changed,
    never: notOfChanges,
  },
  {
    operation: "ram DisassociateResourceShare",
    what: "by the owner",
    source: `${CUSTODIAN}/test_resource_share_disassociate_all, 2025-03-20`,
    always: changed,
    never: notOfChanges,
  },
  {
    operation: "ram DisassociateResourceShare",
    what: "by a recipient who leaves",
    source: "AWS RAM user guide, working-with-shared-leave",
    always: changed,
    never: notOfChanges,
  },
  {
    operation: "ram GetResourceShareAssociations",
    what: "of principals, one of them taken out",
    source: `${CUSTODIAN}/test_resource_share_disassociate_all, 2025-03-20; ${CLI}/get-resource-share-associations.rst`,
    always: of("resourceShareAssociations", [
      ...association,
      "resourceShareName",
      "creationTime",
      "lastUpdatedTime",
      "external",
    ]),
    never: ["resourceShareAssociations.statusMessage"],
  },
  {
    operation: "ram GetResourceShareInvitations",
    what: "of a receiver",
    source: `${CLI}/get-resource-share-invitations.rst, 2019-08`,
    always: of("resourceShareInvitations", [
      "resourceShareInvitationArn",
      "resourceShareName",
      "resourceShareArn",
      "senderAccountId",
      "receiverAccountId",
      "invitationTimestamp",
      "status",
    ]),
    never: of("resourceShareInvitations", ["receiverArn", "resourceShareAssociations"]),
  },
  {
    operation: "ram ListPrincipals",
    what: "of an owner",
    source: `${CLI}/list-principals.rst, 2019-08`,
    always: of("principals", ["id", "resourceShareArn", "creationTime", "lastUpdatedTime", "external"]),
    never: [],
  },
  {
    operation: "ram ListResources",
    what: "of an owner",
    source: `${CLI}/list-resources.rst, 2019-08`,
    always: of("resources", ["arn", "type", "resourceShareArn", "creationTime", "lastUpdatedTime"]),
    never: ["resources.statusMessage"],
  },
];
