import type { Aws } from "../../aws/aws";
import { modelAgreement } from "../../bedrock/model-agreement.lifecycle";
import type { Lifecycle } from "../../core/lifecycle";
import { DynamicHandler, type Session } from "./handler";
import { openSession } from "./session";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each lifecycle has inputs and a state of its own
type AnyLifecycle = Lifecycle<any, any, Aws>;

const lifecycles: readonly AnyLifecycle[] = [modelAgreement];

/** One per host process, which is one provider instance in one run: what it learns, all resources share. */
let session: Session | undefined;

/** What the provider text of a state asks for: the handler of a resource type. */
export function load(type: string): DynamicHandler {
  const lifecycle = lifecycles.find((candidate) => candidate.type === type);
  if (!lifecycle) {
    throw new Error(`this version of pulumi-model-access has no resource ${type}: install a newer one`);
  }
  return new DynamicHandler(lifecycle, (config) => (session ??= openSession(config)));
}
