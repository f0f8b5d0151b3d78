import type { CustomModelSummary, FoundationModelSummary, Offer } from "@aws-sdk/client-bedrock";
import type { ListDocumentClassifiersResponse } from "@aws-sdk/client-comprehend";

import { call, type OperationName } from "../calls/calls";
import type { Clients } from "../calls/clients";

/** The account the table is tried on, and what was found there before the first row. */
export interface Stage {
  readonly clients: Clients;
  /** The clients of another Region, where we know one. */
  readonly elsewhere?: Clients;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** An emulator of ours: nothing can be broken, and its time can be moved. */
  readonly emulated: boolean;
  /** A model of Amazon's own, which needs no agreement. */
  readonly firstParty?: string;
  /** A model whose terms somebody has to accept, and a listing of its offers. */
  readonly thirdParty?: { readonly modelId: string; readonly offers: readonly Offer[] };
  /** A custom model of the account's own that can be copied, where that is tried. */
  readonly customModel?: string;
  /** A document classifier of the account's own that can be imported, where that is tried. */
  readonly classifier?: string;
  /** A role the caller may assume. */
  readonly role?: string;
  /** The form that may be filed. */
  readonly form?: Uint8Array;
  /** The model of the writing part. */
  readonly model?: string;
  /** What this run has done to the agreement of that model: one that it has not made is not touched. */
  readonly done?: "made" | "cancelled";
  /** Whether the form that is filed is the one that this run has put. */
  readonly formPut?: boolean;
  /** Lets time pass between two looks. */
  readonly pause: (seconds: number) => Promise<void>;
}

/** A Region of AWS's first partition that is not the stage's. */
export function otherRegionThan({ region }: Pick<Stage, "region">): string {
  return region === "us-west-2" ? "us-east-1" : "us-west-2";
}

/** Finds the models the reading part is about, with calls that only read. */
export async function setTheStage(
  options: Omit<Stage, "firstParty" | "thirdParty" | "customModel" | "classifier">,
): Promise<Stage> {
  const models = await activeModels(options.clients);
  const firstParty = models.find(({ providerName }) => providerName === "Amazon")?.modelId;
  return {
    ...options,
    ...(firstParty !== undefined && { firstParty }),
    ...(await findThirdParty(options.clients, models)),
    ...(options.emulated && (await findCustomModel(options.clients))),
    ...(options.emulated && (await findClassifier(options.clients))),
  };
}

async function activeModels(clients: Clients): Promise<FoundationModelSummary[]> {
  const { output } = await call(clients, "ListFoundationModels", {});
  const { modelSummaries = [] } = (output ?? {}) as { modelSummaries?: FoundationModelSummary[] };
  // Variants such as `…-v1:0:48k` are for provisioned throughput only.
  return modelSummaries.filter(
    ({ modelId = "", modelLifecycle }) => modelLifecycle?.status === "ACTIVE" && !/:.*:/.test(modelId),
  );
}

/** One that AWS's key encrypts, so that nobody's policy stands in the way. */
async function findCustomModel(clients: Clients): Promise<Pick<Stage, "customModel">> {
  const own = { isOwned: true, modelStatus: "Active" };
  const { output } = await call(clients, "ListCustomModels", own);
  const { modelSummaries = [] } = (output ?? {}) as { modelSummaries?: CustomModelSummary[] };
  for (const { modelArn } of modelSummaries) {
    const { output: model } = await call(clients, "GetCustomModel", { modelIdentifier: modelArn });
    const isPlain = model && !(model as { modelKmsKeyArn?: string }).modelKmsKeyArn;
    if (modelArn !== undefined && isPlain) return { customModel: modelArn };
  }
  return {};
}

/** One that AWS's key encrypts, so that no role is needed. */
async function findClassifier(clients: Clients): Promise<Pick<Stage, "classifier">> {
  const { output } = await call(clients, "ListDocumentClassifiers", { Filter: { Status: "TRAINED" } });
  const { DocumentClassifierPropertiesList: models = [] } = (output ?? {}) as ListDocumentClassifiersResponse;
  const arn = models.find(({ ModelKmsKeyId }) => ModelKmsKeyId === undefined)?.DocumentClassifierArn;
  return arn === undefined ? {} : { classifier: arn };
}

/** Which providers want an agreement is nowhere to be read: one model of each is asked until one has offers. */
async function findThirdParty(
  clients: Clients,
  models: readonly FoundationModelSummary[],
): Promise<Pick<Stage, "thirdParty">> {
  const asked = new Set<string | undefined>(["Amazon"]);
  for (const { modelId, providerName } of models) {
    if (modelId === undefined || asked.has(providerName)) continue;
    asked.add(providerName);
    const offers = await listOffers(clients, modelId);
    if (offers.length > 0) return { thirdParty: { modelId, offers } };
  }
  return {};
}

/** The offers of a model; none where AWS refuses to list them. */
export async function listOffers(clients: Clients, modelId: string): Promise<readonly Offer[]> {
  const { output } = await call(clients, "ListFoundationModelAgreementOffers", { modelId });
  return (output as { offers?: Offer[] } | undefined)?.offers ?? [];
}

/** A token that was minted this moment. */
export async function freshToken(clients: Clients, modelId: string): Promise<string> {
  const [offer] = await listOffers(clients, modelId);
  if (offer?.offerToken === undefined) throw new Error(`no offer of ${modelId} is listed any more`);
  return offer.offerToken;
}

/** What CreateFoundationModelAgreement wants, for the model of the writing part. */
export async function offerOf({ clients, model }: Stage): Promise<{ modelId: string; offerToken: string }> {
  return { modelId: model!, offerToken: await freshToken(clients, model!) };
}

/** The status of the agreement of a model, as AWS reads now. */
export async function agreementStatus(clients: Clients, modelId: string): Promise<string | undefined> {
  const { output } = await call(clients, "GetFoundationModelAvailability", { modelId });
  return (output as { agreementAvailability?: { status?: string } } | undefined)?.agreementAvailability
    ?.status;
}

/** The code with which an operation without any input is refused; undefined when it is answered. */
export async function refusalCode(clients: Clients, operation: OperationName): Promise<string | undefined> {
  return (await call(clients, operation, {})).error?.code;
}
