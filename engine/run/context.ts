import type { EventSink } from "../events";
import type { ProviderClient } from "../host/client";
import type { ProviderRegistry } from "../host/registry";
import type { ResourceState } from "../state/resource";
import type { Snapshot } from "../state/snapshot";
import { STACK_TYPE } from "../urns";
import type { PropertyMap } from "../values/values";
import type { DependencyGraph } from "./graph";
import type { StopSignal } from "./stop";

/** What every part of a run works with. */
export interface RunContext {
  readonly stack: string;
  readonly project: string;
  /** Nothing is changed: neither in the cloud nor in the state file. */
  readonly preview: boolean;
  /** How many steps may run at once. */
  readonly parallel: number;
  /** The resources as they were before, in the order of the state. */
  readonly olds: readonly ResourceState[];
  readonly graph: DependencyGraph;
  readonly snapshot: Snapshot;
  readonly providers: ProviderRegistry;
  readonly events: EventSink;
  readonly stop: StopSignal;
  /** The stack's configuration as default providers get it. */
  readonly config: PropertyMap;
}

export function stackUrn({ stack, project }: Pick<RunContext, "stack" | "project">): string {
  return `urn:pulumi:${stack}::${project}::${STACK_TYPE}::${project}-${stack}`;
}

export function providerOf(state: ResourceState, { providers, olds }: RunContext): Promise<ProviderClient> {
  return providers.get(state.provider, olds);
}
