import { describe, expect, it } from "@jest/globals";

import { decide, type Layers } from "#emulator/policies/layers";
import { parsePolicy } from "#emulator/policies/parse";
import { MANAGEMENT, requestOf, type Who } from "./calls";
import { GUARDS, ROWS } from "./rows";

const parsed = (document: object) => parsePolicy(JSON.stringify(document), { principal: false });
const FULL = parsed({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
/** Whoever asks is allowed everything by his own policies; the guard lies on the organization's root. */
const layersOf = (scp: readonly object[], { arn }: Who): Layers => ({
  identity: [FULL],
  serviceControl: [[FULL, ...scp.map(parsed)], [FULL], [FULL]],
  isManagement: arn.includes(MANAGEMENT),
});

describe("the guard", () => {
  it.each(ROWS)("$name", ({ guard, who, authorizations, passes }) => {
    const { scp, explain } = GUARDS[guard];
    const layers = layersOf(scp, who);
    const decisions = authorizations.map((one) => decide(requestOf(who, one), layers));
    expect(decisions.every(({ isAllowed }) => isAllowed)).toBe(passes);
    for (const { why } of decisions)
      expect([undefined, "with an explicit deny in a service control policy"]).toContain(why);
    // What the provider explains is what the evaluator decides; it does not know which account manages the organization.
    if (layers.isManagement) return;
    for (const [i, { action, resource, context }] of authorizations.entries()) {
      const keys = { ...(context as object), "aws:PrincipalArn": who.principalArn };
      expect(explain(who.arn, action, resource, keys).isDenied).toBe(!decisions[i]!.isAllowed);
    }
  });

  it("is held against at least 150 rows, each with a name of its own", () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(150);
    expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
  });
});
