import type { BedrockClient } from "@aws-sdk/client-bedrock";

import { isAws, lacking } from "../aws/doing";
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
    const { status: agreementStatus, errorMessage } = answer.agreementAvailability ?? {};
    const { authorizationStatus, entitlementAvailability, regionAvailability } = answer;
    const there = (member: string, value: string | undefined): string => {
      if (value === undefined) throw lacking("GetFoundationModelAvailability", member);
      return value;
    };
    return {
      agreementStatus: there("agreementAvailability.status", agreementStatus),
      ...(errorMessage !== undefined && { agreementErrorMessage: errorMessage }),
      authorizationStatus: there("authorizationStatus", authorizationStatus),
      entitlementAvailability: there("entitlementAvailability", entitlementAvailability),
      regionAvailability: there("regionAvailability", regionAvailability),
    };
  } catch (error) {
    if (isAws(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
