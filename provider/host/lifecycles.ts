import type { Aws } from "../aws/aws";
import type { Lifecycle } from "../core/lifecycle";
import { customModelCopy } from "../resources/custom-model-copy/lifecycle";
import { modelAgreement } from "../resources/model-agreement/lifecycle";
import { useCaseSubmission } from "../resources/use-case-submission/lifecycle";
import { comprehendModelImport } from "../resources/comprehend-model-import/lifecycle";
import { comprehendModelPolicy } from "../resources/comprehend-model-policy/lifecycle";
import { customModelShare } from "../resources/custom-model-share/lifecycle";
import { customModelShareAcceptance } from "../resources/custom-model-share-acceptance/lifecycle";
import { modelLicenseGrant } from "../resources/model-license-grant/lifecycle";

/** Each lifecycle has inputs and a state of its own, which come from JSON: the types end here. */
export type AnyLifecycle = Lifecycle<object, object, Aws>;

/** Every resource, as a host runs it. */
export const lifecycles = [
  modelAgreement,
  useCaseSubmission,
  customModelShare,
  customModelShareAcceptance,
  customModelCopy,
  comprehendModelPolicy,
  comprehendModelImport,
  modelLicenseGrant,
] as unknown as readonly AnyLifecycle[];

/** @throws Error when there is no resource of that type */
export function lifecycleOf(type: string): AnyLifecycle {
  const lifecycle = lifecycles.find((candidate) => candidate.declaration.type === type);
  if (lifecycle) return lifecycle;
  const known = lifecycles.map((candidate) => candidate.declaration.type).join(", ");
  throw new Error(
    `this version of pulumi-model-access has no resource ${type}: install a newer one (it has ${known})`,
  );
}
