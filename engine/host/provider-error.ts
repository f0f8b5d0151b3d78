import type * as grpc from "@grpc/grpc-js";

import type { Sdk } from "../sdk";
import type { PropertyMap } from "../values/values";

/** What is known of a resource that exists and is not ready. */
export interface PartialState {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly inputs: PropertyMap | undefined;
  readonly reasons: string[];
}

/** A provider refused. With `partial` the resource exists nevertheless. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  constructor(
    message: string,
    readonly partial?: PartialState,
  ) {
    super(message);
  }
}

/** An init failure travels in the trailers, as a google.rpc.Status with one detail. */
export function toProviderError(error: grpc.ServiceError, sdk: Sdk): ProviderError {
  const message = error.code === sdk.grpc.status.UNKNOWN ? error.details : error.details || error.message;
  const [packed] = error.metadata.get("grpc-status-details-bin");
  if (!(packed instanceof Buffer)) return new ProviderError(message);
  const details = sdk.status.Status.deserializeBinary(new Uint8Array(packed)).getDetailsList();
  for (const detail of details) {
    const failure = detail.unpack(
      (bytes) => sdk.provider.ErrorResourceInitFailed.deserializeBinary(bytes),
      "pulumirpc.ErrorResourceInitFailed",
    );
    if (failure) {
      return new ProviderError(message, {
        id: failure.getId(),
        outputs: failure.getProperties()?.toJavaScript() ?? {},
        inputs: failure.getInputs()?.toJavaScript(),
        reasons: failure.getReasonsList(),
      });
    }
  }
  return new ProviderError(message);
}
