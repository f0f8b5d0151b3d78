/** The run has been stopped; whoever still waits for an answer gets this. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** An error that has been shown already, with its resource; it only has to stop the run. */
export class Reported extends Error {
  override readonly name = "Reported";
}

/** Delete refused by `protect`: it is shown, and the others go on, so that all are shown in one run. */
export class Protected extends Error {
  override readonly name = "Protected";
}

/** Whether and why a run has to stop. The first reason counts; but a step that fails after a Ctrl-C fails the run. */
export class StopSignal {
  #reason: Error | undefined;
  #failed = false;
  readonly #waiting = new Set<(reason: Error) => void>();

  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Whether the run ends as a failure. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The run goes on, but ends as a failure. */
  fail(): void {
    this.#failed = true;
  }

  stop(reason: Error): void {
    this.#failed = true;
    if (this.#reason) {
      if (this.#reason instanceof Stopped) this.#reason = reason;
      return;
    }
    this.#reason = reason;
    for (const tell of this.#waiting) tell(reason);
    this.#waiting.clear();
  }

  /** What `work` gives, or the stop, whichever comes first. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#reason) reject(this.#reason);
      else this.#waiting.add(reject);
      // Also after the stop, somebody has to hear that the work has failed.
      void work.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  /** Resolves when the run is stopped. */
  get stopped(): Promise<Error> {
    return new Promise((resolve) => {
      if (this.#reason) resolve(this.#reason);
      else this.#waiting.add(resolve);
    });
  }
}
