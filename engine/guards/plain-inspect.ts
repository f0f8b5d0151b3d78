// The module's own object is changed: an import would only give a copy of its members.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import util = require("node:util");

/*
 * Loaded by --require into programs. Node 20.20.2 and 22.23.3 take half a minute and gigabytes to inspect, with colours,
 * an Error whose stack has a line of a scoped package (`node_modules/@pulumi/resource.ts`), and the Pulumi SDK inspects
 * every uncaught error twice. Errors are inspected without colours instead.
 */
const inspect = util.inspect;
const plain = (value: unknown, ...options: unknown[]): string => {
  if (!(value instanceof Error)) return (inspect as (...all: unknown[]) => string)(value, ...options);
  const [given] = options;
  return inspect(value, { ...(typeof given === "object" ? given : {}), colors: false });
};
util.inspect = Object.assign(plain, inspect) as typeof util.inspect;
