import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { beforeAll, beforeEach, describe, expect, it } from "@jest/globals";

import { GuardInputError, ModelGuard, modelGuard, type ModelGuardArgs } from "#provider/guard/index";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly provider: string;
}
const registered: Registered[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ type, name, inputs, provider = "" }) => {
      registered.push({ type, name, inputs: inputs as Record<string, unknown>, provider });
      return { id: `${name}-id`, state: { ...(inputs as object), arn: `${name}-arn` } };
    },
  });
});
beforeEach(() => {
  registered.length = 0;
});

const RULES = {
  allow: [{ modelId: "cohere.command-r-v1:0" }],
  exemptRoles: ["arn:aws:iam::*:role/deploy/model-deployer"],
};
const UNIT = "ou-exam-workload";
const settled = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((done) => void output.apply((value) => done(value)));
/** What a guard has registered, by name. */
async function made(args: Partial<ModelGuardArgs>, name = "g"): Promise<Map<string, Registered>> {
  const guard = new ModelGuard(name, { ...RULES, ...args });
  await settled(pulumi.all([guard.policyIds, guard.policyArns]));
  // Attachments have no outputs that anybody waits for.
  await new Promise((done) => setTimeout(done, 50));
  return new Map(registered.filter(({ type }) => type.startsWith("aws:")).map((one) => [one.name, one]));
}

describe("a ModelGuard that is simulated", () => {
  it("makes nothing, and tells the documents that modelGuard makes", async () => {
    expect([...(await made({ targets: { organizationalUnits: [UNIT] } }, "simulated")).keys()]).toEqual([]);
    const guard = new ModelGuard("s", RULES);
    const policies = modelGuard(RULES);
    const texts = (documents: readonly object[]): string[] =>
      documents.map((document) => JSON.stringify(document));
    expect(await settled(guard.scp)).toEqual(texts(policies.scp));
    expect(await settled(guard.runtime)).toEqual(texts(policies.runtime));
    expect([
      await settled(guard.deployer),
      await settled(guard.evidenceReader),
      await settled(guard.comprehend),
    ]).toEqual(texts([policies.deployer, policies.evidenceReader, policies.comprehendRcp]));
    expect(await settled(guard.sizes)).toEqual(policies.sizes);
    expect([await settled(guard.policyIds), await settled(guard.policyArns)]).toEqual([[], {}]);
  });

  it("tells what it would do with each model that it names and with one that it does not", async () => {
    const guard = new ModelGuard("t", {
      ...RULES,
      allow: [...RULES.allow, { provider: "anthropic", via: "profile" }],
      deny: [{ modelId: "anthropic.claude-3-haiku-20240307-v1:0" }],
      regions: ["eu-central-1"],
      productIds: ["prod-tukx4z3hrewle"],
      bearerTokens: "deny",
    });
    const simulation = await settled(guard.simulation);
    const told = Object.fromEntries(
      simulation.map(({ principal, call, isDenied, sids }) => [
        `${principal}: ${call}`,
        isDenied ? sids.join(" ") : "goes through",
      ]),
    );
    expect(told).toMatchObject({
      "anybody else: InvokeModel of cohere.command-r-v1:0, direct, in eu-central-1": "goes through",
      "anybody else: InvokeModel of cohere.command-r-v1:0, profile, in eu-central-1": "goes through",
      "anybody else: InvokeModel of anthropic.any-model-v1:0, direct, in eu-central-1": "DenyDirectCalls",
      "anybody else: InvokeModel of anthropic.any-model-v1:0, profile, in eu-central-1": "goes through",
      "anybody else: InvokeModel of anthropic.claude-3-haiku-20240307-v1:0, profile, in eu-central-1":
        "DenyListedModels",
      "anybody else: InvokeModel of unnamed.model-v1:0, direct, in eu-central-1":
        "DenyUnlistedModels DenyDirectCalls",
      "anybody else: CallWithBearerToken, in eu-central-1": "DenyBearerTokens",
      "anybody else: Subscribe to prod-tukx4z3hrewle": "goes through",
      "anybody else: Subscribe to prod-unnamedproduct": "DenyUnlistedProducts",
      "anybody else: CreateFoundationModelAgreement": "DenyAgreementWrites",
      "exempt: CreateFoundationModelAgreement": "goes through",
      "exempt: Subscribe to prod-unnamedproduct": "goes through",
    });
    const elsewhere = Object.entries(told).filter(([call]) => /direct, in (?!eu-central-1)/.test(call));
    expect(elsewhere).toHaveLength(4);
    for (const [, sids] of elsewhere) expect(sids).toContain("DenyOtherRegions");
    expect(
      Object.entries(told)
        .filter(([call]) => call.includes(", global,"))
        .map(([, sids]) => sids),
    ).toEqual(Array(4).fill(expect.stringContaining("DenyGlobal")));
  });

  it("loads neither @pulumi/aws nor the AWS SDK", () => {
    const script = `const { ModelGuard } = require("pulumi-model-access/guard");
      const pulumi = require("@pulumi/pulumi");
      void pulumi.runtime.setMocks({ call: () => ({}), newResource: () => ({ id: "", state: {} }) }).then(() => {
        new ModelGuard("g", { allow: [], exemptRoles: ["arn:aws:iam::*:role/d"] });
        console.log(Object.keys(require.cache).filter((file) => /@aws-sdk|@smithy|@pulumi.aws/.test(file)).length);
      });`;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
      cwd: resolve(__dirname, "../../../.."),
      encoding: "utf8",
    });
    expect([stdout, stderr]).toEqual(["0\n", ""]);
  });
});

