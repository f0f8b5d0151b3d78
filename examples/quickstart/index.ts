import * as pulumi from "@pulumi/pulumi";
import { ModelAgreement } from "pulumi-model-access";

const config = new pulumi.Config();

// A third-party model: its terms have to be accepted once for the account.
const thirdParty = new ModelAgreement("third-party", {
  modelId: config.get("modelId") ?? "cohere.command-r-v1:0",
});

// One of Amazon's own models: nothing to accept, but the program now says that it relies on it.
const firstParty = new ModelAgreement("first-party", { modelId: "amazon.nova-micro-v1:0" });

export const status = thirdParty.agreementStatus;
export const acceptedDocument = thirdParty.terms.apply((terms) => terms?.legalTerm.document);
export const firstPartyNeedsAgreement = firstParty.required;
