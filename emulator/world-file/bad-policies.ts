import type { Policy } from "../policies/document";
import { parseIdentityPolicy, parsePolicy, policyProblem } from "../policies/parse";
import type { World } from "../world/schema";

/** Every policy of a world that is none, by its path. */
export function badPolicies(world: World): string[] {
  const things: Record<string, Record<string, { readonly policy?: object | undefined }>> = {
    keys: world.keys,
    comprehendModels: world.comprehendModels,
  };
  return [
    ...Object.entries(things).flatMap(([section, ofSection]) =>
      Object.entries(ofSection).flatMap(([arn, { policy }]) => bad(policy, `${section}.${arn}.policy`)),
    ),
    ...identitiesOf(world.accounts).flatMap(([path, { policies = [], permissionsBoundary }]) => [
      ...policies.flatMap((policy, i) => bad(policy, `${path}.policies.${i}`, parseIdentityPolicy)),
      ...bad(permissionsBoundary, `${path}.permissionsBoundary`, parseIdentityPolicy),
    ]),
  ];
}

function bad(
  document: object | undefined,
  path: string,
  parse: (text: string) => Policy = parsePolicy,
): string[] {
  const why = document && policyProblem(document, parse);
  return why === undefined ? [] : [`${path}: ${why}`];
}

/** Every role and user, by its path in the world. */
function identitiesOf(accounts: World["accounts"]) {
  return Object.entries(accounts).flatMap(([id, { roles, users }]) => [
    ...Object.entries(roles).map(([name, role]) => [`accounts.${id}.roles.${name}`, role] as const),
    ...Object.entries(users).map(([name, user]) => [`accounts.${id}.users.${name}`, user] as const),
  ]);
}

/** Every access key that a second user has. */
export function keysTwice({ accounts }: World): string[] {
  const seen = new Set<string>();
  return Object.entries(accounts).flatMap(([id, { users }]) =>
    Object.entries(users)
      .filter(([, { accessKeyId }]) => seen.size === seen.add(accessKeyId).size)
      .map(([name]) => `accounts.${id}.users.${name}.accessKeyId: it is another user's already`),
  );
}
