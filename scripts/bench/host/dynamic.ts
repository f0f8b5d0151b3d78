import { performance } from "node:perf_hooks";

import type { Emulator } from "pulumi-model-access-emulator";

import { ProviderClient } from "#engine/host/client";
import { HostProcess } from "#engine/host/process";
import { providerText } from "#provider/program/provider-text";

import type { Comparison, Sample } from "../bench";
import { configAt, INPUTS, type Place, startOptions } from "./place";
import { figuresOf } from "./process-figures";

const URN = "urn:pulumi:dev::bench::pulumi-nodejs:dynamic/model-access:ModelAgreement::it";
const DEFAULT_PROVIDER = "urn:pulumi:dev::bench::pulumi:providers:pulumi-nodejs::default";
/** What Pulumi makes of a provider that only creates. */
const EMPTY = `exports.handler = () => ({ create: async (inputs) => ({ id: "it", outs: inputs }) });`;

/** The stock dynamic host with our resources, against the same host with an empty one. */
export function dynamicComparison(place: Place, emulator: Emulator): Comparison {
  const config = configAt(emulator.url);
  return {
    what: "the dynamic host",
    against: "the host of an empty resource",
    figures: [
      { name: "first answer of AWS", unit: "ms", goal: { of: "ratio", atMost: 1.2 } },
      { name: "created", unit: "ms" },
      { name: "created, processor", unit: "ms" },
      { name: "memory", unit: "MiB" },
    ],
    ours: async () => {
      let first: number | undefined;
      const stop = emulator.requests.listen(() => (first ??= performance.now()));
      try {
        return await measured(place, config, providerText("ModelAgreement"), () => first);
      } finally {
        stop();
      }
    },
    reference: () => measured(place, config, EMPTY, () => performance.now()),
  };
}

/**
 * From the start of the process until a resource is made.
 * @param firstAnswer when AWS has answered for the first time; who never asks it is done when the resource is made
 */
async function measured(
  place: Place,
  config: Readonly<Record<string, string>>,
  provider: string,
  firstAnswer: () => number | undefined,
): Promise<Sample> {
  const begin = performance.now();
  const host = await HostProcess.start(startOptions(place));
  const client = await ProviderClient.connect(place.sdk, host, place.engineAddress);
  try {
    client.configure({ urn: DEFAULT_PROVIDER, id: "default" }, config);
    const news = { ...INPUTS, __provider: provider, __urn: URN };
    const { inputs } = await client.check(URN, undefined, news);
    await client.create(URN, inputs);
    const created = performance.now() - begin;
    const first = firstAnswer();
    if (first === undefined) throw new Error("a resource was made, and AWS was not asked");
    const { processor, memory } = figuresOf(host.pid);
    return {
      "first answer of AWS": first - begin,
      created,
      ...(processor !== undefined && { "created, processor": processor }),
      ...(memory !== undefined && { memory }),
    };
  } finally {
    client.close();
    host.kill("SIGKILL");
    await host.exited;
  }
}
