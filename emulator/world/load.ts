import { readFileSync } from "node:fs";

import * as v from "valibot";
import { parse } from "yaml";

import { parsePolicy } from "../policies/parse";
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
  // Whoever brings accounts of their own does not have to do away with the models of ours.
  if (!file.customModels) world.customModels = withOwner(world.customModels, world);
  if (!file.comprehendModels) world.comprehendModels = withOwner(world.comprehendModels, world);
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

function withOwner<T>(things: Record<string, T>, { accounts, regions }: World): Record<string, T> {
  const exists = ([, , , region = "", account = ""]: string[]): boolean =>
    regions[region] !== undefined && accounts[account] !== undefined;
  return Object.fromEntries(Object.entries(things).filter(([arn]) => exists(arn.split(":"))));
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
      const path = `organization.organizationalUnits.${i}`;
      for (const id of unit.accounts) account(id, `${path}.accounts`);
      // A unit comes after the one it lies in, so none can lie in itself.
      const before = world.organization.organizationalUnits.slice(0, i);
      if (unit.parentId !== undefined && !before.some(({ id }) => id === unit.parentId)) {
        found.push(`${path}.parentId: there is no ${unit.parentId} before it`);
      }
    }
  }
  for (const [id, { optInRegions }] of Object.entries(world.accounts)) {
    for (const name of optInRegions) region(name, `accounts.${id}.optInRegions`);
  }
  for (const [id, { regions }] of Object.entries(world.models)) {
    for (const name of regions ?? []) region(name, `models.${id}.regions`);
  }
  for (const section of ["customModels", "comprehendModels"] as const) {
    for (const arn of Object.keys(world[section])) {
      const [, , , name = "", owner = ""] = arn.split(":");
      region(name, `${section}.${arn}`);
      account(owner, `${section}.${arn}`);
    }
  }
  return [...found, ...badPolicies(world)];
}

function badPolicies({ comprehendModels }: World): string[] {
  return Object.entries(comprehendModels).flatMap(([arn, { policy }]) => {
    try {
      if (policy) parsePolicy(JSON.stringify(policy));
      return [];
    } catch (error) {
      return [`comprehendModels.${arn}.policy: ${(error as Error).message}`];
    }
  });
}
