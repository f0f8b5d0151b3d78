/** What Pulumi keeps of a resource, as its JSON shows it. */
export interface ShownState {
  readonly id?: string;
  readonly external?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly modified?: string;
}

/** A resource that a refresh has looked at. */
export interface LookedAt {
  readonly urn: string;
  /** Undefined where it could not be read, or nothing says how that ended. */
  readonly found?: "same" | "changed" | "gone";
  /** As the state had it. */
  readonly before?: ShownState;
  /** As it was found. */
  readonly after?: ShownState;
  /** The paths that differ, where Pulumi tells them, and whether they are of the inputs. */
  readonly paths?: ReadonlyMap<string, boolean>;
}

/** What Pulumi or a provider has said that stands in the way. */
export interface Complaint {
  readonly urn?: string;
  readonly message: string;
}

/** What the JSON of a run tells, whatever its form. */
export interface Reading {
  /** What was read, in words. */
  readonly form: string;
  readonly resources: readonly LookedAt[];
  readonly complaints: readonly Complaint[];
  /** Resources of the program that are not deployed as it says, drift aside. */
  readonly notDeployed: number;
  /** When it was looked, in seconds, where the form tells. */
  readonly at?: number;
  /** Why not all of it can be relied on. Where there is any, nothing is clean. */
  readonly gaps: readonly string[];
}

/** What stands in a text of JSON, or undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How many resources a run's own summary counts; undefined where there is no summary that can be read. */
export function counted(summary: unknown): number | undefined {
  if (!isObject(summary)) return undefined;
  const counts = Object.values(summary);
  const isCount = (one: unknown): one is number => Number.isInteger(one) && Number(one) >= 0;
  return counts.every(isCount) ? counts.reduce((sum, one) => sum + one, 0) : undefined;
}

/** The paths that a step says differ. The two forms have other names for what it says of each. */
export function pathsOf(detailedDiff: unknown): ReadonlyMap<string, boolean> | undefined {
  if (!isObject(detailedDiff)) return undefined;
  return new Map(
    Object.entries(detailedDiff).map(([path, one]) => [path, isObject(one) && one["inputDiff"] === true]),
  );
}

/** A state as far as it is one: what is of another kind than it should be is left out. */
export function stateOf(value: unknown): ShownState | undefined {
  if (!isObject(value)) return undefined;
  const { id, external, inputs, outputs, modified } = value;
  return {
    ...(typeof id === "string" && { id }),
    ...(external === true && { external }),
    ...(isObject(inputs) && { inputs }),
    ...(isObject(outputs) && { outputs }),
    ...(isTime(modified) && { modified }),
  };
}

function isTime(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
