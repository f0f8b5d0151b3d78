import { assume } from "../../behaviours/assumptions";
import type { Call } from "../../operation/operation";
import { associatedAt, associationsOf, removedAt } from "./associations";
import { type Association, type Emulated, passed, type Share, shareTable } from "./records";
import { statusOfLost } from "./lost-models";
import { accountOf, covers, isIdentity } from "./principals";
import { isRemembered } from "./shares";

export const seenByItsAccount = assume(
  "ram.seenByItsAccount",
  "a share with a role or user is shown to nobody else of its account (whoever else it is, has no access: documented)",
  { seen: "RAM shows it to the whole account" },
);

export const deletedForRecipients = assume(
  "ram.deletedForRecipients",
  "recipients do not see a deleted share",
  { listed: "they see it as DELETED for as long as its owner does" },
);

/** Who asks; without a principal somebody who is no role or user that anything was shared with. */
type Asked = Emulated & Partial<Pick<Call, "principal">>;

/**
 * What sharing comes to for the accounts that are shared with. Other services ask here; they learn of a share as late as
 * its recipient does.
 */
export function isSharedWith(resourceArn: string, account: string, asked: Asked): boolean {
  const region = resourceArn.split(":")[3] ?? "";
  return sharesInForce(account, region, asked, asked.principal?.arn)
    .flatMap((share) => resourcesInForce(share, asked))
    .some(({ entity }) => entity === resourceArn);
}

/** The resources of a Region that others share with an account, once for each share. */
export function resourcesSharedWith({ account, region, ...asked }: Call): Association[] {
  return sharesSeenBy({ account, region, ...asked })
    .filter(({ deletedAt }) => deletedAt === undefined)
    .flatMap((share) => resourcesInForce(share, asked));
}

/** The shares of others that the caller sees in a Region. */
export function sharesSeenBy(call: Call): Share[] {
  const { account, region, principal } = call;
  const caller = seenByItsAccount.is("seen", call) ? EVERYBODY : principal.arn;
  const gone = deletedForRecipients.is("listed", call)
    ? [...shareTable(call.store).values()].filter(
        (share) =>
          share.deletedAt !== undefined &&
          isRemembered(share, call) &&
          isAmong(share, account, region, call, caller),
      )
    : [];
  const inForce = sharesInForce(account, region, call, caller).filter((share) => !gone.includes(share));
  // What RAM has made of a resource policy is shown to its owner only, until it is promoted.
  return [...inForce, ...gone].filter(
    ({ isFromPolicy, promotedAt }) => !isFromPolicy || promotedAt !== undefined,
  );
}

/** Stands for every role and user of an account. */
const EVERYBODY = "*";

function resourcesInForce({ arn }: Share, emulated: Emulated): Association[] {
  return associationsOf(arn, emulated).filter(
    (association) =>
      association.type === "RESOURCE" &&
      isInForce(association, emulated) &&
      statusOfLost(association, emulated) === undefined,
  );
}

function sharesInForce(
  account: string,
  region: string,
  emulated: Emulated,
  caller: string | undefined,
): Share[] {
  const inForce = (association: Association) => isInForce(association, emulated);
  return [...shareTable(emulated.store).values()].filter((share) =>
    isAmong(share, account, region, emulated, caller, inForce),
  );
}

function isAmong(
  share: Share,
  account: string,
  region: string,
  emulated: Emulated,
  caller: string | undefined,
  fits: (association: Association) => boolean = () => true,
): boolean {
  return (
    share.region === region &&
    share.owner !== account &&
    associationsOf(share.arn, emulated).some(
      (association) =>
        association.type === "PRINCIPAL" &&
        isFor(association.entity, account, emulated, caller) &&
        fits(association),
    )
  );
}

function isFor(entity: string, account: string, { world }: Emulated, caller: string | undefined): boolean {
  if (caller === EVERYBODY && accountOf(entity) === account) return true;
  return covers(entity, account, world) || (caller !== undefined && isIdentity(entity, caller));
}

/** In force for the recipient: not before it could see that, and until it has ended for good. */
function isInForce(association: Association, emulated: Emulated): boolean {
  const { visibleAfterSeconds, disassociatedAfterSeconds } = emulated.world.timing.sharing;
  const start = associatedAt(association, emulated);
  const end = removedAt(association, emulated);
  const isSuspended = association.forced !== undefined && association.forced.status !== "ASSOCIATED";
  return (
    start !== undefined &&
    !isSuspended &&
    passed(start, visibleAfterSeconds, emulated) &&
    !(end !== undefined && passed(end, disassociatedAfterSeconds, emulated))
  );
}
