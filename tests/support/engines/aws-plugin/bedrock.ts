import { setTimeout } from "node:timers/promises";

import {
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  GetFoundationModelAvailabilityCommand,
  GetUseCaseForModelAccessCommand,
  ListFoundationModelAgreementOffersCommand,
  type OfferType,
  PutUseCaseForModelAccessCommand,
} from "@aws-sdk/client-bedrock";

import type { Props } from "../plugin-server";
import type { Clients, Kind } from "./resources";

/**
 * The agreement and the form of @pulumi/aws 7.48, which are those of Terraform's provider: the calls that
 * `internal/service/bedrock/{foundation_model_agreement,use_case_for_model_access}.go` makes, in their order.
 */
export const BEDROCK_KINDS: Readonly<Record<string, Kind>> = {
  "aws:bedrockfoundation/modelAgreement:ModelAgreement": {
    replaces: ["modelId", "offerToken"],
    async create(inputs, clients) {
      const { modelId, offerToken } = inputs as Record<string, string>;
      await clients.bedrock.send(new CreateFoundationModelAgreementCommand({ modelId, offerToken }));
      await reads("AVAILABLE", modelId!, clients);
      return { id: modelId! };
    },
    // PENDING and ERROR count as healthy.
    read: async (modelId, inputs, clients) =>
      (await statusOf(modelId, clients)) === "NOT_AVAILABLE" ? undefined : inputs,
    async delete(modelId, _inputs, clients) {
      await clients.bedrock.send(new DeleteFoundationModelAgreementCommand({ modelId }));
      await reads("NOT_AVAILABLE", modelId, clients);
    },
  },
  "aws:bedrock/useCaseForModelAccess:UseCaseForModelAccess": {
    replaces: [],
    async create({ formData }, clients) {
      const filed = await formOf(clients);
      if (filed === undefined)
        await clients.bedrock.send(
          new PutUseCaseForModelAccessCommand({ formData: Buffer.from(formData as string) }),
        );
      else if (filed !== formData) throw new Error("resource already exists with different form data");
      return { id: "account" };
    },
    async read(_id, inputs, clients) {
      const formData = await formOf(clients);
      return formData === undefined ? undefined : { ...inputs, formData };
    },
    delete: async () => undefined,
  },
};

/** `getModelAgreementOffers`: each listing has tokens of its own. */
export async function offersOf({ modelId, offerType }: Props, { bedrock }: Clients): Promise<Props> {
  const { offers = [] } = await bedrock.send(
    new ListFoundationModelAgreementOffersCommand({
      modelId: modelId as string,
      offerType: offerType as OfferType,
    }),
  );
  return { modelId, offers: offers.map(({ offerId, offerToken }) => ({ offerId, offerToken })) };
}

async function statusOf(modelId: string, { bedrock }: Clients): Promise<string | undefined> {
  const { agreementAvailability } = await bedrock.send(
    new GetFoundationModelAvailabilityCommand({ modelId }),
  );
  return agreementAvailability?.status;
}

async function reads(wanted: string, modelId: string, clients: Clients): Promise<void> {
  while ((await statusOf(modelId, clients)) !== wanted) await setTimeout(20);
}

async function formOf({ bedrock }: Clients): Promise<string | undefined> {
  try {
    const { formData } = await bedrock.send(new GetUseCaseForModelAccessCommand({}));
    // What is read is encoded twice.
    return Buffer.from(Buffer.from(formData!).toString(), "base64").toString();
  } catch (thrown) {
    if ((thrown as Error).name === "ResourceNotFoundException") return undefined;
    throw thrown;
  }
}
