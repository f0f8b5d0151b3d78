import {
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetUseCaseForModelAccessCommand,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
  PutUseCaseForModelAccessCommand,
} from "@aws-sdk/client-bedrock";
import { ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, expect, it } from "@jest/globals";

import type { WorldFile } from "#emulator/index";
import type { Context } from "#emulator/policies/context-keys";
import { bedrock, iam, runtime, sessionOf } from "../../support/aws/clients";
import { type Emulator, FORM, startStill } from "../../support/emulator/emulated";
import {
  ACCOUNT,
  APP,
  type Authorization,
  DEPLOYER,
  INVOKE,
  MANAGEMENT,
  MANAGER,
  NAMESAKE,
  ROOT,
  STREAM,
  USER,
  type Who,
} from "./calls";
import { COMMAND, DEEPSEEK, EMBED, GUARDS, HAIKU, NOVA, type Row, ROWS, SONNET } from "./rows";

/** An account in which the name of the deployer's role is free. */
const OTHER = "555566667777";
const BOB = "AKIABOBEXAMPLEEXAMPL";
const REGIONS = ["us-east-1", "us-west-2", "eu-central-1", "eu-west-1", "eu-north-1", "ap-southeast-2"];

let emulator: Emulator;
afterEach(() => emulator.close());

const partOf = (arn: string, kind: string): string | undefined => arn.split(`:${kind}/`)[1];
const regionOf = ({ resource }: Authorization): string => resource.split(":")[3]!;

/** The organization under a guard, with models that need no agreement, and the profile that a row calls. */
function worldOf({ guard, authorizations }: Row): WorldFile {
  const [first, ...others] = authorizations;
  const profile = partOf(first!.resource, "inference-profile");
  const destinations = [...new Set([first!, ...others].map(regionOf))].filter((region) => region !== "");
  const attached = GUARDS[guard].scp.map((document, i) => [
    `p-0000000${i}`,
    { document: { ...document }, targets: ["r-exam"] },
  ]);
  const isGlobal = profile?.startsWith("global.");
  return {
    accounts: {
      [MANAGEMENT]: { roles: { app: {} } },
      [ACCOUNT]: {
        rootKey: true,
        roles: { app: {}, "model-deployer": { path: "/deploy/" } },
        users: { bob: { accessKeyId: BOB } },
      },
      [OTHER]: { roles: { "model-deployer": {} } },
    },
    organization: {
      id: "o-exampleorgid",
      managementAccountId: MANAGEMENT,
      organizationalUnits: [{ id: "ou-exam-workload", name: "Workloads", accounts: [ACCOUNT, OTHER] }],
      policies: Object.fromEntries(attached) as never,
    },
    regions: Object.fromEntries(REGIONS.map((name) => [name, {}])),
    models: Object.fromEntries(
      [SONNET, HAIKU, COMMAND, EMBED, NOVA, DEEPSEEK].map((id) => [
        id,
        { modelName: "m", providerName: "p" },
      ]),
    ),
    ...(profile !== undefined && {
      inferenceProfiles: {
        [profile]: isGlobal ? {} : { destinations },
      },
    }),
  };
}

/** How somebody signs. Sessions of a member's roles are had from the managing account. */
const SIGNERS = new Map<Who, () => Promise<object> | object>([
  [APP, () => member("app")],
  [DEPLOYER, () => member("deploy/model-deployer")],
  [NAMESAKE, () => member("model-deployer", OTHER)],
  [USER, () => ({ account: BOB })],
  [ROOT, () => ({ account: ACCOUNT })],
  [MANAGER, () => ({ account: MANAGEMENT })],
]);
async function member(role: string, account = ACCOUNT): Promise<object> {
  return sessionOf(role, emulator, account, MANAGEMENT);
}

