import { Monitor, type Monitored } from "#engine/program/monitor";
import { ProgramProcess } from "#engine/program/process";
import { createUrn } from "#engine/urns";
import type { Sdk } from "#engine/sdk";

import type { Sample } from "../bench";
import type { Declares } from "../programs";
import { BenchProject } from "../project";

const STACK = "dev";
/** How many are declared while memory is looked at; they are also what warms the program up. */
const FIRST = 600;
/** How many are declared then. */
const COUNT = 150;

/** A program that measures itself. Of what it does, the constructors are the first part, and all that must end before Pulumi goes on. */
const measuring = ({ text }: Declares): string => `${text}
const spent = (since) => { const { user, system } = process.cpuUsage(since); return (user + system) / 1000; };
const settled = async (resources) => { for (const { urn, modelId } of resources) { await urn.promise(); await modelId.promise(); } };
const kept = () => { global.gc(); global.gc(); return process.memoryUsage().heapUsed; };
const all = (prefix, count) => Array.from({ length: count }, (_, index) => declare(prefix + index));
module.exports = async () => {
  await settled(all("zeroth", 5));
  const [first, size] = [kept(), process.memoryUsage().rss / 1024];
  const many = all("first", ${FIRST});
  await settled(many);
  const memory = { most: process.resourceUsage().maxRSS - size, kept: (kept() - first) / 1024 };
  const before = process.cpuUsage();
  const resources = all("it", ${COUNT});
  const declared = spent(before);
  await settled(resources);
  console.log(JSON.stringify({ declared, registered: spent(before), ...memory, count: many.length }));
};
`;

/** What one resource of many has taken, in a program of the engine's that is answered at once. */
export async function constructed(sdk: Sdk, declares: Declares): Promise<Sample> {
  const project = new BenchProject(measuring(declares));
  const monitor = await Monitor.start(sdk, () => undefined);
  const told: string[] = [];
  try {
    monitor.serve(sdk, project.folder, answering(project.name, declares.outputs));
    const program = new ProgramProcess({
      sdk,
      project: project.name,
      stack: STACK,
      root: project.folder,
      programDir: project.folder,
      entry: project.folder,
      monitorAddress: monitor.address,
      preview: false,
      parallel: 16,
      config: {},
      secretKeys: [],
      typescript: false,
      nodeArguments: ["--expose-gc"],
      env: { PATH: process.env["PATH"], HOME: project.folder },
      onOutput: (_, line) => told.push(line),
    });
    const end = await program.ended;
    if (end !== "finished") throw new Error(`the program did not end well: ${told.join("\n")}`);
  } finally {
    monitor.close();
    project.remove();
  }
  const figures = JSON.parse(told.at(-1)!) as Record<"declared" | "registered" | "most" | "kept", number>;
  return {
    "declared, processor": figures.declared / COUNT,
    "registered, processor": figures.registered / COUNT,
    memory: figures.most / 1024 / FIRST,
    "memory, kept": figures.kept / 1024 / FIRST,
  };
}

/** An engine that has everything already. */
function answering(project: string, outputs: Declares["outputs"]): Monitored {
  const none = async (): Promise<never> => Promise.reject(new Error("this program only registers"));
  return {
    register: async ({ type, name, parent, inputs }) => ({
      urn: createUrn(STACK, project, type, name, parent),
      id: "it",
      outputs: { ...inputs, ...outputs },
    }),
    read: none,
    invoke: none,
    registerOutputs: async () => undefined,
    refuse: (feature) => {
      throw new Error(`the program wants ${feature}`);
    },
    finished: async () => undefined,
  };
}
