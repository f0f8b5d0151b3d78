import { ModelAccessError } from "../../core/errors";
import type { Inputs, Shown } from "./declaration";

/** What Pulumi keeps of a grant. */
export interface State extends Shown {
  /** The mark that is set in AWS. */
  readonly __mark?: string | undefined;
}

const GRANT_ARN = /^arn:aws:license-manager:[a-z0-9-]*:(\d{12}):grant:g-[0-9a-f]+$/;

/** The thing in messages. */
export function named({ licenseArn, productId, principal }: Partial<Inputs>): string {
  const what = licenseArn?.split(":").at(-1) ?? productId;
  return `grant of licence ${what} to ${short(principal ?? "")}`;
}

/** An account by its id, a unit or an organization by theirs. */
function short(principal: string): string {
  return /^arn:aws:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal.split("/").at(-1) ?? principal;
}

/** Under what a grant is wanted: a state that names the product knows the licence besides, which inputs do not. */
export function claimKey({
  licenseArn,
  productId,
  principal,
}: Partial<Record<"licenseArn" | "productId" | "principal", string | undefined>>): string {
  return `license-grant/${productId ?? licenseArn}/${principal}`;
}

/** @returns the account that has granted @throws ModelAccessError when it is no ARN of a grant */
export function grantorOf(id: string): string {
  const account = GRANT_ARN.exec(id)?.[1];
  if (account === undefined) {
    throw new ModelAccessError(
      `${JSON.stringify(id)} is no id of a grant: arn:aws:license-manager::<account>:grant:g-…`,
    );
  }
  return account;
}
