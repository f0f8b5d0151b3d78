// The module's own object is changed: an import would only give a copy of its members.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import Module = require("node:module");

/*
 * Loaded by --require into programs and provider hosts. The Pulumi SDK loads the TypeScript compiler for turning closures
 * into text, a third of the time it takes to start, and hardly any program of ours or host ever needs it. It is loaded
 * when something of it is used.
 */
type Load = (this: unknown, request: string, ...rest: unknown[]) => object;
const modules = Module as unknown as { _load: Load };
const load = modules._load;

modules._load = function (request, ...rest) {
  if (request !== "typescript") return load.call(this, request, ...rest);
  let compiler: object | undefined;
  const real = (): object => (compiler ??= load.call(this, request, ...rest));
  return new Proxy(
    {},
    {
      get: (_, key) => Reflect.get(real(), key) as unknown,
      has: (_, key) => Reflect.has(real(), key),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_, key) => {
        const property = Reflect.getOwnPropertyDescriptor(real(), key);
        // What the proxy's own target does not have may not be called fixed.
        return property && { ...property, configurable: true };
      },
    },
  );
};
