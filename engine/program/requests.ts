import type { Alias as AliasPb } from "@pulumi/pulumi/proto/alias_pb";
import type {
  ReadResourceRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { SourcePosition } from "@pulumi/pulumi/proto/source_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { UnsupportedByEmbeddedEngine } from "../errors";
import { versioned } from "../host/provider-config";
import type { Alias, Goal, Invocation, ReadGoal } from "../run/goal";
import type { CustomTimeouts } from "../state/resource";
import { isProviderType } from "../urns";
import { type PropertyMap, withVersions } from "../values/values";

/** What a program registers, in the engine's words; refuses by name what the engine cannot do. */
export function goalOf(request: RegisterResourceRequest, root: string): Goal {
  refuseUnsupported(request);
  const position = sourcePosition(request.getSourceposition(), root);
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
  };
}

export function readGoalOf(request: ReadResourceRequest, root: string): ReadGoal {
  const position = sourcePosition(request.getSourceposition(), root);
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
  };
}

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
  return withVersions(struct?.toJavaScript() ?? {});
}

function refuseUnsupported(request: RegisterResourceRequest): void {
  const used: [boolean, string][] = [
    [request.getRemote(), "remote components"],
    [request.getTransformsList().length > 0, "the resource option transforms"],
    [request.getPackageref() !== "", "parameterized packages"],
    [request.getReplaceWithList().length > 0, "the resource option replaceWith"],
    [request.hasReplacementTrigger(), "the resource option replacementTrigger"],
    [request.hasHooks(), "resource hooks"],
    [request.getEnvvarmappingsMap().getLength() > 0, "the provider option envVarMappings"],
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
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value > 0));
}

/** Go's form of a duration: `1h30m`, `5m`, `45s`. */
function seconds(text: string): number {
  const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  return [...text.matchAll(/([\d.]+)(ms|[hms])/g)].reduce(
    (sum, [, n, unit]) => sum + Number(n) * units[unit!]!,
    0,
  );
}

/** Where in the program a resource is declared, when that is inside the project. */
function sourcePosition(position: SourcePosition | undefined, root: string): string | undefined {
  const uri = position?.getUri() ?? "";
  const prefix = `file://${root.endsWith("/") ? root : `${root}/`}`;
  if (!position || !uri.startsWith(prefix)) return undefined;
  const column = position.getColumn();
  return `project:///${uri.slice(prefix.length)}#${position.getLine()}${column > 0 ? `,${column}` : ""}`;
}

function sorted(urns: readonly string[]): string[] {
  return [...new Set(urns)].sort();
}
