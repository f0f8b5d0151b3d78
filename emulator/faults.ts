import { AwsError } from "./errors";

/** Which calls a fault meets; what is not said meets all. */
export interface FaultTarget {
  readonly service?: string;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
}

/** What goes wrong. */
export type FaultEffect =
  /** The answer comes late. */
  | { readonly kind: "latency"; readonly milliseconds: number }
  /** AWS refuses: throttling, a failure of its own, a missing permission. Nothing has happened. */
  | {
      readonly kind: "refusal";
      readonly code: string;
      readonly status: number;
      readonly message?: string;
      /** The header Retry-After. */
      readonly retryAfterSeconds?: number;
    }
  /** The connection breaks before AWS has done anything, or after it has done everything. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** The answer is not of the kind it should be, as a proxy's page would be. */
  | { readonly kind: "html" }
  /** The answer ends in the middle. */
  | { readonly kind: "truncated" };

export interface Fault {
  readonly target?: FaultTarget;
  readonly effect: FaultEffect;
  /** How many calls it meets. @default all */
  readonly times?: number;
  /** How many calls it lets pass before. @default 0 */
  readonly skip?: number;
}

/** A call as faults see it. */
export interface FaultyCall {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

interface Active {
  readonly fault: Fault;
  skipped: number;
  met: number;
}

/** What is to go wrong, in the order it was asked for; the first that meets a call has its way. */
export class Faults {
  #active: Active[] = [];

  /** Adds a fault; the answer ends it. */
  add(fault: Fault): () => void {
    const active = { fault, skipped: 0, met: 0 };
    this.#active.push(active);
    return () => {
      this.#active = this.#active.filter((other) => other !== active);
    };
  }

  clear(): void {
    this.#active = [];
  }

  /** The effect that meets this call; it counts as used. */
  next(call: FaultyCall): FaultEffect | undefined {
    for (const active of this.#active) {
      const { fault } = active;
      if (!meets(fault.target ?? {}, call) || active.met >= (fault.times ?? Infinity)) continue;
      if (active.skipped < (fault.skip ?? 0)) {
        active.skipped += 1;
        continue;
      }
      active.met += 1;
      return fault.effect;
    }
    return undefined;
  }
}

/** The error of a refusal. */
export function refusalOf(
  effect: Extract<FaultEffect, { kind: "refusal" }>,
  input: Readonly<Record<string, unknown>>,
): AwsError {
  const { code, status, message = `${code} was asked for by a fault`, retryAfterSeconds } = effect;
  const text = message.replace(/\{(\w+)\}/g, (placeholder, name: string) => textOr(input[name], placeholder));
  return new AwsError(code, status, text, retryAfterSeconds);
}

function meets(target: FaultTarget, call: FaultyCall): boolean {
  return (Object.keys(target) as (keyof FaultTarget)[]).every(
    (name) => target[name] === undefined || target[name] === call[name],
  );
}

function textOr(value: unknown, other: string): string {
  return typeof value === "string" ? value : other;
}