describe("a ModelGuard that is attached", () => {
  it("makes @pulumi/aws's policies, and attaches each to each target", async () => {
    const aws = new (class extends pulumi.ProviderResource {})("aws", "member");
    const all = await made({
      mode: "attach",
      targets: {
        root: "r-exam",
        organizationalUnits: [UNIT, pulumi.output("ou-exam-untold12")],
        accounts: ["444455556666"],
        runtimeRoles: ["chat"],
        deployerRoles: ["model-deployer"],
        evidenceReaderRoles: ["auditor"],
      },
      comprehendRcp: true,
      rolesProvider: aws,
      tags: { team: "platform" },
    });
    const { scp, runtime, deployer, evidenceReader, comprehendRcp } = modelGuard(RULES);
    const organization = (name: string) => all.get(name)!.inputs;
    const common = { description: "Made by the ModelGuard g", tags: { team: "platform" } };
    expect(organization("g-scp-0")).toEqual({
      ...common,
      type: "SERVICE_CONTROL_POLICY",
      content: JSON.stringify(scp[0]),
    });
    expect(organization("g-comprehend")).toEqual({
      ...common,
      type: "RESOURCE_CONTROL_POLICY",
      content: JSON.stringify(comprehendRcp),
    });
    const targets = {
      root: "r-exam",
      [UNIT]: UNIT,
      "unit-1": "ou-exam-untold12",
      "444455556666": "444455556666",
    };
    for (const policy of ["g-scp-0", "g-comprehend"])
      for (const [name, targetId] of Object.entries(targets))
        expect(organization(`${policy}-${name}`)).toEqual({ policyId: `${policy}-id`, targetId });
    const roles = { "g-runtime-0": "chat", "g-deployer": "model-deployer", "g-evidence-reader": "auditor" };
    const documents = [runtime[0], deployer, evidenceReader];
    for (const [i, [policy, role]] of Object.entries(roles).entries()) {
      expect(all.get(policy)).toMatchObject({
        type: "aws:iam/policy:Policy",
        inputs: { policy: JSON.stringify(documents[i]), tags: { team: "platform" } },
        provider: expect.stringContaining("pulumi:providers:aws::member"),
      });
      expect(all.get(`${policy}-${role}`)).toMatchObject({
        inputs: { role, policyArn: `${policy}-arn` },
        provider: expect.stringContaining("pulumi:providers:aws::member"),
      });
    }
    expect(all.size).toBe(2 + 8 + 6);
  });

  it("makes no policy of a kind that has no target", async () => {
    expect([...(await made({ mode: "attach", targets: { runtimeRoles: ["chat"] } })).keys()]).toEqual([
      "g-runtime-0",
      "g-runtime-0-chat",
    ]);
    registered.length = 0;
    expect([...(await made({ mode: "attach", targets: { accounts: ["444455556666"] } })).keys()]).toEqual([
      "g-scp-0",
      "g-scp-0-444455556666",
    ]);
  });
});

