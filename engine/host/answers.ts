import type { CheckResponse, DiffResponse, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Sdk } from "../sdk";
import type { DetailedDiff, DiffKind } from "../values/object-diff";
import type { PropertyMap } from "../values/values";

/* What providers answer, in the engine's words. */

interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface Checked {
  readonly inputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}

/** What stays the same for certain (`stables`) is of no use to the engine, nor to the CLI. */
export interface DiffAnswer {
  readonly changes: "some" | "none" | "unknown";
  readonly replaces: string[];
  readonly changedKeys: string[];
  readonly detailedDiff?: DetailedDiff;
  readonly deleteBeforeReplace: boolean;
  /** Nobody could be asked: the provider's configuration is not known yet. */
  readonly unavailable?: true;
}

export interface Created {
  readonly id: string;
  readonly outputs: PropertyMap;
}

export interface ReadAnswer {
  readonly id: string;
  readonly outputs: PropertyMap | undefined;
  readonly inputs: PropertyMap | undefined;
  /** Why the resource is not ready, although it exists. */
  readonly unhealthy: string[];
}

export interface Invoked {
  readonly outputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}

/** By their number in the protocol. */
const DIFF_KINDS: readonly DiffKind[] = [
  "add",
  "add-replace",
  "delete",
  "delete-replace",
  "update",
  "update-replace",
];

/** What a provider says of a difference. */
export function diffOf(answer: DiffResponse, sdk: Sdk): DiffAnswer {
  const { DIFF_SOME, DIFF_NONE } = sdk.provider.DiffResponse.DiffChanges;
  const changes = answer.getChanges();
  const detailedDiff: DetailedDiff = {};
  answer.getDetaileddiffMap().forEach((property, path) => {
    const diffKind = DIFF_KINDS[property.getKind()] ?? "update";
    detailedDiff[path] = { diffKind, inputDiff: property.getInputdiff() };
  });
  return {
    changes: changes === DIFF_SOME ? "some" : changes === DIFF_NONE ? "none" : "unknown",
    replaces: answer.getReplacesList(),
    changedKeys: answer.getDiffsList(),
    ...(answer.getHasdetaileddiff() && { detailedDiff }),
    deleteBeforeReplace: answer.getDeletebeforereplace(),
  };
}

export function failuresOf(answer: CheckResponse | InvokeResponse): CheckFailure[] {
  return answer.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() }));
}

export function properties(struct: Struct | undefined): PropertyMap | undefined {
  return struct?.toJavaScript();
}
