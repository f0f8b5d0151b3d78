import * as v from "valibot";

import type { Aws } from "../../aws/aws";
import { regionAndRoleEntries } from "../../aws/region-and-role";
import { type CheckFailure, checkProps, oneOf, text } from "../../core/check";
import { ModelAccessError } from "../../core/errors";
import { hasUnknown, type Props } from "../../core/props";
import { readComprehendModel, readComprehendModelVersions } from "../../functions/calls/comprehend-models";
import { findShare } from "../../functions/calls/custom-model-shares";
import { readCustomModel, readSharedModels } from "../../functions/calls/custom-models";
import { readEvidence } from "../../functions/calls/model-agreement-evidence";
import { readModelOffers } from "../../functions/calls/model-offers";
import { KINDS } from "../../services/comprehend/model-arn";
import { projectFolder, readPin } from "../../services/bedrock/terms/pin-file";
import { type ReviewedTerms, problemsOf } from "../../services/bedrock/terms/reviewed-terms";

/** A function as programs in any language call it: with arguments that nobody has checked, for an object. */
interface CalledFunction {
  readonly args: v.ObjectEntries;
  call(cloud: Aws, args: never): Promise<object>;
}

const given = text(/\S/, "not be empty");
const optional = v.optional(given);

/** By their names in the package. What lists is given a name, as a result has to be an object. */
const functions: Readonly<Record<string, CalledFunction>> = {
  getComprehendModel: { args: { modelArn: given }, call: readComprehendModel },
  listComprehendModelVersions: {
    args: { kind: oneOf(KINDS), modelName: optional },
    call: async (cloud, args) => ({ models: await readComprehendModelVersions(cloud, args) }),
  },
  getCustomModel: { args: { modelIdentifier: given }, call: readCustomModel },
  listSharedModels: {
    args: { ownerAccountId: optional },
    call: async (cloud, args) => ({ models: await readSharedModels(cloud, args) }),
  },
  getCustomModelShare: {
    args: { name: given, resourceOwner: optional, owningAccountId: optional },
    call: findShare,
  },
  getModelAgreementEvidence: { args: { modelId: given, productId: optional }, call: readEvidence },
  getModelOffers: {
    args: {
      modelId: given,
      offerType: v.optional(oneOf(["PUBLIC", "ALL"])),
      reviewedTerms: v.optional(v.unknown()),
    },
    call: (cloud, { reviewedTerms, ...args }: Parameters<typeof readModelOffers>[1]) =>
      readModelOffers(cloud, args, reviewedTerms === undefined ? undefined : reviewed(reviewedTerms)),
  },
};

function reviewed(terms: string | ReviewedTerms): ReviewedTerms {
  if (typeof terms === "string") return readPin(terms, projectFolder());
  const [problem] = problemsOf(terms);
  if (problem) throw new ModelAccessError(`reviewedTerms.${problem.path}: ${problem.reason}`);
  return terms;
}

/**
 * Calls a function by its token, such as `model-access:index:getCustomModel`.
 * @returns nothing at all while an argument is not known yet
 * @throws Error when there is none of that name; the messages of the function
 */
export async function invoke(
  cloud: Aws,
  token: string,
  args: Props,
): Promise<{ readonly result: object; readonly failures: readonly CheckFailure[] }> {
  const name = token.split(":").at(-1) ?? "";
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!called) throw new ModelAccessError(`pulumi-model-access has no function ${token}`);
  const { failures } = checkProps({ ...called.args, ...regionAndRoleEntries }, args);
  if (failures.length > 0 || hasUnknown(args)) return { result: {}, failures };
  return { result: await called.call(cloud, args as never), failures: [] };
}
