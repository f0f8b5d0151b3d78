import { beforeEach, expect, it } from "@jest/globals";

import { defaultWorld } from "#emulator/index";
import {
  ACCOUNT,
  type Emulator,
  FIRST_PARTY,
  REGION,
  THIRD_PARTY,
  writes,
} from "../support/emulator/emulated";
import { describeOnCells } from "../support/engines/cells";
import { deployed } from "../support/engines/deployed";
import { changesOf, type DeployedStack, hostsOf } from "../support/engines/engines";
import type { TestProject } from "../support/engines/project";

const place = { account: ACCOUNT, region: REGION, modelId: THIRD_PARTY };
const ACCEPT = "CreateFoundationModelAgreement";
const CANCEL = "DeleteFoundationModelAgreement";

/** Models like that one, so that a stack can do something else with each. */
const [NAMED, ALIASED, FORCED, SHARED, ONE, OTHER, MOVED] = "abcdefg"
  .split("")
  .map((letter) => `cohere.model-${letter}-v1:0`) as [string, string, string, string, string, string, string];
const { [THIRD_PARTY]: likeThis } = defaultWorld.models;
const world = {
  models: {
    ...defaultWorld.models,
    ...Object.fromEntries(
      [NAMED, ALIASED, FORCED, SHARED, ONE, OTHER, MOVED].map((modelId) => [
        modelId,
        {
          ...likeThis,
          productId: `prod-${modelId.slice(7, 14)}`,
          offers: likeThis.offers.map((offer) => ({ ...offer, offerId: `offer-${modelId.slice(7, 14)}` })),
        },
      ]),
    ),
  },
};

/** A program with these resources: `name: [modelId, further arguments, options]`. */
function program(resources: Record<string, [modelId: string, args?: object, options?: object]>): string {
  const lines = Object.entries(resources).map(
    ([name, [modelId, args = {}, options = {}]]) =>
      `exports[${JSON.stringify(name)}] = new ModelAgreement(${JSON.stringify(name)}, ` +
      `${JSON.stringify({ modelId, ...args })}, ${JSON.stringify(options)}).agreementStatus;`,
  );
  return `const { ModelAgreement } = require("pulumi-model-access");\n${lines.join("\n")}\n`;
}

