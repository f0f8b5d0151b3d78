import type { Aws } from "../../aws/aws";
import { customModelCopy } from "../../resources/custom-model-copy/lifecycle";
import { modelAgreement } from "../../resources/model-agreement/lifecycle";
import { useCaseSubmission } from "../../resources/use-case-submission/lifecycle";
import { comprehendModelImport } from "../../resources/comprehend-model-import/lifecycle";
import { comprehendModelPolicy } from "../../resources/comprehend-model-policy/lifecycle";
import { customModelShare } from "../../resources/custom-model-share/lifecycle";
import { customModelShareAcceptance } from "../../resources/custom-model-share-acceptance/lifecycle";
import { modelLicenseGrant } from "../../resources/model-license-grant/lifecycle";
import type { Lifecycle } from "../../core/lifecycle";
import { DynamicHandler, type Session } from "./handler";
import { openSession } from "../session";

/** Each lifecycle has inputs and a state of its own, which come from JSON: the types end here. */
type AnyLifecycle = Lifecycle<object, object, Aws>;

const lifecycles = [
  modelAgreement,
  useCaseSubmission,
  customModelShare,
  customModelShareAcceptance,
  customModelCopy,
  comprehendModelPolicy,
  comprehendModelImport,
  modelLicenseGrant,
] as unknown as readonly AnyLifecycle[];

/**
 * What all resources of a run share. A host process serves one provider instance in one run, so one would do; tests put
 * several runs into one process.
 */
const sessions = new Map<string, Session>();

/** @throws Error when there is no resource of that type */
export function findLifecycle(type: string): AnyLifecycle {
  const lifecycle = lifecycles.find((candidate) => candidate.type === type);
  if (lifecycle) return lifecycle;
  const known = lifecycles.map((candidate) => candidate.type).join(", ");
  throw new Error(
    `this version of pulumi-model-access has no resource ${type}: install a newer one (it has ${known})`,
  );
}

/** What the provider text of a state asks for: the handler of a resource type. */
export function load(type: string, run = ""): DynamicHandler {
  return new DynamicHandler(findLifecycle(type), (config) => {
    const session = sessions.get(run) ?? openSession(config);
    sessions.set(run, session);
    return session;
  });
}
