import type { Where } from "../bedrock/agreements";
import { change, everyGrant, type Grant, putGrant } from "./grants";
import type { Tags } from "./tags";

/** A grant that the account has made. */
export function grantAt(arn: string, { account, store }: Where): Grant | undefined {
  return everyGrant({ store }).find((one) => one.arn === arn && one.grantor === account);
}

/** What was asked long enough ago to be in effect. */
export function deactivateOutOfBand(grant: Grant, where: Where): void {
  const at = where.clock.now() - where.world.timing.grants.activatedAfterSeconds * 1000;
  change(grant, { at, status: "DISABLED" }, where);
}

export function deleteOutOfBand(grant: Grant, { store, clock, world }: Where): void {
  putGrant({ ...grant, deletedAt: clock.now() - world.timing.grants.deletedAfterSeconds * 1000 }, { store });
}

export function tagOutOfBand(grant: Grant, tags: Tags, where: Where): void {
  putGrant({ ...grant, tags }, where);
}
