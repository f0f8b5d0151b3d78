/** Of the SDK: it wraps each promise of a resource, and notes where that was made. */
const WRAPS_PROMISES = "debuggablePromise";
/** Of the SDK: it makes the promises of all properties, four each, one after the other. */
const MAKES_PROPERTIES = "transferProperties";
const PROMISES_EACH = 4;

/** V8's own; not every Node has set one. */
interface Traces {
  readonly prepareStackTrace?: (error: Error, calls: NodeJS.CallSite[]) => unknown;
  readonly stackTraceLimit: number;
}

/**
 * Ends the stack traces that Pulumi makes for each promise of a resource: it shows them when it looks for promises that never
 * end (PULUMI_DEBUG_PROMISE_LEAKS), and making them takes longer than all the rest. Every other trace stays: where the resource
 * is declared, and those of errors. Where the SDK does it another way, it is only slower.
 * @param properties how many properties the resource has
 * @returns puts back what was there
 */
export function cheapTraces(properties: number): () => void {
  const { prepareStackTrace, stackTraceLimit } = Error as Traces;
  // Without one, Node makes the text itself, and nobody else can make the same.
  if (!prepareStackTrace || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return () => undefined;
  let left = 0;
  Error.prepareStackTrace = (error, calls) => {
    if (calls[0]?.getFunctionName() !== WRAPS_PROMISES) return prepareStackTrace(error, calls);
    if (left > 0) left -= 1;
    else if (calls[1]?.getFunctionName() === MAKES_PROPERTIES) left = properties * PROMISES_EACH - 1;
    // What is thrown later is made right after them, and wants to be found.
    Error.stackTraceLimit = left > 0 ? 1 : stackTraceLimit;
    return "";
  };
  return () => Object.assign(Error, { prepareStackTrace, stackTraceLimit });
}
