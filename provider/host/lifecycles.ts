import type { Aws } from "../aws/aws";
import type { AnyDeclaration } from "../core/declaration/declaration";
import type { Lifecycle } from "../core/lifecycle";

/** Each lifecycle has inputs and a state of its own, which come from JSON: the types end here. */
export type AnyLifecycle = Lifecycle<object, object, Aws>;

type Exports = Readonly<Record<string, AnyLifecycle>>;

/* eslint-disable @typescript-eslint/no-require-imports -- an import would load all of them, and a program has two or three */
/** Every resource, as a host runs it, by its type; loaded when it is asked for. */
const loaders: Readonly<Record<string, () => Exports>> = {
  ModelAgreement: () => require("../resources/model-agreement/lifecycle") as Exports,
  UseCaseSubmission: () => require("../resources/use-case-submission/lifecycle") as Exports,
  CustomModelShare: () => require("../resources/custom-model-share/lifecycle") as Exports,
  CustomModelShareAcceptance: () =>
    require("../resources/custom-model-share-acceptance/lifecycle") as Exports,
  CustomModelCopy: () => require("../resources/custom-model-copy/lifecycle") as Exports,
  ComprehendModelPolicy: () => require("../resources/comprehend-model-policy/lifecycle") as Exports,
  ComprehendModelImport: () => require("../resources/comprehend-model-import/lifecycle") as Exports,
  ModelLicenseGrant: () => require("../resources/model-license-grant/lifecycle") as Exports,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** The types of all resources. */
export const lifecycleTypes: readonly string[] = Object.keys(loaders);

/** @throws Error when there is no resource of that type */
export function lifecycleOf(type: string): AnyLifecycle {
  const load = Object.hasOwn(loaders, type) ? loaders[type] : undefined;
  if (!load)
    throw new Error(
      `this version of pulumi-model-access has no resource ${type}: install a newer one (it has ${lifecycleTypes.join(", ")})`,
    );
  return load()[type.charAt(0).toLowerCase() + type.slice(1)]!;
}

/** What is declared of a resource; nothing where the type is not one of ours. */
export function declarationOf(type: string): AnyDeclaration | undefined {
  return lifecycleTypes.includes(type) ? lifecycleOf(type).declaration : undefined;
}
