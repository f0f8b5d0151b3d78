import type { Aws } from "../../aws/aws";
import { modelAgreement } from "../../bedrock/model-agreement.lifecycle";
import type { Lifecycle } from "../../core/lifecycle";
import { DynamicHandler, type Session } from "./handler";
import { openSession } from "./session";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each lifecycle has inputs and a state of its own
type AnyLifecycle = Lifecycle<any, any, Aws>;

const lifecycles: readonly AnyLifecycle[] = [modelAgreement];

/**
 * What all resources of a run share. A host process serves one provider instance in one run, so one would do; tests put
 * several runs into one process.
 */
const sessions = new Map<string, Session>();

/** What the provider text of a state asks for: the handler of a resource type. */
export function load(type: string, run = ""): DynamicHandler {
  const lifecycle = lifecycles.find((candidate) => candidate.type === type);
  if (!lifecycle) {
    throw new Error(`this version of pulumi-model-access has no resource ${type}: install a newer one`);
  }
  return new DynamicHandler(lifecycle, (config) => {
    const session = sessions.get(run) ?? openSession(config);
    sessions.set(run, session);
    return session;
  });
}
