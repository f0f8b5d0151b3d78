import { policyProblem } from "../policies/parse";
import type { World } from "./schema";

/** Every policy of a world that is none, by its path. */
export function badPolicies({ keys, comprehendModels, accounts, organization }: World): string[] {
  const bad = (document: object | undefined, path: string, wanted?: { principal: boolean }): string[] => {
    const why = document && policyProblem(document, wanted);
    return why === undefined ? [] : [`${path}: ${why}`];
  };
  const attached = { principal: false };
  const things: Record<string, Record<string, { readonly policy?: object | undefined }>> = {
    keys,
    comprehendModels,
  };
  return [
    ...Object.entries(things).flatMap(([section, ofSection]) =>
      Object.entries(ofSection).flatMap(([arn, { policy }]) => bad(policy, `${section}.${arn}.policy`)),
    ),
    ...identitiesOf(accounts).flatMap(([path, { policies = [], permissionsBoundary }]) => [
      ...policies.flatMap((policy, i) => bad(policy, `${path}.policies.${i}`, attached)),
      ...bad(permissionsBoundary, `${path}.permissionsBoundary`, attached),
    ]),
    ...Object.entries(organization?.policies ?? {}).flatMap(([id, { type, document }]) =>
      bad(document, `organization.policies.${id}.document`, {
        principal: type === "RESOURCE_CONTROL_POLICY",
      }),
    ),
  ];
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
