import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { Monitor } from "#engine/program/monitor";
import { ProgramProcess } from "#engine/program/process";
import type { Goal } from "#engine/run/goal";
import { loadSdk } from "#engine/sdk";
import { createUrn } from "#engine/urns";

import { TestProject } from "../../support/engines/project";

/** The second resource stands in line 4, and the engine refuses it. */
const PROGRAM = `const { ModelAgreement } = require("pulumi-model-access");
new ModelAgreement("first", { modelId: "amazon.nova-micro-v1:0" });
function second() {
  return new ModelAgreement("second", { modelId: "amazon.nova-micro-v1:0" });
}
second();
`;

describe("stack traces of a program, though those of its promises are left out", () => {
  const project = new TestProject(PROGRAM);
  const goals = new Map<string, Goal>();
  const told: string[] = [];
  beforeAll(async () => {
    const sdk = loadSdk(project.folder);
    const monitor = await Monitor.start(sdk, (severity, message) => told.push(`${severity}: ${message}`));
    const unexpected = async (): Promise<never> => Promise.reject(new Error("this program only registers"));
    monitor.serve(sdk, project.folder, {
      register: async (goal) => {
        goals.set(goal.name, goal);
        if (goal.name === "second") throw new Error("refused by the test");
        const { type, name, parent, inputs } = goal;
        return { urn: createUrn("dev", project.name, type, name, parent), id: "it", outputs: inputs };
      },
      read: unexpected,
      invoke: unexpected,
      registerOutputs: async () => undefined,
      refuse: (feature) => told.push(`refused: ${feature}`),
      finished: async () => undefined,
    });
    const program = new ProgramProcess({
      ...{ sdk, project: project.name, stack: "dev", monitorAddress: monitor.address },
      ...{ root: project.folder, programDir: project.folder, entry: project.folder },
      ...{ preview: false, parallel: 1, config: {}, secretKeys: [], typescript: false, nodeArguments: [] },
      env: { PATH: process.env["PATH"] },
      onOutput: (_, line) => told.push(line),
    });
    await program.ended;
    monitor.close();
  });
  afterAll(() => project.remove());

  it("Pulumi is told where each resource is declared", () => {
    const traces = ["first", "second"].map((name) =>
      goals.get(name)!.stackTrace.flatMap(({ sourcePosition = "" }) => sourcePosition),
    );
    expect(traces[0]).toContainEqual("project:///index.js#2,1");
    expect(traces[1]).toContainEqual("project:///index.js#4,10");
    expect(traces[1]).toContainEqual("project:///index.js#6,1");
    for (const goal of goals.values()) if (goal.custom) expect(goal.sourcePosition).toBeDefined();
  });

  it("an engine's refusal names the line of the program", () => {
    const shown = told.join("\n");
    expect(shown).toContain("failed to register new resource second");
    expect(shown).toMatch(/index\.js:4:10/);
  });
});
