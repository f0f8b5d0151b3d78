import { digest } from "../../core/digest";
import type { Inputs } from "./inputs";

/** What Pulumi keeps of an acceptance. */
export interface State extends Inputs {
  readonly accountId: string;
  readonly receiverAccountId: string;
  readonly senderAccountId: string;
  readonly shareName: string;
  /** How the share came: by invitation, or through the organization, where nobody has to accept. */
  readonly mode: "invitation" | "organization";
  readonly invitationArn?: string | undefined;
  /** It was accepted when we came. */
  readonly adopted: boolean;
}

/** The thing in messages. */
export function named({ shareArn }: Pick<Inputs, "shareArn">): string {
  return `acceptance of share ${shareArn.split("/").at(-1) ?? shareArn}`;
}

/** Under what an acceptance is wanted; of which account is not known before AWS was asked. */
export function claimKey(shareArn: string): string {
  return `acceptance/${digest(shareArn)}`;
}
