import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";

import { beforeAll, describe, expect, it } from "@jest/globals";

const REPOSITORY = resolve(__dirname, "../../..");

/** Reads `[file, specifier]` pairs and prints, for each, whether the lint rule lets the file import that. */
const LINT = `
const { ESLint } = require("eslint");
const eslint = new ESLint({
  // Types are not needed for what is imported where, and the files do not exist.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
  ruleFilter: ({ ruleId }) => ruleId.endsWith("no-restricted-imports"),
});
(async () => {
  const answers = [];
  for (const [filePath, specifier] of JSON.parse(process.argv[1])) {
    const [{ messages }] = await eslint.lintText('import "' + specifier + '";', { filePath });
    if (messages.some(({ fatal }) => fatal)) throw new Error(messages[0].message);
    answers.push(messages.length === 0);
  }
  console.log(JSON.stringify(answers));
})();`;

/** Jest cannot load ESLint's configuration, which is an ES module; a process of its own can. */
function mayImport(pairs: readonly (readonly [file: string, specifier: string])[]): boolean[] {
  const script = ["-e", LINT, JSON.stringify(pairs)];
  const { stdout, stderr } = spawnSync(process.execPath, script, { cwd: REPOSITORY, encoding: "utf8" });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout) as boolean[];
}

/** Every folder of the emulator, and every service. */
const ROOMS = [".", "services"]
  .flatMap((above) =>
    readdirSync(resolve(REPOSITORY, "emulator", above), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => (above === "." ? `emulator/${name}` : `emulator/${above}/${name}`)),
  )
  .filter((folder) => !/\/(bin|dist|node_modules|services)$/.test(folder));

const UPWARDS_IN_EMULATOR = [
  ...ROOMS.map((room) => [`${room}/new.ts`, room.includes("services") ? "../../index" : "../index"] as const),
  ["emulator/world/new.ts", "../policies/parse"],
  ["emulator/world/new.ts", "../services/organizations/membership"],
  ["emulator/state/new.ts", "../behaviours/refusals"],
  ["emulator/policies/new.ts", "../operation/operation"],
  ["emulator/policies/new.ts", "../services/iam/roles"],
  ["emulator/behaviours/new.ts", "../operation/operation"],
  ["emulator/validation/new.ts", "../protocols/protocol"],
  ["emulator/protocols/new.ts", "../operation/operation"],
  ["emulator/protocols/new.ts", "../authentication/signature"],
  ["emulator/authentication/new.ts", "../operation/operation"],
  ["emulator/operation/new.ts", "../authorization/allowed"],
  ["emulator/services/organizations/new.ts", "../iam/roles"],
  ["emulator/services/iam/new.ts", "../../authorization/allowed"],
  ["emulator/services/iam/operations/new.ts", "../../kms/keys"],
  ["emulator/authorization/new.ts", "../services/kms/keys"],
  ["emulator/authorization/new.ts", "../services/services"],
  ["emulator/services/ram/new.ts", "../services"],
  ["emulator/services/ram/new.ts", "../../incidents/incidents"],
  ["emulator/services/ram/new.ts", "./operations/get-resource-shares"],
  ["emulator/services/ram/service.ts", "../../server/server"],
  ["emulator/services/ram/operations/new.ts", "../../bedrock/operations/get-custom-model"],
  ["emulator/incidents/new.ts", "../control/routes"],
  ["emulator/catalogue/new.ts", "../world-file/load"],
  ["emulator/control/new.ts", "../server/server"],
  ["emulator/world-file/new.ts", "../server/server"],
] as const;

const DOWNWARDS_IN_EMULATOR = [
  ["emulator/policies/new.ts", "../world/partitions"],
  ["emulator/behaviours/new.ts", "../world/schema"],
  ["emulator/validation/new.ts", "../behaviours/refusals"],
  ["emulator/protocols/new.ts", "../validation/shapes"],
  ["emulator/authentication/new.ts", "../protocols/protocol"],
  ["emulator/operation/new.ts", "../authentication/principals"],
  ["emulator/services/iam/new.ts", "../organizations/membership"],
  ["emulator/authorization/new.ts", "../services/iam/identities"],
  ["emulator/services/kms/new.ts", "../../authorization/allowed"],
  ["emulator/services/ram/new.ts", "../bedrock/custom-models"],
  ["emulator/services/ram/operations/new.ts", "../shares"],
  ["emulator/services/ram/service.ts", "./operations/get-resource-shares"],
  ["emulator/incidents/new.ts", "../services/ram/out-of-band"],
  ["emulator/world-file/new.ts", "../catalogue/assumptions"],
  ["emulator/control/new.ts", "../requests/faults"],
  ["emulator/server/new.ts", "../services/services"],
  ["emulator/index.ts", "./server/server"],
] as const;

