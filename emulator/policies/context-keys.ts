/** What is known of a request beside who, what and which: the keys of conditions, whose case does not matter. */
export type Context = Readonly<Record<string, ContextValue>>;

/** A list for the keys that may have several values. */
export type ContextValue = string | number | boolean | readonly string[] | undefined;

/** The value a request has for a key. An empty list is none. */
export function lookUp(context: Context, key: string): string | readonly string[] | undefined {
  const found = Object.hasOwn(context, key) ? context[key] : inAnotherCase(context, key);
  if (typeof found === "object") return found.length === 0 ? undefined : found;
  return found === undefined ? undefined : String(found);
}

function inAnotherCase(context: Context, key: string): ContextValue {
  const wanted = key.toLowerCase();
  return Object.entries(context).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** The value to be put in for a variable: a key with several values is none, and an empty value counts as missing. */
export function valueOf(context: Context, key: string): string | undefined {
  const value = lookUp(context, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** How a service's own call for somebody differs: it comes from AWS's addresses, always encrypted, and tells which service it is. */
export function calledVia(service: string): Context {
  const via = `${service}.amazonaws.com`;
  return {
    "aws:SecureTransport": true,
    "aws:SourceIp": undefined,
    "aws:ViaAWSService": true,
    "aws:CalledVia": [via],
    "aws:CalledViaFirst": via,
    "aws:CalledViaLast": via,
  };
}
