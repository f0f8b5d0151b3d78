import type { ReadKey } from "../../aws/config/config";
import { endWithEngine } from "../end-with-engine";
import { lifecycleOf } from "../lifecycles";
import { openSession } from "../session";
import { Bookkeeping } from "./bookkeeping";
import { onCancel } from "./cancel";
import { DynamicHandler, type DynamicSession } from "./handler";
import { engineOfHost } from "./host-process";

/**
 * A host process serves one provider instance in one run, so one session would do; tests put several runs into one process.
 */
const sessions = new Map<string, DynamicSession>();

/** What the provider text of a state asks for: the handler of a resource type. */
export function load(type: string, run = ""): DynamicHandler {
  return new DynamicHandler(lifecycleOf(type), (read) => {
    const opened = sessions.get(run) ?? open(read);
    sessions.set(run, opened);
    return opened;
  });
}

function cancelAll(): void {
  for (const { session } of sessions.values()) session.interruption.cancel();
}

function open(read: ReadKey): DynamicSession {
  const engine = engineOfHost();
  const session = openSession(read, engine);
  if (engine && sessions.size === 0) endWithEngine(engine.address, cancelAll);
  if (session.cancelWaits) onCancel(() => session.interruption.cancel());
  return { session, bookkeeping: new Bookkeeping() };
}