const FORBIDDEN = [
  ...UPWARDS_IN_EMULATOR,
  ["engine/new.ts", "pulumi-model-access"],
  ["engine/new.ts", "@aws-sdk/client-bedrock"],
  ["engine/run/new.ts", "../../provider/core/wait"],
  ["engine/run/new.ts", "#emulator/index"],
  ["emulator/new.ts", "../provider/aws/config"],
  ["emulator/new.ts", "@pulumi/pulumi"],
  ["emulator/services/bedrock/new.ts", "pulumi-model-access-engine"],
  ["provider/new.ts", "pulumi-model-access-emulator"],
  ["provider/core/new.ts", "../aws/aws"],
  ["provider/core/new.ts", "@aws-sdk/client-bedrock"],
  ["provider/core/new.ts", "@pulumi/pulumi"],
  ["provider/aws/new.ts", "../services/bedrock/offers"],
  ["provider/aws/new.ts", "@pulumi/pulumi"],
  ["provider/resources/new/lifecycle.ts", "@pulumi/pulumi"],
  ["provider/resources/new/lifecycle.ts", "../../program/resource"],
  ["provider/resources/new/lifecycle.ts", "../../host/verbs"],
  ["provider/resources/new/lifecycle.ts", "../model-agreement/state"],
  ["provider/resources/new/lifecycle.ts", "pulumi-model-access-engine"],
  ["provider/resources/new/class.ts", "@aws-sdk/client-bedrock"],
  ["provider/resources/new/class.ts", "./check"],
  ["provider/program/new.ts", "../host/session"],
  ["provider/functions/new.ts", "./calls/new"],
  ["provider/services/bedrock/new.ts", "../../resources/model-agreement/state"],
  ["provider/core/new.ts", "../services/comprehend/models"],
  ["provider/aws/clients/new.ts", "../../resources/model-agreement/state"],
  ["provider/functions/calls/new.ts", "@pulumi/pulumi"],
  ["provider/services/comprehend/models.ts", "../../program/resource"],
  ["provider/guard/policies/new.ts", "@pulumi/aws"],
  ["provider/guard/policies/new.ts", "@pulumi/pulumi"],
  ["provider/guard/new.ts", "@aws-sdk/client-organizations"],
  ["examples/new/index.ts", "#provider/index"],
  ["examples/new/index.ts", "../../provider"],
  ["examples/new/index.ts", "pulumi-model-access-emulator"],
] as const;

const ALLOWED = [
  ...DOWNWARDS_IN_EMULATOR,
  ["engine/new.ts", "@pulumi/pulumi/automation"],
  ["engine/run/new.ts", "../host/client"],
  ["provider/resources/new/class.ts", "../../program/resource"],
  ["provider/resources/new/lifecycle.ts", "../../aws/aws"],
  ["provider/resources/new/lifecycle.ts", "../../core/wait"],
  ["provider/host/dynamic/new.ts", "@pulumi/pulumi"],
  ["provider/guard/new.ts", "@pulumi/aws"],
  ["examples/new/index.ts", "pulumi-model-access"],
  ["tests/new.test.ts", "#engine/index"],
] as const;

describe("the direction of imports", () => {
  let answers: boolean[];
  beforeAll(() => {
    answers = mayImport([...FORBIDDEN, ...ALLOWED]);
  });

  it.each(FORBIDDEN.map((pair, i) => [...pair, i] as const))("keeps %s from %s", (_file, _specifier, i) => {
    expect(answers[i]).toBe(false);
  });

  it.each(ALLOWED.map((pair, i) => [...pair, i] as const))("lets %s have %s", (_file, _specifier, i) => {
    expect(answers[FORBIDDEN.length + i]).toBe(true);
  });
});
