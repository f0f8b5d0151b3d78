import type { Aws } from "../aws/aws";
import type { Lifecycle } from "../core/lifecycle";

/** Each lifecycle has inputs and a state of its own, which come from JSON: the types end here. */
export type AnyLifecycle = Lifecycle<object, object, Aws>;

type Exports = Readonly<Record<string, AnyLifecycle>>;

/* eslint-disable @typescript-eslint/no-require-imports -- an import would load all of them, and a program has two or three */
/** Every resource, as a host runs it, by the name of what its file exports; loaded when it is asked for. */
const loaders: Readonly<Record<string, () => Exports>> = {
  modelAgreement: () => require("../resources/model-agreement/lifecycle") as Exports,
  useCaseSubmission: () => require("../resources/use-case-submission/lifecycle") as Exports,
  customModelShare: () => require("../resources/custom-model-share/lifecycle") as Exports,
  customModelShareAcceptance: () =>
    require("../resources/custom-model-share-acceptance/lifecycle") as Exports,
  customModelCopy: () => require("../resources/custom-model-copy/lifecycle") as Exports,
  comprehendModelPolicy: () => require("../resources/comprehend-model-policy/lifecycle") as Exports,
  comprehendModelImport: () => require("../resources/comprehend-model-import/lifecycle") as Exports,
  modelLicenseGrant: () => require("../resources/model-license-grant/lifecycle") as Exports,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** The types of all resources. */
export const lifecycleTypes: readonly string[] = Object.keys(loaders).map(
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
);

/** @throws Error when there is no resource of that type */
export function lifecycleOf(type: string): AnyLifecycle {
  if (!lifecycleTypes.includes(type))
    throw new Error(
      `this version of pulumi-model-access has no resource ${type}: install a newer one (it has ${lifecycleTypes.join(", ")})`,
    );
  const name = type.charAt(0).toLowerCase() + type.slice(1);
  return loaders[name]!()[name]!;
}
