import { digest } from "../../core/digest";
import type { Inputs, Shown } from "./declaration";

/** What Pulumi keeps of an acceptance. */
export type State = Shown;

/** The thing in messages. */
export function named({ shareArn }: Pick<Inputs, "shareArn">): string {
  return `acceptance of share ${shareArn.split("/").at(-1) ?? shareArn}`;
}

/** Under what an acceptance is wanted; of which account is not known before AWS was asked. */
export function claimKey(shareArn: string): string {
  return `acceptance/${digest(shareArn)}`;
}
