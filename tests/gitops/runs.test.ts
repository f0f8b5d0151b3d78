import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

import { RunningClock, startEmulator } from "#emulator/index";
import { ACCOUNT, type Emulator, REGION, THIRD_PARTY, writes } from "../support/emulator/emulated";
import { TestProject } from "../support/engines/project";

const REPOSITORY = resolve(__dirname, "../../..");
const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const recipe = <T>(file: string): T =>
  parse(readFileSync(join(REPOSITORY, "examples/gitops", file), "utf8")) as T;

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly steps: readonly {
          name?: string;
          run?: string;
          uses?: string;
          with?: Record<string, string>;
        }[];
      }
    >
  >;
}
type Pipeline = Readonly<Record<string, { readonly script: readonly string[] }>>;

const PROGRAM = `const { ModelAgreement } = require("pulumi-model-access");
new ModelAgreement("command-r", { modelId: "${THIRD_PARTY}" });`;

/** Stands for `gh`: keeps one issue in the folder, and notes what it was asked. */
const GH = `#!/bin/sh
echo "$*" >> gh.log
while [ $# -gt 0 ]; do [ "$1" = --body-file ] && cp "$2" issue.md; shift; done
case "$(tail -n 1 gh.log)" in
  "issue list"*) [ -f issue.md ] && echo 7; true ;;
  "issue view"*) cat issue.md ;;
  "issue close"*) rm issue.md ;;
esac
`;

