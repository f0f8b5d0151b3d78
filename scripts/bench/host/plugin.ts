import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";

import { HostProcess } from "#engine/host/process";
import { CHANNEL_OPTIONS } from "#engine/sdk";

import type { Comparison, Sample } from "../bench";
import { figuresOf } from "./process-figures";
import { CONFIG, INPUTS, type Place, startOptions } from "./place";

const OURS = resolve(__dirname, "../../../../provider/plugin/pulumi-resource-model-access");
const URN = "urn:pulumi:dev::bench::model-access:index:ModelAgreement::it";

/** Our plugin, against one that does nothing. */
export function pluginComparison(place: Place): Comparison {
  return {
    what: "the plugin",
    against: "an empty plugin on the same libraries",
    figures: [
      { name: "first answer", unit: "ms", goal: { of: "ratio", atMost: 1.3 } },
      { name: "first answer, processor", unit: "ms" },
      { name: "memory before AWS is called", unit: "MiB", goal: { of: "value", atMost: 80 } },
    ],
    ours: () => measured(place, OURS),
    reference: () => measured(place, join(__dirname, "empty-plugin.js")),
  };
}

/** From the start of the process until it is configured; then it checks a resource, which asks AWS nothing. */
async function measured(place: Place, script: string): Promise<Sample> {
  const { provider, empty, struct, grpc } = place.sdk;
  const begin = performance.now();
  const plugin = {
    name: "model-access",
    command: process.execPath,
    args: [script],
    env: {},
    folder: place.folder,
  };
  const started = await HostProcess.start(startOptions(place), plugin);
  const client = new provider.ResourceProviderClient(
    started.address,
    grpc.credentials.createInsecure(),
    CHANNEL_OPTIONS,
  );
  try {
    const handshake = new provider.ProviderHandshakeRequest();
    handshake.setEngineAddress(place.engineAddress);
    await answered((done) => client.handshake(handshake, done));
    await answered((done) => client.getPluginInfo(new empty.Empty(), done));
    const configure = new provider.ConfigureRequest();
    configure.setArgs(struct.Struct.fromJavaScript(CONFIG));
    await answered((done) => client.configure(configure, done));
    const first = performance.now() - begin;
    const { processor } = figuresOf(started.pid);
    const check = new provider.CheckRequest();
    check.setUrn(URN);
    check.setNews(struct.Struct.fromJavaScript(INPUTS));
    await answered((done) => client.check(check, done));
    const { memory } = figuresOf(started.pid);
    return {
      "first answer": first,
      ...(processor !== undefined && { "first answer, processor": processor }),
      ...(memory !== undefined && { "memory before AWS is called": memory }),
    };
  } finally {
    client.close();
    started.kill("SIGKILL");
    await started.exited;
  }
}

type Done = (error: Error | null) => void;

async function answered(call: (done: Done) => unknown): Promise<void> {
  await new Promise<void>((done, refuse) => call((error) => (error ? refuse(error) : done())));
}
