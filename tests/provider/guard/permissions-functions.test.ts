import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";

import { RunningClock, startEmulator } from "#emulator/index";
import * as provider from "#provider/index";
import { permissionsOf } from "#provider/guard/policies/index";
import { permissionsFor } from "#provider/guard/policies/needed";

import {
  ACCOUNT,
  CLASSIFIER,
  CUSTOM_MODEL,
  type Emulator,
  MEMBER,
  RECOGNIZER,
  REGION,
  THIRD_PARTY,
  TWO_OFFERS,
} from "../../support/emulator/emulated";
import { PRODUCT, subscribe } from "../../support/aws/grants";
import { configFor } from "../../support/hosts/host";
import { bedrockOf, copyByHand } from "../../support/aws/models";
import { actionsIn, actionsOf, permit, roleIn, without } from "../../support/emulator/permitted";
import { shareByHand } from "../../support/aws/shares";

/** By function, what it has asked for. */
const asked = new Map<string, Set<string>>();
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: new RunningClock(3600) });
  await shareByHand(emulator, [MEMBER], [CUSTOM_MODEL]);
  subscribe(emulator);
  // The first copy tells that the model can be seen.
  await copyByHand(bedrockOf(emulator), { targetModelName: "triage" });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.requests.clear());

type Called = (args: object) => Promise<unknown>;
const ROWS: readonly [type: keyof typeof provider, account: string, inputs: Record<string, string>][] = [
  ["getModelOffers", ACCOUNT, { modelId: TWO_OFFERS }],
  ["getCustomModel", ACCOUNT, { modelIdentifier: CUSTOM_MODEL }],
  ["listSharedModels", MEMBER, {}],
  ["getCustomModelShare", ACCOUNT, { name: "models" }],
  ["getComprehendModel", ACCOUNT, { modelArn: CLASSIFIER }],
  ["getComprehendModel", ACCOUNT, { modelArn: RECOGNIZER }],
  ["listComprehendModelVersions", ACCOUNT, { kind: "document-classifier" }],
  ["listComprehendModelVersions", ACCOUNT, { kind: "entity-recognizer" }],
  ["getModelAgreementEvidence", ACCOUNT, { modelId: THIRD_PARTY }],
  ["getModelAgreementEvidence", MEMBER, { modelId: THIRD_PARTY, productId: PRODUCT }],
  ["getModelAgreementEvidence", MEMBER, { modelId: TWO_OFFERS }],
];

it.each(ROWS)("%s asks for exactly what its table says, in %s of %j", async (type, account, inputs) => {
  const call = (): Promise<unknown> => (provider[type] as unknown as Called)(inputs);
  const assumeRole = { roleArn: roleIn(account) };
  pulumi.runtime.setAllConfig({
    ...configFor(emulator, account),
    ...{ "aws:assumeRole": JSON.stringify(assumeRole), "aws:maxRetries": "0" },
  });
  const configuration = { region: REGION, assumeRole };
  const { deployer, preview } = permissionsOf([{ type, inputs }], { configuration }).roles[0]!;
  expect(deployer).toEqual(preview);
  permit(emulator, account, [preview]);
  await call();
  const actions = actionsIn(emulator.requests.all());
  asked.set(type, new Set([...(asked.get(type) ?? []), ...actions]));
  const allowed = preview.Statement.flatMap(actionsOf);
  expect([...actions].filter((action) => !allowed.includes(action))).toEqual([]);

  for (const { Sid, ...statement } of preview.Statement.filter(({ Sid: sid }) => !sid.startsWith("Optional")))
    for (const action of actionsOf({ Sid, ...statement })) {
      permit(emulator, account, [without(preview, action, Sid)]);
      await expect(call()).rejects.toThrow(`to perform: ${action}`);
    }
});

it.each([...new Set(ROWS.map(([type]) => type))])(
  "%s has nothing in its table that it does not ask for",
  (type) => {
    const everyday = permissionsFor(type).needed.filter(({ seldom }) => !seldom);
    const listed = everyday.flatMap(({ actions }) => Object.keys(actions));
    expect(listed.filter((action) => !asked.get(type)!.has(action))).toEqual([]);
  },
);
