/** Properties as Pulumi carries them: JSON, plus the marker below. */
export type Props = Record<string, unknown>;

/**
 * How Pulumi writes a value that is not known yet, during a preview. It can stand anywhere, also where an object or a
 * list is expected.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** The same of a value's parts. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(hasUnknown);
}

/** Keys that start so are our own bookkeeping, and no inputs of a resource. */
const HIDDEN_PREFIX = "__";

/** The properties people see. */
export function visible(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !key.startsWith(HIDDEN_PREFIX)));
}

/** The properties that only we read. */
export function hidden(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => key.startsWith(HIDDEN_PREFIX)));
}

/**
 * What may leave a lifecycle: JSON without `undefined`. The host's encoder would fail on `undefined`, after the object
 * in AWS was made, and would lose a Date.
 */
export function toPlain<T extends object>(value: T): Props {
  return JSON.parse(JSON.stringify(value)) as Props;
}

/** What has a value, without the members that have none. */
type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** What is undefined was not said: where members are put together, it must hide nothing. */
export function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;
}
