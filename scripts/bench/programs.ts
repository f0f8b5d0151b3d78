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

/** A program that declares many. */
export function many({ text }: Declares, count: number): string {
  return `${text}\nfor (let index = 0; index < ${count}; index++) declare("it" + index);\n`;
}