const modelId = COMMAND;
const form = { formData: Buffer.from(JSON.stringify(FORM)) };
const CONTROL: Readonly<Record<string, object>> = {
  "bedrock:CreateFoundationModelAgreement": new CreateFoundationModelAgreementCommand({
    modelId,
    offerToken: "t",
  }),
  "bedrock:DeleteFoundationModelAgreement": new DeleteFoundationModelAgreementCommand({ modelId }),
  "bedrock:PutUseCaseForModelAccess": new PutUseCaseForModelAccessCommand(form),
  "bedrock:GetUseCaseForModelAccess": new GetUseCaseForModelAccessCommand({}),
  "bedrock:ListFoundationModels": new ListFoundationModelsCommand({}),
  "bedrock:GetFoundationModel": new GetFoundationModelCommand({ modelIdentifier: DEEPSEEK }),
  "bedrock:GetFoundationModelAvailability": new GetFoundationModelAvailabilityCommand({ modelId }),
  "bedrock:ListFoundationModelAgreementOffers": new ListFoundationModelAgreementOffersCommand({ modelId }),
  "bedrock:ListInferenceProfiles": new ListInferenceProfilesCommand({}),
};

/** The call of the SDK that needs exactly a row's authorisations, where the emulator has such an operation. */
function callOf({ authorizations }: Row): ((as: object) => Promise<unknown>) | undefined {
  const [first] = authorizations;
  const { action, resource, context } = first!;
  const region = String(context?.["aws:RequestedRegion"]);
  const command = CONTROL[action];
  if (command) return (as) => bedrock(emulator, { ...as, region }).send(command as never);
  if (action !== INVOKE && action !== STREAM) return undefined;
  const id =
    partOf(resource, "inference-profile") ??
    (authorizations.length === 1 ? partOf(resource, "foundation-model") : undefined);
  if (id === undefined || regionOf(first!) !== region) return undefined;
  const said = { modelId: id, messages: [{ role: "user" as const, content: [{ text: "Hello" }] }] };
  const call = action === INVOKE ? new ConverseCommand(said) : new ConverseStreamCommand(said);
  return (as) => runtime(emulator, { ...as, region }).send(call as never);
}

/** Whether policies let it through: whatever else is wrong with it comes after them. */
async function passes(calling: Promise<unknown>): Promise<boolean> {
  try {
    await calling;
    return true;
  } catch (thrown) {
    const { name, message } = thrown as Error;
    if (name !== "AccessDeniedException") return true;
    expect(message).toMatch(/with an explicit deny in a service control policy$/);
    return false;
  }
}

/** What IAM says of a role, asked by somebody of its account. */
async function isSimulated({ who, authorizations }: Row): Promise<boolean> {
  const client = iam(emulator, { account: BOB });
  const decisions = authorizations.map(async ({ action, resource, context: told }) => {
    // A simulation knows no more than it is told.
    const context: Context = { "aws:PrincipalArn": who.principalArn, ...told };
    const { EvaluationResults } = await client.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: who.principalArn,
        ActionNames: [action],
        ResourceArns: [resource],
        ContextEntries: Object.entries(context).flatMap(([ContextKeyName, value]) =>
          value === undefined
            ? []
            : {
                ContextKeyName,
                ContextKeyValues: [value].flat().map(String),
                ContextKeyType: Array.isArray(value) ? "stringList" : "string",
              },
        ),
      }),
    );
    return EvaluationResults![0]!.EvalDecision === "allowed";
  });
  return (await Promise.all(decisions)).every((one) => one);
}

const called = ROWS.filter((row) => SIGNERS.has(row.who) && callOf(row) !== undefined);
const simulated = ROWS.filter((row) => !called.includes(row) && [APP, DEPLOYER].includes(row.who));

it.each(called)("as a call: $name", async (row) => {
  emulator = await startStill({ world: worldOf(row) });
  const as = await SIGNERS.get(row.who)!();
  expect(await passes(callOf(row)!(as))).toBe(row.passes);
});

it.each(simulated)("as a simulation: $name", async (row) => {
  emulator = await startStill({ world: worldOf(row) });
  expect(await isSimulated(row)).toBe(row.passes);
});

it("of the matrix, more than 200 rows are tried on the emulator, a hundred of them as calls", async () => {
  emulator = await startStill({});
  expect(called.length + simulated.length).toBeGreaterThan(200);
  expect(called.length).toBeGreaterThanOrEqual(100);
});
