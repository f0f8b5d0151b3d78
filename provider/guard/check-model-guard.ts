import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";

import { type CheckFailure, oneOf, strictObject, text } from "../core/check";
import { fitsWildcards } from "../core/wildcards";
import { GuardInputError, whatIsWrong } from "./policies/check-rules";
import type { ModelGuardArgs, ModelGuardTargets } from "./model-guard-args";
import type { ModelGuardPolicies } from "./policies/model-guard";
import { type ModelGuardRules } from "./policies/rules";
import { ROOM } from "./policies/sizes";

/** What may be an output, and is looked at where it is none. */
const input = (schema: v.GenericSchema<unknown, string>) =>
  v.lazy((given) => (isLater(given) ? v.any() : schema));
const roleNames = v.optional(
  v.array(input(text(/^[\w+=,.@-]{1,64}$/, "be the name of a role, without its path")), "must be a list"),
);

const entries = {
  mode: v.optional(oneOf(["simulate", "attach"])),
  targets: v.optional(
    strictObject({
      root: v.optional(input(text(/^r-[0-9a-z]{4,32}$/, "be the id of a root, r-…"))),
      organizationalUnits: v.optional(
        v.array(
          input(text(/^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, "be the id of an organizational unit, ou-…")),
          "must be a list",
        ),
      ),
      accounts: v.optional(
        v.array(input(text(/^\d{12}$/, "be an account id of 12 digits")), "must be a list"),
      ),
      runtimeRoles: roleNames,
      deployerRoles: roleNames,
      evidenceReaderRoles: roleNames,
    }),
  ),
  agreements: v.optional(
    v.array(
      v.custom<pulumi.Resource>(
        (given) => pulumi.Resource.isInstance(given),
        "must be a resource, such as a ModelAgreement",
      ),
      "must be a list of resources",
    ),
  ),
  comprehendRcp: v.optional(v.boolean("must be true or false")),
  rolesProvider: v.optional(
    v.custom<pulumi.ProviderResource>(
      (given) => pulumi.ProviderResource.isInstance(given) && packageOf(given) === "aws",
      "must be a provider of @pulumi/aws",
    ),
  ),
  tags: v.optional(v.any()),
};

/**
 * The rules among the arguments.
 * @throws GuardInputError with the path of everything that is wrong
 */
export function rulesOf(name: string, args: ModelGuardArgs): ModelGuardRules {
  const { mode, targets, agreements: _, comprehendRcp, rolesProvider, tags: __, ...rules } = args;
  const unknown = [...later(rules, "")];
  const failures = unknown.length > 0 ? unknown : [...whatIsWrong(args, entries)];
  if (failures.length === 0) {
    failures.push(...twice(targets), ...wrongRoles(rules, targets));
    if (mode === "attach") failures.push(...missingTargets(targets, comprehendRcp));
    else if (rolesProvider) failures.push({ path: "rolesProvider", reason: 'is for mode "attach" alone' });
  }
  if (failures.length > 0) throw new GuardInputError(failures, name);
  return rules;
}

/** A change attaches the new control policies beside the old ones, and a target has room for so many. */
const AT_ONCE = Math.floor(ROOM.scp.documents / 2);

/** @throws GuardInputError when a later change could not be attached */
export function requireRoom(name: string, { scp }: ModelGuardPolicies): void {
  if (scp.length <= AT_ONCE) return;
  const reason =
    `takes ${scp.length} service control policies, and a target has room for ${AT_ONCE}: a change attaches the new ones before ` +
    "the old ones are detached. Name providers instead of their models, or one way (via) for all";
  throw new GuardInputError([{ path: "allow", reason }], name);
}

/** The policies are made when the program runs, and how many there are depends on all that is in them. */
function* later(given: unknown, path: string): Generator<CheckFailure> {
  if (isLater(given)) {
    yield {
      path,
      reason:
        "must be known when the program runs, and is an output: write it out (the ARNs of roles may have wildcards)",
    };
  } else if (Array.isArray(given)) {
    for (const [i, one] of given.entries()) yield* later(one, `${path}[${i}]`);
  } else if (typeof given === "object" && given !== null) {
    for (const [key, one] of Object.entries(given)) yield* later(one, path === "" ? key : `${path}.${key}`);
  }
}

/** The SDK keeps it to itself; a provider's type ends with it. */
function packageOf(provider: object): string | undefined {
  return (provider as { readonly __pulumiType?: string }).__pulumiType?.split(":").at(-1);
}

function isLater(given: unknown): boolean {
  return pulumi.Output.isInstance(given) || given instanceof Promise;
}

function* twice(targets: ModelGuardTargets = {}): Generator<CheckFailure> {
  for (const [list, inputs] of Object.entries(targets) as [string, unknown][]) {
    if (!Array.isArray(inputs)) continue;
    for (const [i, one] of inputs.entries())
      if (inputs.indexOf(one) < i) yield { path: `targets.${list}[${i}]`, reason: "is there already" };
  }
}

/** Who deploys has to be exempt, or the guard denies it what it deploys; who calls must not be, or it may subscribe. */
function* wrongRoles(
  { exemptRoles }: ModelGuardRules,
  { deployerRoles = [], runtimeRoles = [] }: ModelGuardTargets = {},
): Generator<CheckFailure> {
  const isExempt = (role: unknown): boolean =>
    exemptRoles.some((arn) => fitsWildcards(String(role), arn.split("/").at(-1)!));
  for (const [i, role] of deployerRoles.entries()) {
    if (isLater(role) || isExempt(role)) continue;
    yield {
      path: `targets.deployerRoles[${i}]`,
      reason: "is not among exemptRoles: the guard would deny it the agreements that it deploys",
    };
  }
  for (const [i, role] of runtimeRoles.entries()) {
    if (isLater(role) || !isExempt(role)) continue;
    yield {
      path: `targets.runtimeRoles[${i}]`,
      reason: "is among exemptRoles: its calls could subscribe to models",
    };
  }
}

function* missingTargets(targets: ModelGuardTargets = {}, comprehendRcp?: boolean): Generator<CheckFailure> {
  if (Object.values(targets).flat().length === 0) {
    yield { path: "targets", reason: 'names nothing to attach to, and mode is "attach"' };
  } else if (comprehendRcp === true && controlTargets(targets).length === 0) {
    yield { path: "comprehendRcp", reason: "needs a root, organizationalUnits or accounts in targets" };
  }
}

/** What control policies are attached to, each with a name that does not change when others come or go. */
export function controlTargets(targets: ModelGuardTargets = {}): (readonly [string, pulumi.Input<string>])[] {
  const { root, organizationalUnits = [], accounts = [] } = targets;
  return [
    ...(root === undefined ? [] : [["root", root] as const]),
    ...named("unit", organizationalUnits),
    ...named("account", accounts),
  ];
}

/** An output has no name yet: there its place in the list is it. */
export function named(
  kind: string,
  inputs: readonly pulumi.Input<string>[] = [],
): (readonly [string, pulumi.Input<string>])[] {
  return inputs.map((given, i) => [typeof given === "string" ? given : `${kind}-${i}`, given] as const);
}
