// The module's own object is changed: an import would only give a copy of its members.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import Module = require("node:module");

/*
 * Loaded by --require into programs and provider hosts. The Pulumi SDK loads much that hardly any program of ours or host
 * ever needs, and it takes twice as long as all the rest: the TypeScript compiler, most of npm and a session of V8's inspector,
 * for turning closures into text; OpenTelemetry, for traces; the Automation API; YAML. Each is loaded when something of it is
 * used. And it takes a stack for every resource, for which the source maps of all files on it would be read, its own too.
 */
type Load = (this: unknown, request: string, parent?: { filename?: string }, ...rest: unknown[]) => object;
const modules = Module as unknown as { _load: Load; _resolveFilename(...args: unknown[]): string };
const load = modules._load;

/** A map that maps nothing; without one, the file's own would be read. */
const NO_MAP = { url: "", map: '{"version":3,"sources":[],"names":[],"mappings":""}' };

/** What the SDK loads, by the name it uses, and what is known of it without loading it. */
const OF_THE_SDK: readonly [RegExp, (real: () => object) => Readonly<Record<string, unknown>>][] = [
  [/^@opentelemetry\/(resources|sdk-.*|exporter-.*|instrumentation(-grpc)?)$/, () => ({})],
  // The SDK copies the members of a module that was no ES module before it was compiled.
  [/^(\.\/automation|@opentelemetry\/api|js-yaml|semver)$/, () => ({ __esModule: true })],
  // A program is not run before the session is open; whoever turns a closure into text opens it.
  [
    /^\.\.\/\.\.\/runtime\/closure\/v8Hooks$/,
    () => ({ __esModule: true, isInitializedAsync: () => Promise.resolve() }),
  ],
  // Its one function is read at once, and hardly ever called.
  [/^\.\/closure\/codePaths$/, (real) => ({ computeCodePaths: calling(real, "computeCodePaths") })],
];

modules._load = function (request, parent, ...rest) {
  const real = () => load.call(this, request, parent, ...rest);
  if (request === "typescript") {
    // Where there is none, the SDK takes its own, as soon as it is told so.
    modules._resolveFilename(request, parent, ...rest);
    return lazily(real, {});
  }
  if (!parent?.filename || !/[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent.filename)) return real();
  if (request === "source-map-support/register") {
    const support = load.call(this, "source-map-support", parent, ...rest) as SourceMapSupport;
    support.install({ retrieveSourceMap: (path) => (/[\\/]node_modules[\\/]/.test(path) ? NO_MAP : null) });
    return support;
  }
  const [, known] = OF_THE_SDK.find(([name]) => name.test(request)) ?? [];
  return known ? lazily(real, known(real)) : real();
};

interface SourceMapSupport {
  install(options: { retrieveSourceMap: (path: string) => typeof NO_MAP | null }): void;
}

function calling(real: () => object, name: string) {
  return (...args: unknown[]) => (real() as Record<string, (...all: unknown[]) => unknown>)[name]!(...args);
}

/** What looks like the module, and loads it at the first look at anything but `known`. */
function lazily(loadIt: () => object, known: Readonly<Record<string, unknown>>): object {
  let loaded: object | undefined;
  const real = (): object => (loaded ??= loadIt());
  return new Proxy(
    {},
    {
      get: (_, key) => (key in known ? known[key as string] : (Reflect.get(real(), key) as unknown)),
      has: (_, key) => key in known || Reflect.has(real(), key),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_, key) => {
        const property = Reflect.getOwnPropertyDescriptor(real(), key);
        // What the proxy's own target does not have may not be called fixed.
        return property && { ...property, configurable: true };
      },
    },
  );
}
