import { readFileSync } from "node:fs";

import * as v from "valibot";

import { listAssumptions } from "../catalogue/assumptions";
import { badPolicies, keysTwice } from "./bad-policies";
import { defaultWorld } from "../world/default";
import { isGlobal, modelOfProfile } from "../world/inference-profiles";
import { type World, type WorldFile, worldSchema } from "../world/schema";
import { partitionOf } from "../world/partitions";
import { badControlPolicies } from "./bad-control-policies";
import { yaml } from "./yaml-library";

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
  const world = withoutPrototypes(result.output);
  // Whoever brings accounts of their own does not have to do away with the models of ours.
  if (!file.keys) world.keys = withOwner(world.keys, world);
  if (!file.inferenceProfiles) {
    const { inferenceProfiles: all } = world;
    const possible = Object.entries(all).filter(([id]) => profileProblems(id, world).length === 0);
    world.inferenceProfiles = Object.fromEntries(possible);
  }
  if (!file.customModels) world.customModels = withKey(withOwner(world.customModels, world), world);
  if (!file.comprehendModels) {
    world.comprehendModels = withKey(withOwner(world.comprehendModels, world), world);
  }
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
    parsed = yaml().parse(text) ?? {};
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

/** Clients name what they look for: nothing of a world is found under `constructor` or `__proto__`. */
function withoutPrototypes<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPrototypes) as T;
  const members = Object.entries(value).map(([name, member]) => [name, withoutPrototypes(member)] as const);
  return Object.assign(Object.create(null), Object.fromEntries(members)) as T;
}

function withOwner<T>(things: Record<string, T>, { accounts, regions }: World): Record<string, T> {
  const exists = ([, , , region = "", account = ""]: string[]): boolean =>
    regions[region] !== undefined && accounts[account] !== undefined;
  return Object.fromEntries(Object.entries(things).filter(([arn]) => exists(arn.split(":"))));
}

function withKey<T extends Encrypted>(models: Record<string, T>, { keys }: World): Record<string, T> {
  const has = (arn: string | undefined): boolean => arn === undefined || keys[arn] !== undefined;
  return Object.fromEntries(Object.entries(models).filter(([, model]) => has(keyOf(model))));
}

/** Each service has its own word for the key of a model. */
interface Encrypted {
  readonly kmsKeyArn?: string | undefined;
  readonly modelKmsKeyArn?: string | undefined;
}

function keyOf({ kmsKeyArn, modelKmsKeyArn }: Encrypted): string | undefined {
  return kmsKeyArn ?? modelKmsKeyArn;
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
  for (const section of ["customModels", "comprehendModels", "keys"] as const) {
    for (const arn of Object.keys(world[section])) {
      const [, partition, , name = "", owner = ""] = arn.split(":");
      region(name, `${section}.${arn}`);
      if (partition !== partitionOf(name)) {
        found.push(`${section}.${arn}: ${name} is in the partition ${partitionOf(name)}`);
      }
      account(owner, `${section}.${arn}`);
    }
  }
  return [
    ...found,
    ...missingKeys(world),
    ...aliasesTwice(world),
    ...badPolicies(world),
    ...keysTwice(world),
    ...unknownAssumptions(world),
    ...impossibleAgreements(world),
    ...Object.keys(world.inferenceProfiles).flatMap((id) =>
      profileProblems(id, world).map((problem) => `inferenceProfiles.${id}${problem}`),
    ),
    ...badControlPolicies(world),
  ];
}

function profileProblems(id: string, { inferenceProfiles, models, regions }: World): string[] {
  const modelId = modelOfProfile(id);
  const model = models[modelId];
  if (!model) return [`: there is no ${modelId} in this world`];
  const { destinations, sources = [] } = inferenceProfiles[id]!;
  if (isGlobal(id) !== (destinations.length === 0)) {
    return [`.destinations: ${isGlobal(id) ? "a global profile names none" : "there is none"}`];
  }
  return [...new Set([...destinations, ...sources])].flatMap((region) => {
    if (!regions[region]) return [`: Region ${region} is not in this world`];
    return model.regions?.includes(region) === false ? [`: ${modelId} is not in ${region}`] : [];
  });
}

function impossibleAgreements({ accounts, models, agreements }: World): string[] {
  return agreements.flatMap(({ account, modelId, offerId }, i) => {
    const path = `agreements.${i}`;
    const { offers = [] } = models[modelId] ?? {};
    if (!accounts[account]) return [`${path}.account: account ${account} is not in this world`];
    if (offers.length === 0) return [`${path}.modelId: there is no ${modelId} with offers in this world`];
    const isOffered = offerId === undefined || offers.some((offer) => offer.offerId === offerId);
    return isOffered ? [] : [`${path}.offerId: ${modelId} has no offer ${offerId}`];
  });
}

function unknownAssumptions({ assumptions }: World): string[] {
  const known = listAssumptions();
  return Object.entries(assumptions).flatMap(([name, alternative]) => {
    const assumption = known.find((candidate) => candidate.name === name);
    if (!assumption) return [`assumptions.${name}: there is no such assumption`];
    const alternatives = Object.keys(assumption.alternatives);
    return alternatives.includes(alternative)
      ? []
      : [`assumptions.${name}: ${alternative} is none of its alternatives: ${alternatives.join(", ")}`];
  });
}

function missingKeys({ customModels, comprehendModels, keys }: World): string[] {
  const missing = (arn: string | undefined, path: string): string[] =>
    arn === undefined || keys[arn] ? [] : [`${path}: ${arn} is not in this world`];
  return [
    ...Object.entries(customModels).flatMap(([arn, { kmsKeyArn }]) =>
      missing(kmsKeyArn, `customModels.${arn}.kmsKeyArn`),
    ),
    ...Object.entries(comprehendModels).flatMap(([arn, { modelKmsKeyArn }]) =>
      missing(modelKmsKeyArn, `comprehendModels.${arn}.modelKmsKeyArn`),
    ),
  ];
}

function aliasesTwice({ keys }: World): string[] {
  const seen = new Set<string>();
  return Object.entries(keys).flatMap(([arn, { aliases }]) =>
    aliases
      .map((alias) => arn.replace(/key\/.*/, alias))
      .filter((alias) => seen.size === seen.add(alias).size)
      .map((alias) => `keys.${arn}.aliases: ${alias} is another key's already`),
  );
}