describe("a ModelGuard refuses, before anything is registered,", () => {
  const provider = (): pulumi.ProviderResource =>
    new (class extends pulumi.ProviderResource {})("gcp", "other");
  const many = (count: number, what: (i: number) => string): string[] =>
    Array.from({ length: count }, (_, i) => what(i));
  it.each<[what: string, args: () => object, failures: readonly string[]]>([
    [
      "a member nobody knows",
      () => ({ target: {} }),
      ["target: is not a property here; did you mean targets?"],
    ],
    ["a mode that is none", () => ({ mode: "dry" }), ['mode: must be one of "simulate", "attach"']],
    [
      "rules that are not known yet",
      () => ({ exemptRoles: [pulumi.output("arn")], allow: [{ modelId: Promise.resolve("a.b") }] }),
      ["allow[0].modelId", "exemptRoles[0]"].map(
        (path) =>
          `${path}: must be known when the program runs, and is an output: write it out (the ARNs of roles may have wildcards)`,
      ),
    ],
    [
      "targets that are none",
      () => ({
        targets: { root: "root", organizationalUnits: ["ou"], accounts: ["1"], runtimeRoles: ["a/b"] },
      }),
      [
        "targets.root: must be the id of a root, r-…",
        "targets.organizationalUnits[0]: must be the id of an organizational unit, ou-…",
        "targets.accounts[0]: must be an account id of 12 digits",
        "targets.runtimeRoles[0]: must be the name of a role, without its path",
      ],
    ],
    [
      "to attach to nothing",
      () => ({ mode: "attach" }),
      ['targets: names nothing to attach to, and mode is "attach"'],
    ],
    [
      "a target twice",
      () => ({ targets: { accounts: ["444455556666", "444455556666"] } }),
      ["targets.accounts[1]: is there already"],
    ],
    [
      "a resource control policy with no place",
      () => ({ mode: "attach", comprehendRcp: true, targets: { runtimeRoles: ["chat"] } }),
      ["comprehendRcp: needs a root, organizationalUnits or accounts in targets"],
    ],
    [
      "a deployer that is not exempt: it would deny itself",
      () => ({ targets: { deployerRoles: ["somebody"] } }),
      [
        "targets.deployerRoles[0]: is not among exemptRoles: the guard would deny it the agreements that it deploys",
      ],
    ],
    [
      "a caller that is exempt",
      () => ({ targets: { runtimeRoles: ["model-deployer"] } }),
      ["targets.runtimeRoles[0]: is among exemptRoles: its calls could subscribe to models"],
    ],
    [
      "what is no agreement",
      () => ({ agreements: ["cohere.command-r-v1:0"] }),
      ["agreements[0]: must be a resource, such as a ModelAgreement"],
    ],
    [
      "another package's provider",
      () => ({ mode: "attach", targets: { runtimeRoles: ["chat"] }, rolesProvider: provider() }),
      ["rolesProvider: must be a provider of @pulumi/aws"],
    ],
    [
      "a contradiction",
      () => ({ deny: RULES.allow }),
      ["deny[0]: denies all that allow[0] allows (cohere.command-r-v1:0): leave one of them out"],
    ],
    [
      "a Region that does not exist",
      () => ({ regions: ["us-eats-1"] }),
      ["regions[0]: is no Region of AWS; did you mean us-east-1?"],
    ],
    [
      "more documents than can be replaced at once",
      () => ({
        mode: "attach",
        targets: { root: "r-exam" },
        allow: many(180, (i) => `a.b${i}`).map((modelId, i) => ({
          modelId,
          via: i % 2 ? "direct" : "profile",
        })),
        exemptRoles: many(150, (i) => `arn:aws:iam::*:role/deployer-${i}`),
      }),
      [
        "allow: takes 6 service control policies, and a target has room for 4: a change attaches the new ones before the old " +
          "ones are detached. Name providers instead of their models, or one way (via) for all",
      ],
    ],
  ])("%s", (_what, args, failures) => {
    try {
      new ModelGuard("g", { ...RULES, ...args() });
    } catch (error) {
      const said =
        error instanceof GuardInputError
          ? error.failures.map(({ path, reason }) => `${path}: ${reason}`)
          : [(error as Error).message];
      expect(said).toEqual(failures);
      expect(registered.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
      return;
    }
    throw new Error("it was not refused");
  });
});
