import { readAgreement, statusOf } from "#emulator/services/bedrock/agreements";

import { ACCOUNT, NEEDS_FORM, REGION, THIRD_PARTY, TWO_OFFERS } from "../../support/emulator/emulated";
import type { SimulatedAws } from "../aws";
import type { Slot } from "../slots";

const OFFERS: Readonly<Record<string, readonly string[]>> = {
  [THIRD_PARTY]: ["offer-cohcommandr"],
  [TWO_OFFERS]: ["offer-jambapublic", "offer-jambaprivate"],
  [NEEDS_FORM]: ["offer-claude3haiku"],
};

function agreement(name: string, modelId: string, needs: readonly string[] = []): Slot {
  const where = (aws: SimulatedAws) => ({ ...aws.emulated, account: ACCOUNT, region: REGION });
  const place = { account: ACCOUNT, region: REGION, modelId };
  const offers = OFFERS[modelId]!;
  const offerOf = (variant: number): string => offers[variant % offers.length]!;
  const current = (aws: SimulatedAws) => {
    const record = readAgreement(modelId, where(aws));
    const isThere = ["AVAILABLE", "PENDING"].includes(statusOf(record, where(aws))) || isNew(record.current);
    return isThere && record.current?.cancelledAt === undefined ? record.current : undefined;
  };
  return {
    ...{ name, type: "ModelAgreement", account: ACCOUNT, needs, variants: 4, isUnmarked: true },
    args: (variant) => ({
      modelId,
      offerId: offerOf(variant),
      ...(variant === 3 && { deletionPolicy: "retain" }),
      ...(variant === 2 && { requireAuthorized: false }),
    }),
    objects: (aws) => {
      const found = current(aws);
      return found ? [found.id ?? "?"] : [];
    },
    untrue: (aws, variant, outputs, isForeign) => {
      const { offerId } = current(aws) ?? {};
      if (isForeign) return undefined;
      const wanted = offerOf(variant);
      if (offerId !== wanted) return `AWS has accepted ${offerId}, not ${wanted}`;
      return outputs["offerId"] === offerId ? undefined : `the state has ${String(outputs["offerId"])}`;
    },
    edits: [
      { what: "revoked", do: ({ options }) => options.incidents.agreementRevoked(place) },
      { what: "fails", do: ({ options }) => options.incidents.agreementFails(place, "no card") },
    ],
    madeByHand: ({ options }) => options.incidents.agreementAccepted(place, offers[0]),
  };
}

/** A moment ago, and not to be seen yet. */
const isNew = (found: { readonly cancelledAt?: number; readonly failure?: object } | undefined): boolean =>
  found !== undefined && found.cancelledAt === undefined && found.failure === undefined;

export const agreements: readonly Slot[] = [
  agreement("command", THIRD_PARTY),
  agreement("jamba", TWO_OFFERS),
  agreement("claude", NEEDS_FORM, ["form"]),
];
