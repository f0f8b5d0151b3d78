import { ModelAgreement } from "pulumi-model-access";

// A third-party model: its terms have to be accepted once for the account.
const commandR = new ModelAgreement("command-r", { modelId: "cohere.command-r-v1:0" });

// One of Amazon's own models: nothing to accept, but the program now says that it relies on it.
const novaMicro = new ModelAgreement("nova-micro", { modelId: "amazon.nova-micro-v1:0" });

export const commandRStatus = commandR.agreementStatus;
export const acceptedTerms = commandR.terms;
export const novaMicroNeedsAgreement = novaMicro.required;
