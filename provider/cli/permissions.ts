import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import { type Command, InvalidArgumentError } from "commander";

import {
  permissionsOf,
  type ProgramPermissions,
  type RolePermissions,
  type UsedResource,
} from "../guard/policies/permissions";
import { PERMISSIONS } from "../guard/policies/needed";
import { charactersOf, ROOM } from "../guard/policies/sizes";
import { EXIT, UsageError } from "./outcome";
import { stackSettings } from "./stack-file";
import { exportedStack, resourcesIn } from "./stack-state";
import { setting } from "./target";
import { printJson } from "./text";

const PURPOSES = ["deployer", "preview", "runtime"] as const;

interface Options {
  readonly stack?: string;
  readonly state?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly product: Readonly<Record<string, string>>;
  readonly for?: string;
  readonly roleArn?: string;
  readonly check?: string;
}

/** `permissions`. */
export function addPermissions(program: Command): void {
  program
    .command("permissions")
    .description(
      "print the least that AWS has to allow, as policies: exit code 0, 7 where --check finds others, 1 where it could not look",
    )
    .argument(
      "[types...]",
      "classes and functions besides, such as getModelOffers (default without a stack: all)",
    )
    .option(
      "--stack <name>",
      "of the resources of that stack: what `pulumi stack export` says, and Pulumi.<name>.yaml",
    )
    .option("--state <file>", "of the resources in that file, which `pulumi stack export` has written")
    .option(
      "--config <key=value>",
      "a key of the stack's configuration, such as aws:region=us-east-1",
      setting,
      {},
    )
    .option("--product <model=id>", "the AWS Marketplace product of a model; may be repeated", product, {})
    .option("--for <purpose>", "print one policy only: deployer, preview or runtime")
    .option("--role-arn <arn>", "… of this role, which the program assumes (default: of who runs it)")
    .option("--check <file>", "compare with what was printed before, and print nothing where it is the same")
    .addHelpText(
      "after",
      "\nExample:\n  npx pulumi-model-access permissions --stack prod --for deployer > deployer.json",
    )
    .action(show);
}

/** Collects `model=product`. */
function product(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, model, id] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (model === undefined || id === undefined)
    throw new InvalidArgumentError("It must be like cohere.command-r-v1:0=prod-tukx4z3hrewle.");
  return { ...before, [model]: id };
}

function show(types: readonly string[], options: Options): void {
  const { stack, state, config, product: productIds, check } = options;
  const configuration = { ...(stack !== undefined && stackSettings(stack, config)), ...config };
  const named = types.map((type) => ({ type }));
  const every = PERMISSIONS.map(({ type }) => ({ type }));
  const inState = resources(stack, state);
  const used = inState ? [...inState, ...named] : named.length > 0 ? named : every;
  const all = permissionsOf(used, { configuration, productIds });
  const printed = chosen(all, options);
  for (const model of all.withoutProductId.filter((one) => one !== "*"))
    console.error(
      `${model}: no --product is given, so the deployer may subscribe to any product through Bedrock`,
    );
  const models = JSON.stringify(used);
  for (const model of Object.keys(productIds).filter((one) => !models.includes(`"${one}"`)))
    console.error(
      `--product ${model}: none of the resources names this model, so no policy is narrowed by it`,
    );
  for (const [name, document] of policiesIn(all)) {
    const characters = charactersOf(document);
    if (characters > ROOM.managed.characters)
      console.error(
        `${name} takes ${characters} characters; a managed policy has room for ${ROOM.managed.characters}`,
      );
  }
  if (check === undefined) {
    printJson(printed);
    return;
  }
  const isSame = isDeepStrictEqual(read(check), JSON.parse(JSON.stringify(printed)));
  process.exitCode = isSame ? EXIT.fine : EXIT.differs;
  if (!isSame) printJson(printed);
}

function resources(stack: string | undefined, state: string | undefined): UsedResource[] | undefined {
  if (state !== undefined) return resourcesIn(read(state), state);
  return stack === undefined ? undefined : resourcesIn(exportedStack(stack), `the stack ${stack}`);
}

function read(file: string): unknown {
  if (!existsSync(file)) throw new UsageError(`there is no ${file}`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new UsageError(`${file} is not JSON`);
  }
}

function chosen(all: ProgramPermissions, { for: purpose, roleArn }: Options): object {
  const role = roleArn === undefined ? all : all.roles.find((one) => one.roleArn === roleArn);
  if (!role) {
    const known = all.roles.map((one) => one.roleArn).join(", ");
    throw new UsageError(
      `the program assumes no role ${roleArn}${known === "" ? "" : `; it assumes ${known}`}`,
    );
  }
  if (purpose === undefined) {
    if (roleArn !== undefined) return role;
    const { withoutProductId: _, ...printed } = all;
    return printed;
  }
  const one = PURPOSES.find((known) => known === purpose);
  if (one === undefined) throw new UsageError(`--for must be one of ${PURPOSES.join(", ")}`);
  return role[one];
}

function policiesIn(all: ProgramPermissions): [string, RolePermissions["deployer"]][] {
  const of = (role: RolePermissions, name: string): [string, RolePermissions["deployer"]][] =>
    PURPOSES.map((purpose) => [`the policy ${purpose}${name}`, role[purpose]]);
  return [...of(all, ""), ...all.roles.flatMap((role) => of(role, ` of ${role.roleArn}`))];
}
