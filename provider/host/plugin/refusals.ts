import type { Metadata, ServiceError } from "@grpc/grpc-js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb";

import { type CheckFailure, sentenceOf } from "../../core/check";
import { messageOf, UnfinishedError } from "../../core/errors";
import type { Props } from "../../core/props";
import type { Sdk } from "./sdk";
import { toStruct } from "./wire";

type Refusal = Pick<ServiceError, "code" | "details"> & { readonly metadata?: Metadata };

/**
 * An error as the engine is told it. Of what is half made it keeps the id and the state, and shows people the reasons only.
 */
export function refusal(sdk: Sdk, thrown: unknown, confidential: readonly string[]): Refusal {
  const code = sdk.grpc.status.UNKNOWN;
  const details = messageOf(thrown);
  if (!(thrown instanceof UnfinishedError)) return { code, details };
  const failure = new sdk.provider.ErrorResourceInitFailed();
  failure.setId(thrown.id);
  failure.setProperties(toStruct(sdk, thrown.state, confidential));
  failure.setReasonsList([details]);
  const packed = new sdk.any.Any();
  packed.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new sdk.status.Status();
  status.setCode(code);
  status.setMessage(details);
  status.addDetails(packed);
  const metadata = new sdk.grpc.Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code, details, metadata };
}

/** What a check answers. @param confidential the names of what is secret, whatever the program says */
export function checked(
  sdk: Sdk,
  inputs: Props,
  failures: readonly CheckFailure[],
  confidential: readonly string[],
): pb.CheckResponse {
  const answer = new sdk.provider.CheckResponse();
  answer.setInputs(toStruct(sdk, inputs, confidential));
  answer.setFailuresList(failuresOf(sdk, failures));
  return answer;
}

/** A property that is named would be printed together with its value, secrets in clear. */
export function failuresOf({ provider }: Sdk, failures: readonly CheckFailure[]): pb.CheckFailure[] {
  return failures.map((failed) => {
    const failure = new provider.CheckFailure();
    failure.setReason(sentenceOf(failed));
    return failure;
  });
}
