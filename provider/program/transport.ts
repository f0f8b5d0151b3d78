import * as pulumi from "@pulumi/pulumi";

import { warnWithoutPlugin } from "./plugin-entry";

/** How Pulumi reaches what runs the resources: its own dynamic host, or this package's provider plugin. */
export type Transport = "dynamic" | "plugin";

export const TRANSPORTS: readonly Transport[] = ["dynamic", "plugin"];
const KEY = "model-access:transport";

/** What all installed copies of this package have to agree on while a program runs. */
interface Running {
  /** What the program has said. */
  said?: Transport;
  /** What the first resource was made with; it counts for all. */
  used?: Transport;
  /** The provider of resources that are given none. */
  provider?: pulumi.ProviderResource;
}

const RUNNING = Symbol.for("pulumi-model-access.running");
const shared = globalThis as { [RUNNING]?: WeakMap<object, Running> };

/** A process can run several programs, each with a stack of its own; in a unit test there are mocks instead. */
export function running(): Running {
  const all = (shared[RUNNING] ??= new WeakMap());
  const program = pulumi.runtime.getStackResource() ?? (pulumi.runtime.getMonitor() as object | undefined);
  const key = program ?? globalThis;
  const known = all.get(key) ?? {};
  all.set(key, known);
  return known;
}

/**
 * Says how Pulumi reaches the resources of this package: `dynamic`, which needs nothing installed, or `plugin`, which stands in
 * Pulumi.yaml. It counts for the whole program. A stack that moves from one to the other keeps everything it has.
 * @default what `model-access:transport` in the stack's configuration says, else `dynamic`
 * @throws Error when a resource or a provider of this package was made before, or the configuration says otherwise
 */
export function useTransport(transport: Transport): void {
  const program = running();
  const call = `useTransport("${transport}")`;
  if (!TRANSPORTS.includes(transport)) throw new Error(`${call}: there are "${TRANSPORTS.join('", "')}"`);
  const other = [program.used, program.said].find((one) => one !== undefined && one !== transport);
  if (other !== undefined) {
    throw new Error(
      program.used
        ? `${call} comes too late: resources of this program use "${other}" already; call it before the first one`
        : `${call}: the program has said "${other}" before`,
    );
  }
  const configured = configuredTransport();
  if (configured !== undefined && configured !== transport) {
    throw new Error(`${call}: the stack's configuration says ${KEY}: ${configured}; let one of them say it`);
  }
  program.said = transport;
}

/** What resources are made with, from now on. */
export function transportInUse(): Transport {
  const program = running();
  if (program.used) return program.used;
  program.used = program.said ?? configuredTransport() ?? "dynamic";
  // A unit test has neither stack nor plugin.
  if (program.used === "plugin" && pulumi.runtime.getStackResource()) warnWithoutPlugin();
  return program.used;
}

function configuredTransport(): Transport | undefined {
  const text = pulumi.runtime.getConfig(KEY);
  if (text === undefined || text === "") return undefined;
  const transport = TRANSPORTS.find((one) => one === text);
  if (transport) return transport;
  throw new Error(`${KEY} in the stack's configuration must be one of "${TRANSPORTS.join('", "')}"`);
}

/** The package whose providers run our resources, as Pulumi knows it. */
export function packageOf(transport: Transport): string {
  return transport === "plugin" ? "model-access" : "pulumi-nodejs";
}

/** The type of a resource as Pulumi, policies and people see it. */
export function typeOf(kind: string, transport: Transport): string {
  return transport === "plugin" ? `model-access:index:${kind}` : `pulumi-nodejs:dynamic/model-access:${kind}`;
}

export function otherThan(transport: Transport): Transport {
  return transport === "plugin" ? "dynamic" : "plugin";
}

type Aliases = NonNullable<pulumi.ResourceOptions["aliases"]>;

/** A stack that comes from the other transport has a resource under that one's type, also where it was called otherwise. */
export function withOtherType(aliases: Aliases = [], type: string, other: string): Aliases {
  const named = aliases.map((alias) =>
    pulumi
      .output(alias)
      .apply((it) => (typeof it === "string" ? it.replace(type, other) : { type: other, ...it })),
  );
  return [...aliases, ...named, { type: other }] as Aliases;
}
