import { engineOfHost } from "./host-process";

/** What the engine calls when the run is cancelled, and at the end of every run. */
const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/** What is used here of the server in `@grpc/grpc-js`. */
interface Server {
  _retrieveHandler: (this: unknown, ...args: unknown[]) => unknown;
}

const listeners = new Set<() => void>();

/**
 * Has the listener called whenever the engine says Cancel. The stock host answers that itself and tells nobody, but its server
 * is in this process. Where there is no host, or its server is not as we know it, nobody is called.
 */
export function onCancel(listener: () => void): void {
  const isFirst = listeners.size === 0;
  listeners.add(listener);
  const engine = isFirst ? engineOfHost() : undefined;
  if (engine === undefined) return;
  try {
    const { Server } = engine.load("@grpc/grpc-js") as { Server?: { prototype?: unknown } };
    observeCancel(Server?.prototype, () => listeners.forEach((tell) => tell()));
  } catch {
    // A host without it cannot be heard, and works as ever.
  }
}

/**
 * Looks on when a server looks for the handler of a call, and changes nothing.
 * @param prototype that of the servers
 * @returns whether they are of the kind that can be observed
 */
export function observeCancel(prototype: unknown, tell: () => void): boolean {
  if (!isServer(prototype)) return false;
  const original = prototype._retrieveHandler;
  prototype._retrieveHandler = function (...args) {
    if (args[0] === CANCEL) tell();
    return original.apply(this, args);
  };
  return true;
}

function isServer(prototype: unknown): prototype is Server {
  return typeof (prototype as Partial<Server> | undefined)?._retrieveHandler === "function";
}
