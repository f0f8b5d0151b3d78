import { spawnSync } from "node:child_process";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import { type Emulator, FORM } from "../support/emulator/emulated";
import { cli, configure, type DeployedStack, isCliPresent } from "../support/engines/engines";
import { TestProject } from "../support/engines/project";
import { configFor } from "../support/hosts/host";

const KEY = "canary-secret-key";

/** A form, of which the program says only the last field to be secret, and a provider with a static key. */
const program = `
const { secret } = require("@pulumi/pulumi");
const { Provider, UseCaseSubmission } = require("pulumi-model-access");
new Provider("member", { region: "us-east-1", accessKey: "444455556666", secretKey: secret("${KEY}") });
new UseCaseSubmission("form", { ...${JSON.stringify(FORM)}, useCases: secret("${FORM.useCases.split("\n")[0]}") });
`;

// What the CLI prints, which is Pulumi's own and may change: docs/pipelines.md says it.
(isCliPresent() ? describe : describe.skip)(
  "what the Pulumi CLI prints of secrets, into a pipeline's log",
  () => {
    let emulator: Emulator;
    let project: TestProject;
    let stack: DeployedStack;
    beforeAll(async () => {
      emulator = await startEmulator({ clock: new RunningClock(1200) });
      project = new TestProject(program);
      stack = await cli.open(project);
      await configure(stack, configFor(emulator), ["aws:secretKey"]);
    });
    afterAll(async () => {
      await emulator.close();
      project.remove();
    });

    const printed = async (...args: string[]): Promise<string> => {
      const { status, stdout, stderr } = await stack.command(...args);
      return status === 0 ? `${stdout}${stderr}` : `exit code ${status}\n${stdout}${stderr}`;
    };
    const isSeen = (text: string): boolean[] => [KEY, FORM.companyName].map((one) => text.includes(one));

    it("nothing of it in the forms that the recipes use", async () => {
      for (const args of [
        ["preview", "--json"],
        ["preview", "--diff"],
        ["up", "--yes", "--skip-preview"],
        ["up", "--yes", "--skip-preview", "--output", "json"],
        ["refresh", "--preview-only", "--json"],
        ["refresh", "--preview-only", "--diff"],
      ]) {
        const text = await printed(...args);
        expect([args, text.startsWith("exit code"), ...isSeen(text)]).toEqual([args, false, false, false]);
      }
    });

    it("the key and the form in clear by --debug, -v=9 and up --json, whose events of severity debug hold them", async () => {
      expect(isSeen(await printed("preview", "--debug"))).toEqual([true, true]);
      expect(isSeen(await printed("preview", "-v=9", "--logtostderr"))).toEqual([true, true]);
      const text = await printed("up", "--yes", "--skip-preview", "--json");
      expect(isSeen(text)).toEqual([true, true]);
      // The filter of docs/pipelines.md, as jq runs it, and as JavaScript says it where there is no jq.
      const jq = spawnSync("jq", ["-c", 'select(.diagnosticEvent.severity != "debug")'], {
        input: text,
        encoding: "utf8",
      });
      const events = text.split("\n").filter((line) => line.startsWith("{"));
      const isKept = (line: string): boolean =>
        (JSON.parse(line) as { diagnosticEvent?: { severity: string } }).diagnosticEvent?.severity !==
        "debug";
      const filtered = jq.status === 0 ? jq.stdout : events.filter(isKept).join("\n");
      expect(filtered).toContain("summaryEvent");
      expect(isSeen(filtered)).toEqual([false, false]);
    });
  },
);
