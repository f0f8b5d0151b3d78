import type { BedrockClient } from "@aws-sdk/client-bedrock";

import { isAws } from "../aws/doing";
import { bedrockSdk } from "../aws/sdk";

/** What AWS says of an account's access to a model. */
export interface Availability {
  readonly agreementStatus: string;
  readonly agreementErrorMessage?: string;
  readonly authorizationStatus: string;
  readonly entitlementAvailability: string;
  readonly regionAvailability: string;
}

/** The availability now; undefined when AWS does not know the model. The answer's modelId may differ from ours. */
export async function availabilityOf(
  client: BedrockClient,
  modelId: string,
): Promise<Availability | undefined> {
  try {
    const answer = await client.send(new (bedrockSdk().GetFoundationModelAvailabilityCommand)({ modelId }));
    const { agreementAvailability, authorizationStatus, entitlementAvailability, regionAvailability } =
      answer;
    const errorMessage = agreementAvailability?.errorMessage;
    return {
      agreementStatus: agreementAvailability?.status ?? "UNKNOWN",
      ...(errorMessage !== undefined && { agreementErrorMessage: errorMessage }),
      authorizationStatus: authorizationStatus ?? "UNKNOWN",
      entitlementAvailability: entitlementAvailability ?? "UNKNOWN",
      regionAvailability: regionAvailability ?? "UNKNOWN",
    };
  } catch (error) {
    if (isAws(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
