import { orElse, refuses } from "./refusing";

/** What RAM refuses about invitations, and about leaving what was joined. */
export const invitationRefusals = {
  tooManyInvitations: refuses(
    "ResourceShareLimitExceededException",
    "docs",
    "more than 20 pending invitations of one sharing account",
    (limit: number) => `You have reached the limit of ${limit} pending invitations.`,
  ),
  cannotLeave: refuses(
    "OperationNotPermittedException",
    "assumed",
    "leaving a share that was not joined by an invitation, or that holds a custom model (that it is refused is documented, the code is not)",
    () => "You cannot leave this resource share.",
    orElse("InvalidParameterException", "InvalidStateTransitionException"),
  ),
  unknownInvitation: refuses(
    "ResourceShareInvitationArnNotFoundException",
    "botocore",
    "an invitation that does not exist, is gone, or was not received by the caller",
    (arn: string) => `ResourceShareInvitation ${arn} could not be found.`,
  ),
  alreadyAccepted: refuses(
    "ResourceShareInvitationAlreadyAcceptedException",
    "botocore",
    "an answer to an invitation that was accepted",
    (arn: string) => `ResourceShareInvitation ${arn} was already accepted.`,
  ),
  alreadyRejected: refuses(
    "ResourceShareInvitationAlreadyRejectedException",
    "botocore",
    "an answer to an invitation that was rejected",
    (arn: string) => `ResourceShareInvitation ${arn} was already rejected.`,
  ),
  expired: refuses(
    "ResourceShareInvitationExpiredException",
    "botocore",
    "an answer to an invitation that has expired",
    (arn: string) => `ResourceShareInvitation ${arn} has expired.`,
  ),
};
