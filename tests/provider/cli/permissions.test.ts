import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import type { ProgramPermissions } from "#provider/guard/policies/index";
import { ACCOUNT, MEMBER, REGION, THIRD_PARTY } from "../../support/emulator/emulated";
import { PRODUCT } from "../../support/aws/grants";
import { roleIn } from "../../support/emulator/permitted";

const COMMAND = resolve(__dirname, "../../../../provider/bin/pulumi-model-access.cjs");
const DYNAMIC = "pulumi-nodejs:dynamic/model-access:";
const PROVIDER = "urn:pulumi:prod::test::pulumi:providers:pulumi-nodejs::member";

/** A state with an agreement of the stack's own credentials, and one of a role's; a secret is in it as Pulumi keeps it. */
const state = {
  version: 3,
  deployment: {
    resources: [
      { urn: "urn:pulumi:prod::test::pulumi:pulumi:Stack::test-prod", type: "pulumi:pulumi:Stack" },
      {
        ...{ urn: PROVIDER, id: "p1", type: "pulumi:providers:pulumi-nodejs" },
        inputs: { "aws:region": REGION, "aws:assumeRole": JSON.stringify({ roleArn: roleIn(MEMBER) }) },
      },
      {
        ...{ urn: "urn:pulumi:prod::test::x::own", id: "a1", type: `${DYNAMIC}UseCaseSubmission` },
        provider: "urn:pulumi:prod::test::pulumi:providers:pulumi-nodejs::default::d1",
        inputs: {
          useCases: {
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            ciphertext: "v1:x",
          },
        },
        outputs: { accountId: ACCOUNT },
      },
      {
        ...{ urn: "urn:pulumi:prod::test::x::theirs", id: "a2", type: `${DYNAMIC}ModelAgreement` },
        provider: `${PROVIDER}::p1`,
        inputs: { modelId: THIRD_PARTY },
        outputs: { accountId: MEMBER },
      },
    ],
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "permissions-"));
  writeFileSync(join(folder, "state.json"), JSON.stringify(state));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.prod.yaml"), `config:\n  aws:region: ${REGION}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function permissions(...args: string[]) {
  const PATH = [folder, process.env["PATH"]].join(delimiter);
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, "permissions", ...args], {
    ...{ cwd: folder, encoding: "utf8", env: { PATH, HOME: folder } },
  });
  return { status, stdout, stderr };
}

it("permissions prints the policies of a state: of who runs the program, and of each role it assumes", () => {
  const { status, stdout, stderr } = permissions(
    "--state",
    "state.json",
    "--product",
    `${THIRD_PARTY}=${PRODUCT}`,
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { deployer, roles } = JSON.parse(stdout) as ProgramPermissions;
  expect(deployer.Statement.map(({ Sid }) => Sid)).toEqual(["AssumeRole", "Forms", "OptionalOrganization"]);
  expect(roles.map(({ roleArn }) => roleArn)).toEqual([roleIn(MEMBER)]);
  expect(JSON.stringify(roles[0]!.deployer)).toContain(PRODUCT);
});

it("permissions prints the same for a state of the plugin, whose components it passes over", () => {
  const moved = JSON.stringify(state)
    .replaceAll(DYNAMIC, "model-access:index:")
    .replaceAll("providers:pulumi-nodejs::default", "providers:model-access::default_aws")
    .replaceAll("pulumi-nodejs", "model-access");
  const component = { urn: "urn:pulumi:prod::test::x::all", type: "model-access:index:SharedCustomModel" };
  const { deployment } = JSON.parse(moved) as typeof state;
  deployment.resources.push(component);
  writeFileSync(join(folder, "moved.json"), JSON.stringify({ version: 3, deployment }));
  expect(permissions("--state", "moved.json")).toEqual(permissions("--state", "state.json"));
});

it("permissions asks Pulumi for a stack, and says what to do where it cannot", () => {
  const without = permissions("--stack", "prod", "--config", "aws:region=us-east-1");
  expect([without.status, without.stderr]).toEqual([
    1,
    expect.stringContaining("pulumi stack export > state.json"),
  ]);
  // What the CLI would answer: none is installed here.
  writeFileSync(
    join(folder, "pulumi"),
    `#!/bin/sh\n[ "$*" = "stack export --stack prod" ] && cat ${join(folder, "state.json")}\n`,
  );
  chmodSync(join(folder, "pulumi"), 0o755);
  const { status, stdout, stderr } = permissions(
    ...["--stack", "prod", "getModelOffers", "--for", "preview", "--role-arn", roleIn(MEMBER)],
  );
  expect([status, stderr]).toEqual([0, expect.stringContaining(`${THIRD_PARTY}: no --product is given`)]);
  expect((JSON.parse(stdout) as { Statement: object[] }).Statement).toHaveLength(3);
});

it("permissions --check ends with 7 when the program needs another policy by now", () => {
  const printed = permissions("--state", "state.json", "--for", "deployer");
  writeFileSync(join(folder, "deployer.json"), printed.stdout);
  const args = ["--state", "state.json", "--for", "deployer", "--check", "deployer.json"];
  expect(permissions(...args)).toMatchObject({ status: 0, stdout: "" });
  expect(permissions(...args, "listSharedModels")).toMatchObject({ status: 7 });
});

it("permissions without a stack tells of kinds, of all where none is named; what makes no sense is wrong usage", () => {
  const all = JSON.parse(permissions("--for", "deployer").stdout) as { Statement: object[] };
  const one = JSON.parse(permissions("ModelLicenseGrant", "--for", "deployer").stdout) as {
    Statement: object[];
  };
  expect([all.Statement.length > 30, one.Statement.length]).toEqual([true, 3]);
  const { status, stderr } = permissions("ModelAgreement", "--product", `${THIRD_PARTY}=${PRODUCT}`);
  expect([status, stderr]).toEqual([0, expect.stringContaining("none of the resources names this model")]);
  expect(permissions("--state", "nowhere.json")).toMatchObject({ status: 2 });
  expect(permissions("--state", "Pulumi.yaml")).toMatchObject({ status: 2 });
  expect(permissions("--for", "everybody")).toMatchObject({ status: 2 });
  expect(permissions("--role-arn", roleIn(MEMBER))).toMatchObject({ status: 2 });
  expect(permissions("--product", "prod-x")).toMatchObject({ status: 2 });
});
