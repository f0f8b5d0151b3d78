import type { AddressInfo } from "node:net";

import { type Clock, RunningClock } from "./state/clock";
import { Faults } from "./requests/faults";
import { Incidents } from "./incidents/incidents";
import { RequestLog } from "./requests/request-log";
import { createEmulatorServer } from "./server/server";
import { StateFile } from "./state/saved-state";
import { Store } from "./state/store";
import { completeWorld } from "./world-file/load";
import type { World, WorldFile } from "./world/schema";

export { Clock, ManualClock, RunningClock } from "./state/clock";
export { ControlRefused, EmulatorControl } from "./control/client";
export type { Source } from "./behaviours/behaviours";
export { listAssumptions, type ListedAssumption } from "./catalogue/assumptions";
export { listBehaviours, type ListedBehaviour } from "./catalogue/behaviours";
export { type Fault, type FaultEffect, FaultError, Faults } from "./requests/faults";
export { Incidents, type ModelPlace } from "./incidents/incidents";
export { type Snapshot, SnapshotError } from "./state/saved-state";
export { type LoggedRequest, RequestLog, requestLine } from "./requests/request-log";
export { defaultWorld } from "./world/default";
export { completeWorld, readWorld, WorldError } from "./world-file/load";
export type { World, WorldFile } from "./world/schema";

/** How fast emulated time runs unless told otherwise: one emulated minute in one real second. */
export const DEFAULT_SPEED = 60;

export interface EmulatorOptions {
  /** What exists in the emulated AWS. @default the default world; see `docs/emulator.md` */
  readonly world?: WorldFile | World;
  /** The port to listen on; 0 is any free one. @default 0 */
  readonly port?: number;
  /** The address to listen on. @default "127.0.0.1" */
  readonly host?: string;
  /** Further host names that requests may name in their Host header, without port. @default none */
  readonly allowHosts?: readonly string[];
  /** Emulated time. @default a clock that runs 60 times as fast as real time */
  readonly clock?: Clock;
  /** Whether signatures must be right, and not only well-formed. @default false */
  readonly verifySignatures?: boolean;
  /** A file that keeps the state over restarts. @default none */
  readonly stateFile?: string;
}

/** A running emulator. */
export interface Emulator {
  /** Such as `http://127.0.0.1:4577`; to be given to clients as their endpoint. */
  readonly url: string;
  readonly port: number;
  readonly world: World;
  readonly clock: Clock;
  readonly requests: RequestLog;
  readonly incidents: Incidents;
  readonly faults: Faults;
  /** Stops listening and breaks open connections. */
  close(): Promise<void>;
}

/**
 * Starts an AWS that fits in a test.
 * @throws WorldError when the world contradicts itself; the system's error when the port is taken
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    port = 0,
    host = "127.0.0.1",
    clock = new RunningClock(DEFAULT_SPEED),
    verifySignatures = false,
  } = options;
  const world = completeWorld(options.world);
  const store = new Store();
  const log = new RequestLog();
  const faults = new Faults(clock);
  const incidents = new Incidents({ world, store, clock });
  const stateFile =
    options.stateFile === undefined ? undefined : new StateFile(options.stateFile, store, clock);
  const allowedHosts = new Set(["127.0.0.1", "localhost", "[::1]", host, ...(options.allowHosts ?? [])]);
  const server = createEmulatorServer({
    world,
    store,
    clock,
    log,
    faults,
    incidents,
    verifySignatures,
    allowedHosts,
    onChange: (always) => stateFile?.save(always),
    lastAnswers: new Map(),
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      stateFile?.release();
      reject(error);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    world,
    clock,
    requests: log,
    incidents,
    faults,
    close: () =>
      new Promise((resolve, reject) => {
        stateFile?.save(true);
        stateFile?.release();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
