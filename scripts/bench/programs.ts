import type { WorldFile } from "pulumi-model-access-emulator";

/** What a program declares: one resource of a name. Its other half is what the reference does. */
export interface Declares {
  /** JavaScript that defines `declare(name)`. */
  readonly text: string;
  /** What an engine would answer, besides the inputs. */
  readonly outputs: Readonly<Record<string, string | boolean>>;
}

/**
 * A model of Amazon's own, which needs no agreement: making one only looks. Each resource has another: those of one model would
 * have to know of one another.
 */
const modelOf = (name: string): string => `amazon.${name}-v1:0`;
const MODEL = "`" + modelOf("${name}") + "`";

/** Models for a program that declares so many. */
export function models(count: number): Record<string, { modelName: string; providerName: string }> {
  const names = Array.from({ length: count }, (_, index) => `it${index}`);
  return Object.fromEntries(
    names.map((name) => [modelOf(name), { modelName: name, providerName: "Amazon" }]),
  );
}

/** One of this package. */
export const ours: Declares = {
  text: `
const { ModelAgreement } = require("pulumi-model-access");
const declare = (name) => new ModelAgreement(name, { modelId: ${MODEL} });`,
  outputs: {
    region: "us-east-1",
    agreementStatus: "NOT_AVAILABLE",
    authorizationStatus: "AUTHORIZED",
    entitlementAvailability: "AVAILABLE",
    regionAvailability: "AVAILABLE",
    required: false,
    adopted: false,
    satisfiedBy: "none required",
    accountId: "111122223333",
  },
};

/** A dynamic resource as people write one themselves: Pulumi makes text of its provider, once for all of them. */
export const closure: Declares = {
  text: `
const pulumi = require("@pulumi/pulumi");
const provider = { create: async (inputs) => ({ id: "it", outs: inputs }) };
const declare = (name) => new (class Empty extends pulumi.dynamic.Resource {})(provider, name, { modelId: ${MODEL} });`,
  outputs: {},
};

/** A model of somebody else, which needs an agreement. */
const soldModelOf = (name: string): string => `cohere.${name}-v1:0`;

/** Such models for a program that declares so many, each with an offer of its own. */
export function soldModels(count: number): NonNullable<WorldFile["models"]> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      soldModelOf(`it${index}`),
      { modelName: `it${index}`, providerName: "Cohere", offers: [offer(`offer-it${index}`)] },
    ]),
  );
}

function offer(offerId: string) {
  return {
    offerId,
    termDetails: {
      usageBasedPricingTerm: { rateCard: [] },
      legalTerm: { url: `https://aws-mp-legal.example.com/eula/${offerId}.pdf` },
      supportTerm: { refundPolicyDescription: "All fees are non-refundable." },
    },
  };
}

/** An agreement that AWS has to make. */
export const accepted: Pick<Declares, "text"> = {
  text: `
const { ModelAgreement } = require("pulumi-model-access");
const declare = (name) => new ModelAgreement(name, { modelId: ${"`" + soldModelOf("${name}") + "`"} });`,
};

/** A custom model's share. @param principals whom it is shared with */
export function share(principals: readonly string[]): Pick<Declares, "text"> {
  const args = JSON.stringify({ resourceArns: [SHARED_MODEL], principals });
  return {
    text: `
const { CustomModelShare } = require("pulumi-model-access");
const declare = (name) => new CustomModelShare(name, { name, ...${args} });`,
  };
}

/** Of the emulator's default world: a custom model, an account of its owner's organization, and that organization. */
export const SHARED_MODEL =
  "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-micro-v1:0:128k/triage000001";
export const PRINCIPALS = [
  "444455556666",
  "arn:aws:organizations::111122223333:organization/o-exampleorgid",
] as const;

/** A program that declares many. */
export function many({ text }: Pick<Declares, "text">, count: number): string {
  return `${text}\nfor (let index = 0; index < ${count}; index++) declare("it" + index);\n`;
}
