/** One answered request. It holds no body, so no form, credential or token can leak through it. */
export interface LoggedRequest {
  readonly requestId: string;
  /** Real time of arrival. */
  readonly at: Date;
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly access: "read" | "write";
  /** What the call was about, such as the model id; absent when the operation has no such member. */
  readonly subject?: string;
  readonly status: number;
  /** The code of the refusal; absent when there was none. */
  readonly error?: string;
  /** Whether the operation took place, which a lost answer does not tell. */
  readonly carriedOut: boolean;
  readonly milliseconds: number;
}

export type RequestListener = (request: LoggedRequest) => void;

/** The requests of an emulator in the order of their answers; the oldest are forgotten when there are very many. */
export class RequestLog {
  static readonly LIMIT = 100_000;
  #requests: LoggedRequest[] = [];
  readonly #listeners = new Set<RequestListener>();

  add(request: LoggedRequest): void {
    if (this.#requests.length >= RequestLog.LIMIT)
      this.#requests = this.#requests.slice(RequestLog.LIMIT / 10);
    this.#requests.push(request);
    for (const listener of this.#listeners) listener(request);
  }

  all(): readonly LoggedRequest[] {
    return this.#requests;
  }

  clear(): void {
    this.#requests = [];
  }

  /** Calls `listener` for every request from now on; the answer stops that. */
  listen(listener: RequestListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** A request as one line for people. */
export function requestLine(request: LoggedRequest): string {
  const { at, account, region, service, operation, subject, status, error, carriedOut, milliseconds } =
    request;
  const time = at.toTimeString().slice(0, 8);
  const what = [service, operation, subject].filter(Boolean).join(" ");
  const outcome = [String(status), error, error && carriedOut && "after it was carried out"]
    .filter(Boolean)
    .join(" ");
  return `${time}  ${account || "-"} ${region}  ${what} -> ${outcome} (${milliseconds} ms)`;
}
