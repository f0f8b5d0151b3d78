import type { Alias as AliasPb } from "@pulumi/pulumi/proto/alias_pb";
import type {
  ReadResourceRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { EngineError, UnsupportedByEmbeddedEngine } from "../errors";
import { versioned } from "../host/provider-config";
import type { Alias, Goal, Invocation, ReadGoal } from "../run/goal";
import type { CustomTimeouts } from "../state/resource";
import { isProviderType } from "../urns";
import { type PropertyMap, signatures, withVersions } from "../values/values";
import { sourcePositionOf, stackTraceOf } from "./positions";

/** What a program registers, in the engine's words; refuses by name what the engine cannot do. */
export function goalOf(request: RegisterResourceRequest, root: string): Goal {
  refuseUnsupported(request);
  const position = sourcePositionOf(request.getSourceposition(), root);
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    inputs: inputsOf(request),
    parent: request.getParent(),
    provider: request.getProvider(),
    version: request.getVersion(),
    dependencies: sorted(request.getDependenciesList()),
    propertyDependencies: propertyDependencies(request),
    protect: request.getProtect() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    hideDiff: request.getHidediffsList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [
      ...request.getAliasurnsList().map((urn) => ({ urn })),
      ...request.getAliasesList().map(aliasOf),
    ],
    customTimeouts: timeoutsOf(request),
    retainOnDelete: request.getRetainondelete() ?? false,
    deletedWith: request.getDeletedwith(),
    importId: request.getImportid(),
    ...(position !== undefined && { sourcePosition: position }),
    stackTrace: stackTraceOf(request.getStacktrace(), root),
  };
}

export function readGoalOf(request: ReadResourceRequest, root: string): ReadGoal {
  const position = sourcePositionOf(request.getSourceposition(), root);
  return {
    type: request.getType(),
    name: request.getName(),
    id: request.getId(),
    parent: request.getParent(),
    inputs: properties(request.getProperties()),
    dependencies: sorted(request.getDependenciesList()),
    provider: request.getProvider(),
    version: request.getVersion(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    ...(position !== undefined && { sourcePosition: position }),
    stackTrace: stackTraceOf(request.getStacktrace(), root),
  };
}

/** Assets and archives, told by their signatures: the CLI reads them, and knows by their hash whether they have changed. */
const FILES = new Map([
  ["c44067f5952c0a294b673a41bacd8c17", "assets"],
  ["0def7320c3a5731c473e5ecbe6d01bc7", "archives"],
]);

export function invocationOf(request: ResourceInvokeRequest): Invocation {
  if (request.getPackageref() !== "") throw new UnsupportedByEmbeddedEngine("parameterized packages");
  return {
    token: request.getTok(),
    args: properties(request.getArgs()),
    provider: request.getProvider(),
    version: request.getVersion(),
  };
}

/** A provider's version is one of its inputs. */
function inputsOf(request: RegisterResourceRequest): PropertyMap {
  const inputs = properties(request.getObject());
  return isProviderType(request.getType()) ? versioned(inputs, request.getVersion()) : inputs;
}

export function properties(struct: Struct | undefined): PropertyMap {
  const values = struct?.toJavaScript() ?? {};
  const [found] = signatures(values).flatMap((signature) => FILES.get(signature) ?? []);
  if (found !== undefined) throw new UnsupportedByEmbeddedEngine(found);
  return withVersions(values);
}

function refuseUnsupported(request: RegisterResourceRequest): void {
  // SDKs before 3.220 have no such field.
  const mappings: Partial<Pick<RegisterResourceRequest, "getEnvvarmappingsMap">> = request;
  const used: [boolean, string][] = [
    [request.getRemote(), "remote components"],
    [request.getTransformsList().length > 0, "the resource option transforms"],
    [request.getPackageref() !== "", "parameterized packages"],
    [request.getReplaceWithList().length > 0, "the resource option replaceWith"],
    [request.hasReplacementTrigger(), "the resource option replacementTrigger"],
    [request.hasHooks(), "resource hooks"],
    [(mappings.getEnvvarmappingsMap?.().getLength() ?? 0) > 0, "the provider option envVarMappings"],
  ];
  const [found] = used.filter(([present]) => present);
  if (found) throw new UnsupportedByEmbeddedEngine(found[1]);
}

function aliasOf(alias: AliasPb): Alias {
  if (alias.hasUrn()) return { urn: alias.getUrn() };
  const spec = alias.getSpec();
  return {
    name: spec?.getName() ?? "",
    type: spec?.getType() ?? "",
    stack: spec?.getStack() ?? "",
    project: spec?.getProject() ?? "",
    parent: spec?.getParenturn() ?? "",
    noParent: spec?.getNoparent() ?? false,
  };
}

function propertyDependencies(request: RegisterResourceRequest): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, key) => {
    found[key] = sorted(dependencies.getUrnsList());
  });
  return found;
}

function timeoutsOf(request: RegisterResourceRequest): CustomTimeouts {
  const timeouts = request.getCustomtimeouts();
  if (!timeouts) return {};
  const entries = {
    create: seconds(timeouts.getCreate()),
    update: seconds(timeouts.getUpdate()),
    delete: seconds(timeouts.getDelete()),
    // Older SDKs know none for reading.
    read: seconds((timeouts as Partial<typeof timeouts>).getRead?.() ?? ""),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== 0));
}

/** A unit that begins with another comes before it. */
const NANOSECONDS: Readonly<Record<string, number>> = {
  h: 3.6e12,
  ms: 1e6,
  m: 6e10,
  s: 1e9,
  us: 1e3,
  "\u00b5s": 1e3, // micro sign
  "\u03bcs": 1e3, // Greek letter mu
  ns: 1,
};

/** Reads Go's form of a duration: `1h30m`, `5m`, `1.5ms`. @throws EngineError, with the CLI's words, for anything else */
function seconds(text: string): number {
  const part = `(\\d+\\.?\\d*|\\.\\d+)(${Object.keys(NANOSECONDS).join("|")})`;
  if (!new RegExp(`^([-+]?(0|(${part})+))?$`).test(text)) {
    throw new EngineError(`unable to parse customTimeout Value ${text}`);
  }
  const size = [...text.matchAll(new RegExp(part, "g"))].reduce(
    (sum, [, count, unit]) => sum + Math.round(Number(count) * NANOSECONDS[unit!]!),
    0,
  );
  // Go adds whole seconds and the rest, and so the state has the same digits.
  return (text.startsWith("-") ? -1 : 1) * (Math.trunc(size / 1e9) + (size % 1e9) / 1e9);
}

function sorted(urns: readonly string[]): string[] {
  return [...new Set(urns)].sort();
}
