import { assumeRoleInput, deletionPolicyInput, regionInput } from "../../aws/declared";
import { REGION_PATTERN } from "../../aws/regions-and-partitions";
import { healthyOf } from "../../core/declaration/checked";
import {
  declare,
  type InputsOf,
  output,
  perhaps,
  replaces,
  required,
  type StateOf,
  UPDATES_STATE,
} from "../../core/declaration/declaration";
import { flag, oneOf, saidText, text } from "../../core/declaration/kinds";

/** A share's ARN says in which Region it is. */
export const SHARE_ARN = new RegExp(
  `^arn:aws[\\w-]*:ram:(${REGION_PATTERN}):(\\d{12}):resource-share/[0-9a-f-]{36}$`,
);

export const declaration = declare({
  type: "CustomModelShareAcceptance",
  thing: "resource",
  docs: `
The recipient's side of a {@link CustomModelShare}: the share can be seen, and an invitation to it is accepted.

- **Create** waits until the account sees the share, up to five minutes, and accepts an invitation where there is one.
  Inside an organization there is none: \`mode\` is \`organization\` then, and nothing is changed.
  An invitation that is accepted is kept when the wait ends: the next \`pulumi up\` goes on.
- **Refresh** shows another status; a share that the account sees no longer is shown as deleted. AWS forgets invitations
  after 7 days; nothing depends on them.
- **Delete** leaves a share whose invitation this resource has accepted, if AWS lets it: a share of custom models can be
  ended by its owner only, and a warning says so. What came through the organization cannot be left, and what was
  accepted before is kept; see \`deletionPolicy\`.

The deploy identity needs ram:GetResourceShares, GetResourceShareInvitations, AcceptResourceShareInvitation and
DisassociateResourceShare.`,
  example: `new CustomModelShareAcceptance("support-model", { shareArn: share.resourceShareArn }, { provider: recipient });`,
  see: ["https://docs.aws.amazon.com/ram/latest/APIReference/API_AcceptResourceShareInvitation.html"],
  id: "the share's ARN",
  get: `Reads a share of others without managing it; \`pulumi up\` fails when the account sees none.`,

  inputs: {
    shareArn: required(text(SHARE_ARN, "be the ARN of a resource share"), {
      docs: "The ARN of the share, `resourceShareArn` of its owner's {@link CustomModelShare}.",
      change: replaces(
        "Changing it replaces the resource. An update of the share keeps its ARN, and is not shown as a change here.",
      ),
    }),
    deletionPolicy:
      deletionPolicyInput(`Whether removing the resource leaves the share: only what this resource has accepted, always, or never. AWS lets nobody
        leave a share of custom models, nor one that came through the organization.`),
    region: regionInput(
      "The AWS Region to call; it must be that of the share.",
      UPDATES_STATE,
      "the share's Region, which its ARN names",
    ),
    assumeRole: assumeRoleInput("resource"),
  },

  shows: ["shareArn", "region"],
  outputs: {
    status: output(saidText(), "`ACTIVE` when in force.", { healthy: "ACTIVE" }),
    mode: output(
      oneOf(["invitation", "organization"]),
      `How the share was received. \`organization\` also where an invitation was accepted by hand more than 7 days ago, which AWS has forgotten.`,
    ),
    invitationArn: perhaps(saidText(), "The invitation that was accepted; absent inside an organization."),
    shareName: output(saidText(), "The name of the share.", { follows: ["status"] }),
    senderAccountId: output(saidText(), "The account that shares.", { follows: ["status"] }),
    receiverAccountId: output(saidText(), "The account that the share was received in."),
    adopted: output(
      flag(),
      "Whether the share could be seen, or its invitation was accepted, before this resource.",
    ),
    accountId: output(saidText(), "The account that was called."),
  },
});

/** What a healthy object reads. */
export const HEALTHY = healthyOf(declaration);

/** What the program asked for, completed by check. */
export interface Inputs extends InputsOf<typeof declaration> {}
/** The inputs, and what AWS shows. */
export interface Shown extends StateOf<typeof declaration> {}
