import { readFileSync } from "node:fs";

import * as v from "valibot";
import { parse } from "yaml";

import { defaultWorld } from "./default";
import { type World, type WorldFile, worldSchema } from "./schema";

/** A world that cannot be: the message names every place that is wrong. */
export class WorldError extends Error {
  override readonly name = "WorldError";
}

/** Completes a world: a section that is not given is the default world's; a given one replaces it as a whole. */
export function completeWorld(file: WorldFile = {}): World {
  const result = v.safeParse(worldSchema, { ...defaultWorld, ...file });
  if (!result.success) {
    const problems = result.issues.map((issue) => `  ${v.getDotPath(issue) ?? "(world)"}: ${issue.message}`);
    throw new WorldError(`this world cannot be emulated:\n${problems.join("\n")}`);
  }
  const world = result.output;
  const inconsistent = inconsistencies(world);
  if (inconsistent.length > 0) {
    throw new WorldError(
      `this world cannot be emulated:\n${inconsistent.map((line) => `  ${line}`).join("\n")}`,
    );
  }
  return world;
}

/** Reads a world from a YAML or JSON file. */
export function readWorld(path: string): World {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new WorldError(`the world file cannot be read: ${(error as Error).message}`);
  }
  let parsed: unknown;
  try {
    parsed = parse(text) ?? {};
  } catch (error) {
    throw new WorldError(`${path} is neither YAML nor JSON: ${(error as Error).message}`);
  }
  if (typeof parsed !== "object" || Array.isArray(parsed)) {
    throw new WorldError(
      `${path} must hold one mapping of sections (accounts, organization, regions, models …)`,
    );
  }
  return completeWorld(parsed as WorldFile);
}

function inconsistencies(world: World): string[] {
  const found: string[] = [];
  const account = (id: string, path: string): void => {
    if (!world.accounts[id]) found.push(`${path}: account ${id} is not in this world`);
  };
  const region = (name: string, path: string): void => {
    if (!world.regions[name]) found.push(`${path}: Region ${name} is not in this world`);
  };
  if (world.organization) {
    account(world.organization.managementAccountId, "organization.managementAccountId");
    for (const [i, unit] of world.organization.organizationalUnits.entries()) {
      for (const id of unit.accounts) account(id, `organization.organizationalUnits.${i}.accounts`);
    }
  }
  for (const [id, { optInRegions }] of Object.entries(world.accounts)) {
    for (const name of optInRegions) region(name, `accounts.${id}.optInRegions`);
  }
  for (const [id, { regions }] of Object.entries(world.models)) {
    for (const name of regions ?? []) region(name, `models.${id}.regions`);
  }
  return found;
}
