import { setMaxListeners } from "node:events";

/** Whether the run is cancelled, for everything that waits or is about to change something. */
export class Interruption {
  readonly #controller = new AbortController();
  #open = 0;

  constructor() {
    // Everything in the run listens, and Node would take eleven of them for a leak.
    setMaxListeners(0, this.signal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Does what the engine has asked for. */
  async during<T>(call: () => Promise<T>): Promise<T> {
    this.#open += 1;
    try {
      return await call();
    } finally {
      this.#open -= 1;
    }
  }

  /** The engine says so also at the end of every run, when nothing is open and there is nothing to cancel. */
  cancel(): void {
    if (this.#open > 0) this.#controller.abort();
  }
}
