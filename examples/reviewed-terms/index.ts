import * as pulumi from "@pulumi/pulumi";
import { getModelOffers, ModelAgreement } from "pulumi-model-access";

const config = new pulumi.Config();

/**
 * The models that may be used. What stands in the files was written by
 * `npx pulumi-model-access terms pin <model> --reviewed-by <name>`, and approved by who has read the documents.
 */
const models = {
  // By a public offer.
  "command-r": {
    modelId: "cohere.command-r-v1:0",
    reviewedTerms: "terms/cohere.command-r-v1-0.json",
  },
  // By a private offer of our own, which the file names.
  jamba: {
    modelId: "ai21.jamba-1-5-large-v1:0",
    reviewedTerms: "terms/ai21.jamba-1-5-large-v1-0.json",
  },
};

/** An agreement that is in force needs no review anew, so this is more than AWS asks for: nobody deploys under changed terms. */
async function lookAtTerms(): Promise<void> {
  const changed: string[] = [];
  for (const model of Object.values(models)) {
    const { differences = [] } = await getModelOffers(model);
    for (const { what, before = "none", now = "none" } of differences) {
      changed.push(`${model.modelId}: ${what}: ${before} => ${now}`);
    }
  }
  if (changed.length > 0) {
    throw new pulumi.RunError(["terms have changed since they were reviewed:", ...changed].join("\n  "));
  }
}

async function program() {
  if (config.requireBoolean("lookAtTerms")) await lookAtTerms();
  const agreements = Object.entries(models).map(([name, model]) => new ModelAgreement(name, model));
  return {
    statuses: agreements.map(({ agreementStatus }) => agreementStatus),
    // The evidence: which text was accepted, under which offer.
    accepted: agreements.map(({ modelId, offerId, terms }) =>
      pulumi.all([modelId, offerId, terms]).apply(([model, offer, accepted]) => ({
        model,
        offer,
        document: accepted?.legalTerm.document,
        sha256: accepted?.legalTerm.sha256,
      })),
    ),
  };
}

export = program;
