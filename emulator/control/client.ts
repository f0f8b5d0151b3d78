import type { Fault } from "../requests/faults";
import type { Incidents } from "../incidents/incidents";
import type { LoggedRequest } from "../requests/request-log";
import type { Snapshot } from "../state/saved-state";
import { CONTROL_PREFIX } from "./routes";

/** The incidents by name, with their arguments. */
type IncidentArguments = {
  [Name in keyof Incidents]: Incidents[Name] extends (...args: infer Args) => void ? Args : never;
};

/** The emulator refused what it was asked. */
export class ControlRefused extends Error {
  override readonly name = "ControlRefused";
}

/**
 * Controls an emulator that runs in another process: its time, its state, what goes wrong.
 * @param url where it listens, such as `http://127.0.0.1:4577`
 */
export class EmulatorControl {
  constructor(readonly url: string) {}

  /** Emulated milliseconds since the epoch. */
  async now(): Promise<number> {
    return (await this.#send<{ now: number }>("GET", "/clock")).now;
  }

  /** Lets emulated seconds pass, beyond what passes by itself. */
  async tick(seconds: number): Promise<void> {
    await this.#send("POST", "/clock", { tick: seconds });
  }

  /** Everything the emulated AWS remembers, and its time. */
  snapshot(): Promise<Snapshot> {
    return this.#send("GET", "/snapshot");
  }

  /** Brings back what {@link snapshot} gave, time included. */
  async restore(snapshot: Snapshot): Promise<void> {
    await this.#send("PUT", "/snapshot", snapshot);
  }

  /** Forgets everything: the state, the faults, the requests. */
  async reset(): Promise<void> {
    await this.#send("POST", "/reset");
  }

  /** The requests so far, in the order of their answers. */
  async requests(): Promise<LoggedRequest[]> {
    const logged = await this.#send<LoggedRequest[]>("GET", "/requests");
    return logged.map((request) => ({ ...request, at: new Date(request.at) }));
  }

  async clearRequests(): Promise<void> {
    await this.#send("DELETE", "/requests");
  }

  faults(): Promise<Fault[]> {
    return this.#send("GET", "/faults");
  }

  async addFault(fault: Fault): Promise<void> {
    await this.#send("POST", "/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#send("DELETE", "/faults");
  }

  /** Makes faults with a probability meet the same calls whenever this seed is given. */
  async seedFaults(seed: number): Promise<void> {
    await this.#send("POST", "/faults/seed", { seed });
  }

  /** Lets something happen that nobody deploys. */
  async incident<Name extends keyof Incidents>(name: Name, ...args: IncidentArguments[Name]): Promise<void> {
    await this.#send("POST", "/incidents", { name, args });
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${CONTROL_PREFIX}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = (text === "" ? undefined : JSON.parse(text)) as T & { message?: string };
    if (!response.ok) throw new ControlRefused(answer.message ?? `status ${response.status}`);
    return answer;
  }
}
