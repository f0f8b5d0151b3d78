import type { BedrockClient } from "@aws-sdk/client-bedrock";

import { complete } from "../../aws/clients/answers";
import { isAws } from "../../aws/errors/explained";
import { bedrockSdk } from "../../aws/clients/sdk";

const OPERATION = "GetFoundationModelAvailability";

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
    const { authorizationStatus, entitlementAvailability, regionAvailability, agreementAvailability } =
      complete(
        OPERATION,
        await client.send(new (bedrockSdk().GetFoundationModelAvailabilityCommand)({ modelId })),
        "agreementAvailability",
        "authorizationStatus",
        "entitlementAvailability",
        "regionAvailability",
      );
    const { status: agreementStatus, errorMessage } = complete(OPERATION, agreementAvailability, "status");
    return {
      agreementStatus,
      ...(errorMessage !== undefined && { agreementErrorMessage: errorMessage }),
      authorizationStatus,
      entitlementAvailability,
      regionAvailability,
    };
  } catch (error) {
    if (isAws(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
