import * as v from "valibot";

import { type Clock, END_OF_TIME } from "../state/clock";
import { type Fault, FaultError, type Faults } from "../requests/faults";
import { IncidentError, incidentNames, type Incidents } from "../incidents/incidents";
import type { WireAnswer, WireRequest } from "../protocols/protocol";
import type { RequestLog } from "../requests/request-log";
import { restoreSnapshot, SnapshotError, takeSnapshot } from "../state/saved-state";
import type { Store } from "../state/store";

/** No AWS service has such a path. */
export const CONTROL_PREFIX = "/_emulator";

export interface Controlled {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly incidents: Incidents;
  /** The last answer to each read, for faults that let one go stale. */
  readonly lastAnswers: Map<string, WireAnswer>;
}

/** Why a request to the emulator itself is not answered. */
class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const incidentSchema = v.object({
  name: v.string(),
  args: v.tupleWithRest([v.looseObject({ account: v.string(), region: v.string() })], v.unknown()),
});

/** JSON has no undefined, with which some incidents end. */
function unlessNull(arg: unknown): unknown {
  return arg ?? undefined;
}

type Route = (controlled: Controlled, body: unknown) => unknown;

const routes: Readonly<Record<string, Route>> = {
  "GET /clock": ({ clock }) => ({ now: clock.now() }),
  "POST /clock": ({ clock }, body) => {
    const seconds = (body as { tick?: unknown } | undefined)?.tick;
    if (typeof seconds !== "number" || !(seconds >= 0 && clock.now() + seconds * 1000 <= END_OF_TIME))
      throw new ControlError(400, "tick must be a number of seconds, and end before the year 10000");
    clock.tick(seconds);
    return { now: clock.now() };
  },
  "GET /snapshot": ({ store, clock }) => takeSnapshot(store, clock),
  "PUT /snapshot": ({ store, clock, lastAnswers }, body) => {
    restoreSnapshot(body, store, clock);
    lastAnswers.clear();
  },
  "POST /reset": ({ store, faults, log, lastAnswers }) => {
    store.load({});
    faults.reset();
    log.clear();
    lastAnswers.clear();
  },
  "GET /requests": ({ log }) => log.all(),
  "DELETE /requests": ({ log }) => log.clear(),
  "GET /faults": ({ faults }) => faults.list(),
  "POST /faults": ({ faults }, body) => void faults.add(body as Fault),
  "DELETE /faults": ({ faults }) => faults.clear(),
  "POST /faults/seed": ({ faults }, body) => {
    const seed = (body as { seed?: unknown } | undefined)?.seed;
    if (typeof seed !== "number") throw new ControlError(400, "seed must be a number");
    faults.seed(seed);
  },
  "POST /incidents": ({ incidents }, body) => {
    const parsed = v.safeParse(incidentSchema, body);
    if (!parsed.success)
      throw new ControlError(400, "an incident is a name, and args that begin with its place");
    const { name, args } = parsed.output;
    if (!incidentNames().includes(name)) throw new ControlError(404, `there is no incident ${name}`);
    (incidents as unknown as Record<string, (...all: unknown[]) => void>)[name]!(...args.map(unlessNull));
  },
};

/** Every route as `METHOD /path`, without the prefix. */
export const routeNames: readonly string[] = Object.keys(routes);

export function isControlPath(path: string): boolean {
  return path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`);
}

/**
 * Answers a request to the emulator itself. Only programs of this machine may ask, since it can change everything, and no
 * page that somebody looks at there.
 */
export function control(
  remoteAddress: string | undefined,
  request: WireRequest,
  controlled: Controlled,
): WireAnswer {
  try {
    if (!/^(127\.|::1$|::ffff:127\.)/.test(remoteAddress ?? "")) {
      throw new ControlError(403, "only this machine may control the emulator");
    }
    if (isFromPage(request)) {
      throw new ControlError(403, "a web page may not control the emulator");
    }
    const name = `${request.method} ${request.path.slice(CONTROL_PREFIX.length)}`;
    const route = routes[name];
    if (!route) throw new ControlError(404, `the emulator has no control ${name}`);
    const result = route(controlled, parseBody(request.body));
    return json(result === undefined ? 204 : 200, result);
  } catch (error) {
    if (error instanceof ControlError) return json(error.status, { message: error.message });
    if ([SnapshotError, FaultError, IncidentError].some((refused) => error instanceof refused)) {
      return json(400, { message: (error as Error).message });
    }
    throw error;
  }
}

/** What a page only embeds has no Origin, but tells from where it is asked, as nothing else does. */
function isFromPage({ headers }: WireRequest): boolean {
  const site = headers["sec-fetch-site"] ?? "none";
  return headers.origin !== undefined || headers.referer !== undefined || site !== "none";
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ControlError(400, "the body is not JSON");
  }
}

function json(status: number, value: unknown): WireAnswer {
  const body = value === undefined ? "" : JSON.stringify(value);
  return { status, headers: { "content-type": "application/json" }, body };
}
