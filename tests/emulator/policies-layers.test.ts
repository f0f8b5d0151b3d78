import { describe, expect, it } from "@jest/globals";

import { decide, type Layers } from "#emulator/policies/layers";
import { parsePolicy, PolicyError } from "#emulator/policies/parse";

const OWN = "444455556666";
const OTHER = "111122223333";
const ROLE = `arn:aws:iam::${OWN}:role/app`;
const SESSION = `arn:aws:sts::${OWN}:assumed-role/app/run`;
const USER = `arn:aws:iam::${OWN}:user/bob`;
const SERVICE_LINKED = `arn:aws:sts::${OWN}:assumed-role/AWSServiceRoleForConfig/run`;

const attached = (Effect: string, Action = "*") =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect, Action, Resource: "*" }] }), {
    principal: false,
  });
const of = (AWS: string, Effect = "Allow") =>
  parsePolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect, Principal: { AWS }, Action: "*", Resource: "*" }],
    }),
  );
const ALL = attached("Allow");
const OTHERS = attached("Allow", "s3:*");
const NO = attached("Deny", "kms:Decrypt");

const decided = (layers: Partial<Layers>, arn = SESSION) =>
  decide(
    {
      principal: { account: OWN, arn },
      action: "kms:Decrypt",
      resource: `arn:aws:kms:us-east-1:${OWN}:key/1`,
    },
    { identity: [ALL], ...layers },
  );
const denial = (layer: string) =>
  `with an explicit deny in ${layer.startsWith("identity") ? "an" : "a"} ${layer}`;
const lack = (layer: string) => `because no ${layer} allows the kms:Decrypt action`;

describe("layers of policies", () => {
  it.each<[name: string, layers: Partial<Layers>, why: string | undefined, arn?: string]>([
    ["an identity that is allowed it", {}, undefined],
    ["an identity without policies", { identity: [] }, lack("identity-based policy")],
    ["one of two policies that allows it", { identity: [OTHERS, ALL] }, undefined],
    ["one of two policies that denies it", { identity: [ALL, NO] }, denial("identity-based policy")],
    ["a control policy at every level", { serviceControl: [[ALL], [ALL], [ALL]] }, undefined],
    ["a level that lacks it", { serviceControl: [[ALL], [OTHERS], [ALL]] }, lack("service control policy")],
    ["a level without any policy", { serviceControl: [[ALL], []] }, lack("service control policy")],
    ["a denial at the root", { serviceControl: [[ALL, NO], [ALL]] }, denial("service control policy")],
    ["a denial over the management account", { serviceControl: [[NO]], isManagement: true }, undefined],
    ["a denial over a service-linked role", { serviceControl: [[NO]] }, undefined, SERVICE_LINKED],
    [
      "a resource control policy's denial",
      { resourceControl: [of("*", "Deny")] },
      denial("resource control policy"),
    ],
    [
      "that denial over a service-linked role",
      { resourceControl: [of("*", "Deny")] },
      undefined,
      SERVICE_LINKED,
    ],
    [
      "a boundary that denies, over a service-linked role",
      { boundary: NO },
      denial("permissions boundary"),
      SERVICE_LINKED,
    ],
    ["a boundary that lacks it", { boundary: OTHERS }, lack("permissions boundary")],
    ["a session that lacks it", { session: OTHERS }, lack("session policy")],
    ["a session that denies it", { session: NO }, denial("session policy")],
    ["the resource's policy instead of the identity's", { identity: [], resource: of(ROLE) }, undefined],
    ["the resource's policy that names everybody", { identity: [], resource: of("*") }, undefined],
    [
      "the resource's policy that names the account alone",
      { identity: [], resource: of(OWN) },
      lack("identity-based policy"),
    ],
    ["that account's own policies with it", { resource: of(OWN), resourceMustAllow: true }, undefined],
    [
      "a resource that has to allow it, and does not",
      { resource: of(USER), resourceMustAllow: true },
      lack("resource-based policy"),
    ],
    [
      "a resource that has to allow it, without any policy",
      { resourceMustAllow: true },
      lack("resource-based policy"),
    ],
    [
      "the resource's policy, and a boundary that lacks it",
      { identity: [], resource: of(ROLE), boundary: OTHERS },
      lack("permissions boundary"),
    ],
    [
      "the resource's policy that names the session itself",
      { identity: [], resource: of(SESSION), boundary: OTHERS, session: OTHERS },
      undefined,
    ],
    [
      "the resource's policy that names the user himself",
      { identity: [], resource: of(USER), boundary: OTHERS },
      undefined,
      USER,
    ],
    ["the resource's policy that denies", { resource: of("*", "Deny") }, denial("resource-based policy")],
    ["another account's resource without a policy", { owner: OTHER }, lack("resource-based policy")],
    ["another account's resource whose policy allows it", { owner: OTHER, resource: of(ROLE) }, undefined],
    [
      "another account's resource alone",
      { owner: OTHER, resource: of(ROLE), identity: [] },
      lack("identity-based policy"),
    ],
    [
      "control policies never allow by themselves",
      { serviceControl: [[ALL]], identity: [] },
      lack("identity-based policy"),
    ],
  ])("%s", (_name, layers, why, ...[arn]) => {
    expect(decided(layers, arn)).toEqual(why === undefined ? { isAllowed: true } : { isAllowed: false, why });
  });

  it("a policy that is attached to somebody cannot name a principal", () => {
    const text = JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
    });
    expect(() => parsePolicy(text, { principal: false })).toThrow(PolicyError);
    expect(() => parsePolicy(text, { principal: false })).toThrow("Statement[0] names a principal");
  });
});