describeOnCells("a model agreement", {}, (cell) => {
  let emulator: Emulator;
  let project: TestProject;
  let stack: DeployedStack;

  beforeEach(async () => {
    ({ emulator, project, stack } = await deployed(
      cell,
      program({ commandR: [THIRD_PARTY], novaMicro: [FIRST_PARTY] }),
      { world, secrets: ["aws:secretKey"] },
    ));
  });

  it("is accepted, found unchanged, found in ERROR, found gone, repaired twice, and cancelled", async () => {
    expect(await changesOf(stack.up())).toEqual({ create: 3 });
    expect(await stack.outputs()).toMatchObject({
      commandR: { value: "AVAILABLE" },
      novaMicro: { value: "AVAILABLE" },
    });

    emulator.requests.clear();
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 3 });
    expect(emulator.requests.all()).toEqual([]);

    emulator.incidents.agreementFails(place, "INVALID_PAYMENT_INSTRUMENT: card expired");
    await expect(stack.previewRefresh({ expectNoChanges: true })).rejects.toThrow(
      /code:? 7[^]*no changes were expected/,
    );
    const drift = await stack.previewRefresh();
    expect(drift.changeSummary).toEqual({ update: 1, same: 2 });
    expect(drift.stdout).toMatch(/\[diff: \+agreementErrorMessage,?~agreementStatus\]/);
    expect(writes(emulator)).toEqual([]);
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ update: 1, same: 2 });

    emulator.incidents.agreementRevoked(place);
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ update: 1, same: 2 });

    expect(await changesOf(stack.destroy({ refresh: true }))).toEqual({ delete: 3 });
    expect(writes(emulator)).toEqual([ACCEPT, ACCEPT, CANCEL]);
  });

  it("that fails keeps its id, says why, and is taken up by the next run; a status that is ignored is borne", async () => {
    const options = { ignoreChanges: ["authorizationStatus"] };
    project.program(program({ commandR: [THIRD_PARTY], borne: [OTHER, {}, options] }));
    emulator.incidents.availabilityReads(place, { authorizationStatus: "NOT_AUTHORIZED" });
    await expect(stack.up()).rejects.toThrow(
      /code:? 1[^]*is made, but authorizationStatus is NOT_AUTHORIZED/,
    );
    emulator.incidents.availabilityReads(place, {});
    expect(await changesOf(stack.up())).toMatchObject({ update: 1 });
    expect(writes(emulator)).toEqual([ACCEPT, ACCEPT]);

    emulator.incidents.availabilityReads(
      { ...place, modelId: OTHER },
      { authorizationStatus: "NOT_AUTHORIZED" },
    );
    await stack.refresh();
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 3 });
  });

  it("that is refused at a check says why, also in an up that no preview went before", async () => {
    project.program(program({ commandR: [`us.${THIRD_PARTY}`] }));
    await expect(stack.up()).rejects.toThrow(/has a problem: modelId: .*inference profile/);
  });

  it("whose host is killed while it waits is there once, and in the state, after the next run", async () => {
    emulator.incidents.agreementReads(place, "PENDING");
    const running = stack.up().catch((error: unknown) => error);
    const looks = () =>
      emulator.requests.all().filter(({ operation }) => operation === "GetFoundationModelAvailability");
    while (looks().length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const pid of hostsOf(project)) process.kill(pid, "SIGKILL");
    expect(await running).toBeInstanceOf(Error);

    emulator.incidents.agreementReads(place, undefined);
    emulator.incidents.agreementAccepted(place);
    await stack.up();
    expect(await stack.outputs()).toMatchObject({ commandR: { value: "AVAILABLE" } });
    expect(writes(emulator)).toEqual([]);
    expect(await changesOf(stack.up({ expectNoChanges: true }))).toEqual({ same: 3 });
  });

  it("is not revoked while the program wants it, whatever becomes of its resource", async () => {
    const replaceOnChanges = ["onExisting"];
    project.program(
      program({
        before: [NAMED],
        aliased: [ALIASED],
        forced: [FORCED, {}, { replaceOnChanges }],
        one: [SHARED],
        two: [SHARED],
        x: [ONE],
        y: [OTHER],
        moved: [MOVED],
      }),
    );
    await stack.up({ parallel: 1 });
    expect(writes(emulator)).toEqual(Array(7).fill(ACCEPT));
    emulator.requests.clear();

    const second = {
      renamed: [NAMED],
      known: [ALIASED, {}, { aliases: [{ name: "aliased" }] }],
      forced: [FORCED, { onExisting: "adopt" }, { replaceOnChanges }],
      two: [SHARED],
      x: [OTHER],
      y: [ONE],
      moved: [MOVED, { region: "eu-west-1" }],
    } satisfies Parameters<typeof program>[0];
    project.program(program(second));
    const { stdout, summary } = await stack.up();
    // Renamed without an alias; the alias, the second of two and the stack; two that swap, the forced one, the moved one.
    expect(summary.resourceChanges).toEqual({ create: 1, delete: 2, same: 3, replace: 4 });
    expect(stdout).toContain("the resource renamed still uses it");
    expect(stdout).toContain(`kept the agreement for ${MOVED}`);
    expect(writes(emulator)).toEqual([]);

    // The second of two gives way to the first one, and what is removed at last is cancelled.
    const { two: _two, known: _known, ...rest } = second;
    project.program(program({ ...rest, one: [SHARED] }));
    expect(await changesOf(stack.up({ refresh: true }))).toEqual({ create: 1, delete: 2, same: 6 });
    expect(cancelled()).toEqual([ALIASED]);
    await stack.destroy();
    expect(cancelled()).toEqual(expect.arrayContaining([ALIASED, FORCED]));
    expect(writes(emulator)).not.toContain(ACCEPT);
  });

  const cancelled = () =>
    emulator.requests
      .all()
      .filter(({ operation }) => operation === CANCEL)
      .map(({ subject }) => subject)
      .sort();
});