// `npm run test:pipelines`: it runs the recipes' commands on the embedded engine, each in a shell, and takes a minute.
(process.env["MODEL_ACCESS_PIPELINES"] === undefined ? describe.skip : describe)(
  "the recipes' commands, on the emulator",
  () => {
    let emulator: Emulator;
    let project: TestProject;
    let env: Record<string, string>;
    beforeAll(async () => {
      emulator = await startEmulator({ clock: new RunningClock(1200) });
      project = new TestProject(PROGRAM);
      const bin = join(project.folder, "bin");
      mkdirSync(bin);
      const engine = join(REPOSITORY, "engine/dist/cli.js");
      const pulumi = `#!/bin/sh\nexec ${process.execPath} ${engine} --state-dir ${join(project.folder, "state")} "$@"\n`;
      writeFileSync(join(bin, "pulumi"), pulumi, { mode: 0o755 });
      writeFileSync(join(bin, "gh"), GH, { mode: 0o755 });
      env = {
        PATH: `${bin}${delimiter}${process.env["PATH"]}`,
        HOME: project.folder,
        STACK: "prod",
        PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
        ...{ AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: REGION },
        ...{ AWS_ENDPOINT_URL: emulator.url, AWS_EC2_METADATA_DISABLED: "true" },
        ...{ GITHUB_ENV: join(project.folder, "github.env"), CI_BUILDS_DIR: project.folder },
      };
      expect(await sh("pulumi stack init prod && pulumi config set model-access:pollInterval 0.02")).toBe(0);
    });
    afterAll(async () => {
      await emulator.close();
      project.remove();
    });

    let said = "";
    /** Runs a script as a runner does: it ends with the first command that fails. */
    async function sh(script: string, more: Readonly<Record<string, string>> = {}): Promise<number | null> {
      said = "";
      return new Promise((done) => {
        const child = spawn("bash", ["-eo", "pipefail", "-c", script], {
          cwd: project.folder,
          env: { ...env, ...more },
        });
        for (const stream of [child.stdout, child.stderr])
          stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
        child.on("close", (status) => done(status));
      });
    }

    /** What pulumi/actions runs of its inputs. */
    const acted = (job: string): Promise<number | null> => {
      const steps = recipe<Workflow>("github/deploy.yml").jobs[job]!.steps;
      const { command, diff } = steps.find(({ uses }) => uses?.startsWith("pulumi/actions@"))!.with!;
      return sh(
        `pulumi ${command} ${diff ? "--diff" : ""} ${command === "up" ? "--yes" : ""} --stack prod --non-interactive`,
      );
    };

    const file = (name: string): string =>
      existsSync(join(project.folder, name)) ? readFileSync(join(project.folder, name), "utf8") : "";

    /** The drift workflow's own steps, one after the other; each sees what the ones before it have put into its environment. */
    async function look(): Promise<number | null> {
      writeFileSync(env["GITHUB_ENV"]!, "");
      writeFileSync(join(project.folder, "gh.log"), "");
      let status: number | null = 0;
      for (const { run, name } of recipe<Workflow>("github/drift.yml").jobs["drift"]!.steps)
        if (run !== undefined && name !== undefined) {
          const set = file("github.env")
            .split("\n")
            .filter(Boolean)
            .map((line) => line.split("=") as [string, string]);
          status = await sh(run, Object.fromEntries(set));
        }
      return status;
    }

    it("GitHub: a preview changes nothing, an up deploys", async () => {
      expect([await acted("preview"), said]).toEqual([0, expect.stringContaining("command-r")]);
      expect(writes(emulator)).toEqual([]);
      expect(await acted("up")).toBe(0);
      expect(writes(emulator)).toEqual(["CreateFoundationModelAgreement"]);
    });

    it("GitHub: drift is silent while there is none, one issue when there is, which is closed when it is mended", async () => {
      expect([await look(), file("issue.md")]).toEqual([0, ""]);
      emulator.incidents.agreementRevoked(place);
      emulator.requests.clear();
      expect(await look()).toBe(7);
      expect(file("gh.log")).toContain("issue create --label drift --title Drift of prod");
      expect(file("issue.md")).toContain("1 of 2 resources has drifted");
      expect(file("drift.html")).toContain("agreementStatus");
      expect(await look()).toBe(7);
      expect(file("gh.log")).not.toMatch(/issue (create|edit|close)/);
      expect(writes(emulator)).toEqual([]);
      expect(await sh("pulumi up --yes --refresh --stack prod --non-interactive")).toBe(0);
      expect(await look()).toBe(0);
      expect(file("gh.log")).toMatch(/issue edit 7 [^]*issue close 7/);
    });

    it("GitHub: what cannot be read is an issue too, and no clean bill", async () => {
      const end = emulator.faults.add({
        target: { operation: "GetFoundationModelAvailability" },
        effect: { kind: "refusal", code: "AccessDeniedException", status: 403 },
      });
      expect(await look()).toBe(1);
      end();
      expect(file("issue.md")).toContain("Incomplete");
      expect(await look()).toBe(0);
    });

    it("GitLab: the same three", async () => {
      const pipeline = recipe<Pipeline>("gitlab/.gitlab-ci.yml");
      const run = (job: string): Promise<number | null> => sh(pipeline[job]!.script.join("\n"));
      expect(await run("preview")).toBe(0);
      expect(await run("up")).toBe(0);
      expect(await run("drift")).toBe(0);
      emulator.incidents.agreementRevoked(place);
      expect(await run("drift")).toBe(7);
      expect(file("drift.html")).toContain("agreementStatus");
      const { findings } = JSON.parse(file("drift.json")) as { findings: { firstSeen: string }[] };
      expect(await run("drift")).toBe(7);
      expect(JSON.parse(file("drift.json"))).toMatchObject({
        findings: [{ firstSeen: findings[0]!.firstSeen }],
      });
    });

    it("Kubernetes: what the operator runs of the alarm sees drift, and what it runs of the stack mends it", async () => {
      const preview = "pulumi preview --refresh --expect-no-changes --stack prod --non-interactive";
      expect(await sh(preview)).not.toBe(0);
      expect(await sh("pulumi up --yes --refresh --stack prod --non-interactive")).toBe(0);
      expect(await sh(preview)).toBe(0);
    });
  },
);
