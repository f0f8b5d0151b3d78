import { EngineError, UnsupportedByEmbeddedEngine } from "./errors";
import type { ToImport } from "./run/import";
import { decodeProperties } from "./state/deployment";
import type { PassphraseSecrets } from "./state/secrets";
import { createUrn, isProviderType, parseUrn } from "./urns";
import type { PropertyMap } from "./values/values";

/** A resource of an import file. */
export interface ImportSpec {
  readonly type: string;
  readonly name?: string;
  /** The name in the program, where `name` is another. */
  readonly logicalName?: string;
  readonly id?: string;
  /** A name of the file's table, or of another resource of the file. */
  readonly parent?: string;
  /** A name of the file's table. */
  readonly provider?: string;
  readonly version?: string;
  /** Which inputs generated code would have; none is generated. */
  readonly properties?: readonly string[];
  readonly inputs?: PropertyMap;
  /** With these nothing is read. */
  readonly outputs?: PropertyMap;
}

/** The form of `pulumi import --file`. */
export interface ImportFile {
  /** URNs by the names that resources use for parents and providers. */
  readonly nameTable?: Readonly<Record<string, string>>;
  readonly resources?: readonly ImportSpec[];
}

const KNOWN = [
  "type",
  "name",
  "logicalName",
  "id",
  "parent",
  "provider",
  "version",
  "properties",
  "inputs",
  "outputs",
] satisfies (keyof ImportSpec)[];

/** Reads the text of an import file. */
export function parseImportFile(text: string, source: string): ImportFile {
  try {
    return JSON.parse(text) as ImportFile;
  } catch {
    throw new EngineError(`${source} is not JSON`);
  }
}

/** What a file names, with every name resolved. @throws EngineError for what it lacks, or the engine cannot do */
export function resourcesOf(
  { nameTable = {}, resources = [] }: ImportFile,
  names: { stack: string; project: string },
  protect: boolean,
  secrets: PassphraseSecrets,
): ToImport[] {
  if (resources.length === 0) throw new EngineError("there are no resources to import");
  const urns = new Map(Object.entries(nameTable));
  const found: ToImport[] = [];
  let left = resources.map(complete);
  while (left.length > 0) {
    const ready = left.filter(({ parent }) => parent === undefined || urns.has(parent));
    if (ready.length === 0) {
      const { parent, name, type } = left[0]!;
      throw new EngineError(
        `the parent '${parent}' for resource '${name}' of type '${type}' has no entry in 'nameTable'`,
      );
    }
    for (const spec of ready) {
      const { type, name, logicalName, id, version = "" } = spec;
      const parent = spec.parent === undefined ? "" : urns.get(spec.parent)!;
      urns.set(name, createUrn(names.stack, names.project, type, logicalName, parent));
      found.push({
        type,
        name: logicalName,
        id,
        parent,
        provider: providerOf(spec, urns),
        version,
        protect,
        ...(spec.inputs && { inputs: decodeProperties(spec.inputs, secrets) }),
        ...(spec.outputs && { outputs: decodeProperties(spec.outputs, secrets) }),
      });
    }
    left = left.filter((spec) => !ready.includes(spec));
  }
  return found;
}

type Complete = ImportSpec & { readonly name: string; readonly logicalName: string; readonly id: string };

function complete(spec: ImportSpec): Complete {
  const unknown = Object.keys(spec).find((key) => !KNOWN.includes(key as never));
  if (unknown !== undefined) throw new UnsupportedByEmbeddedEngine(`${unknown} of an import`);
  const { type, name = spec.logicalName, logicalName = name, id } = spec;
  if (name === undefined || logicalName === undefined)
    throw new EngineError(`a resource of type '${type}' has no name`);
  if (!type) throw new EngineError(`resource '${name}' has no type`);
  if (isProviderType(type)) throw new UnsupportedByEmbeddedEngine("the import of providers");
  if (!id) throw new EngineError(`resource '${name}' of type '${type}' has no ID`);
  return { ...spec, name, logicalName, id };
}

function providerOf({ provider, name, type }: Complete, urns: ReadonlyMap<string, string>): string {
  if (provider === undefined) return "";
  const urn = urns.get(provider);
  const subject = `resource '${name}' of type '${type}'`;
  if (urn === undefined)
    throw new EngineError(`the provider '${provider}' for ${subject} has no entry in 'nameTable'`);
  if (!isProviderType(parseUrn(urn).type))
    throw new EngineError(`the provider '${provider}' for ${subject} is not a provider`);
  return urn;
}
