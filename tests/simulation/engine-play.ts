import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { RunningClock } from "#emulator/index";
import { serve } from "#emulator/server/server";
import { Stack as EmbeddedStack } from "#engine/index";

import { ACCOUNT, MEMBER, OUTSIDER, REGION } from "../support/emulator/emulated";
import { TestProject } from "../support/engines/project";
import { nodesIn } from "../support/engines/processes";
import { SimulatedAws } from "./aws";
import { EngineStack, PASSPHRASE, type Place } from "./engine";
import { endpointsAt } from "../support/hosts/config";
import { SECRET_KEY } from "./host";
import { Playing, type Tally, type Tell } from "./playing";
import { TEAM } from "./program";
import type { Scenario } from "./scenario";
import { WORLD } from "./world";

/** How much faster than real time the emulator's clock runs: an hour is a second. */
const SPEED = 3600;
/** How far in the past it starts: it is behind this machine's to the end, so that what a run finds is old. */
const BEHIND_MS = 365 * 24 * 3600 * 1000;

/** The program, which is what was declared last; each account has a provider of its own. */
const PROGRAM = `
const access = require("pulumi-model-access");
const pulumi = require("@pulumi/pulumi");
const { SLOTS } = require(${JSON.stringify(join(__dirname, "slots"))});
const { accounts, settings, wishes } = require("./" + pulumi.getStack() + ".json");
const providers = Object.fromEntries(accounts.map((accessKey) =>
  [accessKey, new access.Provider("of-" + accessKey, { ...settings, accessKey })]));
const isTeam = Object.values(wishes).some(({ isInTeam }) => isInTeam);
const team = isTeam && new pulumi.ComponentResource("${TEAM}", "team");
const formerly = pulumi.createUrn("team", "${TEAM}");
const made = {};
for (const { name, type, account, needs, args } of SLOTS.filter(({ name }) => name in wishes)) {
  const { variant, isInTeam } = wishes[name];
  made[name] = new access[type](name, args(variant, (need) => made[need]), {
    ...{ provider: providers[account], dependsOn: needs.map((need) => made[need]) },
    ...(isInTeam
      ? { parent: team, aliases: [{ parent: pulumi.rootStackResource }] }
      : { aliases: [{ parent: formerly }] }),
  });
}
`;

/** Plays a scenario on the embedded engine. @throws Violation when something is not as it must be */
export async function playOnEngine(
  scenario: Scenario,
  tell: Tell = () => undefined,
  tally: Tally = new Map(),
): Promise<void> {
  const clock = new RunningClock(SPEED);
  clock.set(Date.now() - BEHIND_MS);
  const aws = new SimulatedAws(clock, WORLD, ["127.0.0.1"]);
  const server = createServer((message, response) => void serve(aws.options, message, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const project = new TestProject(PROGRAM, "simulation");
  const stateDir = mkdtempSync(join(tmpdir(), "simulation-"));
  const settings = {
    ...{ region: REGION, secretKey: SECRET_KEY, pollInterval: 0.1, maxRetries: 4 },
    endpoints: endpointsAt(url),
  };
  const place: Place = {
    ...{ folder: project.folder, stateDir },
    env: { PATH: process.env["PATH"], HOME: stateDir, PULUMI_CONFIG_PASSPHRASE: PASSPHRASE },
    declare: (stack, wishes) => {
      const accounts = [ACCOUNT, MEMBER, OUTSIDER];
      writeFileSync(
        join(project.folder, `${stack}.json`),
        JSON.stringify({ accounts, settings, wishes: Object.fromEntries(wishes) }),
      );
    },
    hosts: () =>
      nodesIn(project.folder, (command) => command.some((one) => one.includes("dynamic-provider"))),
  };
  const settle = async (): Promise<void> => {
    while (place.hosts().length > 0) await setTimeout(50);
  };
  try {
    const stacks = ["dev", "prod"].map((name) => new EngineStack(name, aws, place));
    for (const { name: stackName } of stacks) {
      const where = { stackName, workDir: project.folder, stateDir, passphrase: PASSPHRASE };
      await EmbeddedStack.createOrSelect(where);
    }
    await new Playing(scenario, { aws, stacks, settle }, tell, tally).all();
  } finally {
    await settle();
    server.closeAllConnections();
    server.close();
    project.remove();
    rmSync(stateDir, { recursive: true, force: true });
  }
}
