import type { Offer } from "@aws-sdk/client-bedrock";
import * as v from "valibot";

/*
 * What answers look like. Members AWS may add one day are let through; what is here is what the provider relies on.
 */
const filled = v.pipe(v.string(), v.minLength(1));
const account = v.pipe(v.string(), v.regex(/^\d{12}$/));
const arn = v.pipe(v.string(), v.startsWith("arn:"));

export const empty = v.strictObject({});

export const callerIdentity = v.looseObject({ Account: account, Arn: arn, UserId: filled });

export const assumedRole = v.looseObject({
  Credentials: v.looseObject({
    AccessKeyId: v.pipe(v.string(), v.startsWith("ASIA")),
    SecretAccessKey: filled,
    SessionToken: filled,
    Expiration: v.date(),
  }),
  AssumedRoleUser: v.looseObject({
    Arn: v.pipe(v.string(), v.includes(":assumed-role/")),
    AssumedRoleId: filled,
  }),
});

export const organization = v.looseObject({
  Organization: v.looseObject({
    Id: v.pipe(v.string(), v.startsWith("o-")),
    Arn: arn,
    MasterAccountId: account,
    FeatureSet: v.picklist(["ALL", "CONSOLIDATED_BILLING"]),
  }),
});

export const model = v.looseObject({
  modelArn: v.pipe(v.string(), v.includes("::foundation-model/")),
  modelId: filled,
  modelName: filled,
  providerName: filled,
  modelLifecycle: v.looseObject({ status: v.picklist(["ACTIVE", "LEGACY"]) }),
});

/** What says since when there is a model, or until when, is left out of lists; or it is there. */
const listedWith = (startOfLifeTime: v.GenericSchema) =>
  v.looseObject({
    modelSummaries: v.array(
      v.looseObject({
        modelLifecycle: v.looseObject({ status: v.string(), startOfLifeTime }),
      }),
    ),
  });
export const modelsWithoutTimes = listedWith(v.optional(v.never()));
export const modelsWithTimes = listedWith(v.date());

export const models = v.strictObject({ modelSummaries: v.pipe(v.array(model), v.minLength(1)) });

export function modelsOf(provider: string) {
  const theirs = v.looseObject({ providerName: v.literal(provider) });
  return v.strictObject({ modelSummaries: v.pipe(v.array(theirs), v.minLength(1)) });
}

const offer = v.looseObject({
  offerId: v.optional(filled),
  offerToken: filled,
  termDetails: v.looseObject({
    usageBasedPricingTerm: v.looseObject({
      rateCard: v.array(v.looseObject({ dimension: v.string(), price: v.string(), unit: v.string() })),
    }),
    legalTerm: v.looseObject({ url: v.pipe(v.string(), v.url()) }),
    supportTerm: v.looseObject({ refundPolicyDescription: v.string() }),
  }),
});

const offerList = v.pipe(v.array(offer), v.minLength(1));

export const offers = v.looseObject({ modelId: filled, offers: offerList });

export const noOffers = v.looseObject({ offers: v.strictTuple([]) });

const idsOf = (list: readonly Offer[]) => list.map(({ offerId }) => offerId);
const addressesOf = (list: readonly Offer[]) =>
  list.map(({ termDetails }) => termDetails?.legalTerm?.url ?? "");
const documentsOf = (list: readonly Offer[]) => addressesOf(list).map((url) => url.split("?")[0]!);

/** The same offers as in another listing, each with another token. */
export function newTokens(listed: readonly Offer[]) {
  const tokens = new Set(listed.map(({ offerToken }) => offerToken));
  return v.looseObject({
    offers: v.pipe(
      offerList,
      v.check(
        (list) => list.every(({ offerToken }) => !tokens.has(offerToken)),
        "a token that was not listed before",
      ),
      v.check(
        (list) => sameMembers(idsOf(list as Offer[]), idsOf(listed)),
        "the offer ids that were listed before",
      ),
    ),
  });
}

/** The same legal documents as in another listing, each under another address. */
export function newSignatures(listed: readonly Offer[]) {
  const before = new Set(addressesOf(listed));
  return v.looseObject({
    offers: v.pipe(
      offerList,
      v.check(
        (list) => addressesOf(list as Offer[]).every((url) => !before.has(url)),
        "another address than before",
      ),
      v.check(
        (list) => sameMembers(documentsOf(list as Offer[]), documentsOf(listed)),
        "the documents that were listed before",
      ),
    ),
  });
}

export function atLeast(listed: readonly Offer[]) {
  return v.looseObject({
    offers: v.pipe(
      offerList,
      v.check((list) => {
        const ids = idsOf(list);
        return idsOf(listed).every((id) => ids.includes(id));
      }, "every public offer"),
    ),
  });
}

function sameMembers(some: readonly unknown[], others: readonly unknown[]): boolean {
  return JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());
}

const yesOrNo = v.picklist(["AVAILABLE", "NOT_AVAILABLE"]);

export const modelWithTimes = v.looseObject({
  modelDetails: v.looseObject({
    modelLifecycle: v.looseObject({ status: v.literal("ACTIVE"), startOfLifeTime: v.date() }),
  }),
});

export const availability = v.looseObject({
  modelId: filled,
  agreementAvailability: v.looseObject({
    status: v.picklist(["AVAILABLE", "PENDING", "NOT_AVAILABLE", "ERROR"]),
    errorMessage: v.optional(filled),
  }),
  authorizationStatus: v.picklist(["AUTHORIZED", "NOT_AUTHORIZED"]),
  entitlementAvailability: yesOrNo,
  regionAvailability: yesOrNo,
});

export function agreementIs(...statuses: readonly string[]) {
  return v.looseObject({ agreementAvailability: v.looseObject({ status: v.picklist(statuses) }) });
}

/** In force, or failed with a reason. */
export const settled = v.looseObject({
  agreementAvailability: v.variant("status", [
    v.looseObject({ status: v.literal("AVAILABLE") }),
    v.looseObject({ status: v.literal("ERROR"), errorMessage: filled }),
  ]),
});

export function accepted(modelId: string) {
  return v.strictObject({ modelId: v.literal(modelId) });
}

/** A blob that is still base64 after the SDK has decoded it once; of that form, when one is given. */
export function formInBase64(form?: Uint8Array) {
  const wanted = form && Buffer.from(form).toString("utf8");
  return v.looseObject({
    formData: v.pipe(
      v.instance(Uint8Array),
      v.transform((bytes) => Buffer.from(bytes).toString("utf8")),
      v.check((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text), "base64 inside of the blob"),
      v.transform((text) => Buffer.from(text, "base64").toString("utf8")),
      v.check((text) => isForm(text), "a form inside of the base64"),
      v.check((text) => wanted === undefined || sameForm(text, wanted), "the form that was put"),
    ),
  });
}

function isForm(text: string): boolean {
  const form = parse(text);
  return form !== undefined && "companyName" in form && "useCases" in form;
}

/** Forms are compared by their fields: AWS promises nothing of order or blanks. */
function sameForm(text: string, other: string): boolean {
  const fields = (form: object | undefined) => JSON.stringify(Object.entries(form ?? {}).sort());
  return fields(parse(text)) === fields(parse(other));
}

function parse(text: string): object | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined; // then it is no form, which is what is asked
  }
}
